"""Follow-ups: what was done with a customer or a lead, how, by whom, and when to come back to it (U1, U2).

Always true: a follow-up belongs to one customer or one lead; a customer was owned when it was written, and the
follow-up keeps the stage it had then. Writing one starts the customer's clock of the pool anew. It is never changed.
"""
