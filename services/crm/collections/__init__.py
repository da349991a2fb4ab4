"""Collection plans and collections: what is to be paid for a running order and when, and what was paid (O4).

Always true: both belong to an order and follow its rights; what is collected never exceeds the deal amount, since who
collects holds the order's lock; a collection counts from its approval on where one is needed, and what waits for it is
kept free of the outstanding amount; they go with the order when it is deleted.
"""
