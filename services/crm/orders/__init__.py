"""Orders: what a customer buys, at which prices, approved by the office, then paid (O1 to O5).

Always true: an approved order does not change; what is collected never exceeds the deal amount, and an order that is
fully paid is completed; stock is taken once on approval and given back once on termination; nobody does what the table
of rights in `rules` does not allow. Money is a Decimal with two places.
"""
