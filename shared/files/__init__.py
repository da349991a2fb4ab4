"""Where uploaded and made files lie: a folder or an S3 bucket, behind the same six calls."""

from shared.files.store import FileStore, file_key

__all__ = ["FileStore", "file_key"]
