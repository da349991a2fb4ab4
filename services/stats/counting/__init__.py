"""Counting what happens to customers: a fact per gain and per loss of a person's stock, and sums of the facts.

A customer counts for its owner, in the department the owner was in when the customer was last told of, unless it lies
in the pool or the recycle bin. A change of that is a fact; so for each person, at every moment, the sum of the facts
is the stock.
"""
