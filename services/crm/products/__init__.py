"""Products: what is sold, at which price, of which there may be a stock (G1 to G3).

Always true: a price is an amount with two places; a stock that is kept is never below zero, also when several orders
take from it at once; what an opportunity or an order refers to is switched off, not deleted. Products belong to the
whole company: who may use them sees all, changing them needs the action `edit_product`.
"""
