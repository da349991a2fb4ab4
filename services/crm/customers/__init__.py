"""Customers: each has an owner, or lies in the public pool, or in the recycle bin.

Always true: a customer in the pool has no owner, no participants and no date to fall; a signed customer is neither
dropped nor deleted (S4); every change is an event and a line of the change log; nobody does what the table of rights
in `rules` does not allow.
"""
