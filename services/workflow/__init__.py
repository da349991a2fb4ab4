"""The 快点 flow engine: the home of flow templates, flows and their events.

So far it keeps its copy of the organization.
"""
