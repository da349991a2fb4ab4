"""What can be known of a workbook before anything is unpacked."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from shared.spreadsheets.errors import SpreadsheetTooLarge, UnreadableSpreadsheet

_MOST_BYTES = 50 * 1024 * 1024
_MOST_UNPACKED = 500 * 1024 * 1024
_MOST_ENTRIES = 1000
_MOST_RATIO = 100


def check_archive(path: Path) -> None:
    """:raises UnreadableSpreadsheet: no zip archive  :raises SpreadsheetTooLarge: a limit is passed"""
    packed = path.stat().st_size
    if packed > _MOST_BYTES:
        raise SpreadsheetTooLarge
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
    except BadZipFile as error:
        raise UnreadableSpreadsheet from error
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_ENTRIES or unpacked > min(_MOST_UNPACKED, packed * _MOST_RATIO):
        raise SpreadsheetTooLarge
