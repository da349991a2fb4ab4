"""Office work: the notification inbox; the home of approvals, announcements, projects, tasks and work reports."""
