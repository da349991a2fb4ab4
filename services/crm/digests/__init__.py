"""Digests of what the CRM told, and telling it again to who has not heard all of it (docs/adr/0013).

Always true: a digest counts only what was told before it; telling again changes nothing for who heard it already.
"""
