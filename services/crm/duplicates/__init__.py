"""Duplicates: customers of the same name or phone, found while somebody types, refused where the company says so.

Always true: of what the company demands to be unique the database holds each value once, in `unique_customers`, which
triggers of `customers` keep; customers in the recycle bin hold none.
"""
