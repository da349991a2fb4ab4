"""What a company configures for its CRM: lists of choices, pool rules, limits around the pool (C17, C19).

Always true: names are unique within their list; what customers, contacts or follow-ups refer to is switched off, not
deleted. Everybody who uses customers may read them; changing them needs the action `crm_settings`.
"""
