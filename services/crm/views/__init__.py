"""Saved views: a list's filters, sort and columns under a name, for oneself or for the company.

Always true: a name stands once among one's own views of a list, and once among the shared ones. Nobody but its author
sees a view that is not shared. A view is asked for as whoever opens it, so it shows nobody more than they see.
"""
