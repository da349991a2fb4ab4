"""How files of things travel: the gateway knows them, services keep what it tells."""

from typing import TypedDict


class File(TypedDict):
    """A file as its thing keeps it."""

    id: str
    name: str
    size: int
    media_type: str
