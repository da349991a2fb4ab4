"""Follow-ups: what was done with a customer, how, by whom, and when to come back to it (U1, U2).

Always true: a follow-up belongs to a customer that was owned when it was written, and keeps the stage the customer
had then. Writing one starts the customer's clock of the pool anew.
"""
