"""Office work: the home of approvals, announcements, projects, tasks, work reports and notifications.

So far it keeps its copy of the organization.
"""
