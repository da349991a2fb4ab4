"""Customers: each has an owner, or lies in the public pool, or in the recycle bin.

Always true: a customer in the pool has no owner; a signed customer is neither dropped nor deleted (S4); every change
is an event and a line of the change log.
"""
