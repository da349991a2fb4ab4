"""Statistics: the home of the reports, made from events. So far it keeps its copy of the organization."""
