from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from obstore.store import LocalStore, S3Store

_CHUNK_BYTES = 1024 * 1024
# S3 takes no smaller parts; a few at once keep an upload's memory low.
_S3_PART_BYTES, _PARTS_AT_ONCE = 5 * 1024 * 1024, 2


def file_key(company_id: str, *, file_id: str) -> str:
    """Where a company's file lies; both parts must be UUIDs, so that no key leaves its company.

    :raises ValueError: a part is no UUID
    """
    return f"{UUID(company_id)}/{UUID(file_id)}"


class FileStore:
    """Files by key; `place` is a folder's path or `s3://bucket`."""

    def __init__(self, place: str) -> None:
        self._store: LocalStore | S3Store
        self._part_bytes = _CHUNK_BYTES
        if place.startswith("s3://"):
            self._store = S3Store.from_url(place)
            self._part_bytes = _S3_PART_BYTES
        else:
            self._store = LocalStore(Path(place), mkdir=True)

    def put(self, key: str, *, content: Iterable[bytes]) -> None:
        """Writes the file as its parts arrive."""
        self._store.put(key, iter(content), chunk_size=self._part_bytes, max_concurrency=_PARTS_AT_ONCE)

    def get(self, key: str, *, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The file's bytes from `start` up to, not including, `end`, in parts.

        :raises FileNotFoundError: there is no such file
        """
        stop = self.size(key) if end is None else end
        for at in range(start, stop, _CHUNK_BYTES):
            yield bytes(self._store.get_range(key, start=at, end=min(at + _CHUNK_BYTES, stop)))

    def size(self, key: str) -> int:
        """:raises FileNotFoundError: there is no such file"""
        return int(self._store.head(key)["size"])

    def exists(self, key: str) -> bool:
        try:
            self._store.head(key)
        except FileNotFoundError:
            return False
        return True

    def delete(self, key: str) -> None:
        self._store.delete(key)

    def discard(self, key: str) -> None:
        """Deletes what may not be there."""
        with suppress(FileNotFoundError):
            self._store.delete(key)

    def list(self, prefix: str) -> Iterator[str]:
        """The keys below a prefix, such as a company's id."""
        for page in self._store.list(prefix):
            for each in page:
                yield str(each["path"])
