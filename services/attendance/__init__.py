"""Attendance: the home of groups, shifts, punches, days and tracks. So far it keeps its copy of the organization."""
