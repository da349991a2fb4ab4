"""Contacts: the people at a customer (C7).

Always true: a customer that has contacts has exactly one default contact, its first one unless another was chosen;
a contact has at most 3 mobiles and 3 landlines, and no birthday in the future. Rights follow the customer.
"""
