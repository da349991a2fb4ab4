"""Reads a workbook's first sheet in a process of its own, which is ended when it takes too much."""

import subprocess
import sys
from pathlib import Path

import orjson

from shared.spreadsheets import parser
from shared.spreadsheets.archive import check_archive
from shared.spreadsheets.errors import SpreadsheetTooLarge, UnreadableSpreadsheet

Row = list[str]


def read_rows(path: Path, *, most_rows: int = 100_001, seconds: float = 60) -> list[Row]:
    """All rows with their cells as text; a formula cell gives its last value.

    :raises UnreadableSpreadsheet: broken, or no workbook
    :raises SpreadsheetTooLarge: too many rows, too much to unpack, too long to read
    """
    check_archive(path)
    order = [sys.executable, "-P", parser.__file__, str(path), str(most_rows)]
    try:
        parsed = subprocess.run(order, capture_output=True, timeout=seconds, check=False)  # noqa: S603  # fixed program
    except subprocess.TimeoutExpired as error:
        raise SpreadsheetTooLarge from error
    if parsed.returncode == parser.TOO_MANY_ROWS:
        raise SpreadsheetTooLarge
    if parsed.returncode:
        raise UnreadableSpreadsheet
    rows: list[Row] = orjson.loads(parsed.stdout)
    return rows
