"""What a company sets about its deals: what needs an approval, where a customer goes when an order ends early.

Always true: a company that never set anything has the first values; changing needs the action `crm_settings`.
"""
