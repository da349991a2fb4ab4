"""Leads: people and companies that may become customers, each with an owner, a status and a source (L1 to L4).

Always true: a lead has an owner; one that became a customer does not change any more and names that customer; nobody
does what the table of rights in `rules` does not allow; a deleted lead is gone for good.
"""
