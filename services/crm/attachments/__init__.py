"""Attachments: files of a customer (C14).

Always true: a customer has at most ten, also when several people attach at once. Rights follow the customer; whoever
sees it opens them, at addresses that the gateway signs.
"""
