"""The audit log: who did what that a company must be able to look up later; only ever added to (finer rules, Access).

Written in the same transaction as what it tells of.
"""
