"""The notification inbox: one for all modules, fed by the events that office hears and by nothing else.

Always true: a notification is of one employee, who alone sees it; nobody is told what they did themselves; an event
tells a person once, however often it comes; several of one kind that one act caused are one notification with a count.
What it says and opens stands in one table, `table.py`.
"""
