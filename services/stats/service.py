"""The table of contents of the stats service."""

from shared.directory.entrypoints import DirectoryEntrypoints
from shared.nameko.service import Service


class StatsService(DirectoryEntrypoints, Service):
    """Statistics: follows the organization, ready for its read models."""

    name = "stats"
