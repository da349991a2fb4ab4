"""Opportunities: deals that may come of a customer, moved from stage to stage until won or lost (P1 to P5).

Always true: one that is won has a product and does not change any more; one that is lost has a reason; while a win
waits for its approval nothing moves; nobody does what the table of rights in `rules` does not allow.
"""
