"""What the application holds once: its database, its files and its keys."""

from flask import current_app

from gateway.access.tokens import Tokens
from gateway.files.signing import FileSigner
from shared.database import Database
from shared.files import FileStore


def database() -> Database:
    """The gateway's own database, limited to one company at a time."""
    found: Database = current_app.extensions["database"]
    return found


def files() -> FileStore:
    """Where uploaded and made files lie."""
    found: FileStore = current_app.extensions["files"]
    return found


def tokens() -> Tokens:
    found: Tokens = current_app.extensions["tokens"]
    return found


def file_signer() -> FileSigner:
    """Signs addresses of files."""
    found: FileSigner = current_app.extensions["file_signer"]
    return found
