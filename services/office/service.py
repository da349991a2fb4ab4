"""The table of contents of the office service."""

from services.office.notifications.entrypoints import NotificationEntrypoints
from shared.directory.entrypoints import DirectoryEntrypoints
from shared.nameko.service import LiveOfService, Service


class OfficeService(NotificationEntrypoints, DirectoryEntrypoints, Service):
    """Office work: the notification inbox."""

    name = "office"
    live = LiveOfService()
