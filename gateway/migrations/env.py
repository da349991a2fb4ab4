"""Runs the gateway's migrations on the connection that shared.database.migrate opened."""

from shared.database.migrate import run_environment

run_environment()
