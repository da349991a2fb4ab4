"""Rebuilds and exports as jobs."""

from shared.jobs.migration import create_jobs_table

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    create_jobs_table("stats")
