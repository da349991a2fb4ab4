"""What the application holds once: its database and its keys."""

from flask import current_app

from gateway.access.tokens import Tokens
from shared.database import Database


def database() -> Database:
    """The gateway's own database, limited to one company at a time."""
    found: Database = current_app.extensions["database"]
    return found


def tokens() -> Tokens:
    found: Tokens = current_app.extensions["tokens"]
    return found
