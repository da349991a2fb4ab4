"""Outbox, inbox, commands and the directory of the organization."""

from shared.database.security import create_common_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_common_tables("stats")
