"""Calls that a phone made or took, with their recordings (U5).

Always true: a call belongs to one customer or one lead, with the stage it had when the call was received here. The same
call (who, number, start) is there once, however often a phone sends it. It is never changed.
"""
