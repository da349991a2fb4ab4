"""The table of contents of the stats service."""

from services.stats.counting.entrypoints import CountingEntrypoints
from shared.directory.entrypoints import DirectoryEntrypoints
from shared.nameko.service import Service


class StatsService(CountingEntrypoints, DirectoryEntrypoints, Service):
    """Statistics: read models of the reports, made from events."""

    name = "stats"
