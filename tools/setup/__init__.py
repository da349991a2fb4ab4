"""Sets a fresh machine up: Debian packages, Python environment, Node, web client.

Runs on the system's Python before anything is installed, so it imports the standard library alone. Each step looks
first whether its work is done; when all is, it takes a fraction of a second.
"""
