"""The table of contents of the office service."""

from shared.directory.entrypoints import DirectoryEntrypoints
from shared.nameko.service import Service


class OfficeService(DirectoryEntrypoints, Service):
    """Office work: follows the organization, ready for its features."""

    name = "office"
