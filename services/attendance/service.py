"""The table of contents of the attendance service."""

from shared.directory.entrypoints import DirectoryEntrypoints
from shared.nameko.service import Service


class AttendanceService(DirectoryEntrypoints, Service):
    """Attendance: follows the organization, ready for its features."""

    name = "attendance"
