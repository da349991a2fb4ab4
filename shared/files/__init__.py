"""Where uploaded and made files lie: a folder or an S3 bucket, behind the same few calls."""

from shared.files.store import FileStore, file_key
from shared.files.transfer import fetch, keep, read_parts

__all__ = ["FileStore", "fetch", "file_key", "keep", "read_parts"]
