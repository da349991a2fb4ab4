"""Between the store and a folder of this process, part by part."""

from collections.abc import Iterator
from pathlib import Path

from shared.files.store import FileStore

_PART_BYTES = 1024 * 1024


def fetch(store: FileStore, key: str, path: Path) -> None:
    """:raises FileNotFoundError: the store has no such file"""
    with path.open("wb") as file:
        for part in store.get(key):
            file.write(part)


def keep(store: FileStore, key: str, path: Path) -> None:
    store.put(key, content=read_parts(path))


def read_parts(path: Path) -> Iterator[bytes]:
    """A file of the folder, as the store takes it."""
    with path.open("rb") as file:
        while part := file.read(_PART_BYTES):
            yield part
