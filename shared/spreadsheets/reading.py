"""Reads a workbook's first sheet in a process of its own, which is ended when it takes too much."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from shared.spreadsheets import parser
from shared.spreadsheets.archive import check_archive
from shared.spreadsheets.errors import SpreadsheetTooLarge, UnreadableSpreadsheet


class Row(NamedTuple):
    """A row with its number as Excel shows it, its cells as text, and which of them are formulas."""

    number: int
    cells: list[str]
    formulas: frozenset[int]


@dataclass(frozen=True)
class Sheet:
    """A parsed sheet, kept in a file so that it is never whole in memory; `height` counts its rows."""

    path: Path
    height: int

    def chunks(self) -> Iterator[list[Row]]:
        """All rows, a thousand at a time; empty ones too."""
        number = 1
        with self.path.open("rb") as lines:
            next(lines)
            for line in lines:
                rows = [_row(number + at, cells) for at, cells in enumerate(orjson.loads(line))]
                number += len(rows)
                yield rows


def parse(path: Path, *, into: Path, most_rows: int = 100_001, seconds: float = 60) -> Sheet:
    """Parses the whole workbook before the first row is given, so that a broken one gives none.

    :raises UnreadableSpreadsheet: broken, or no workbook
    :raises SpreadsheetTooLarge: too many rows, too much to unpack, too long to read
    """
    check_archive(path)
    order = [sys.executable, "-P", parser.__file__, str(path), str(into), str(most_rows)]
    try:
        status = subprocess.run(order, stderr=subprocess.DEVNULL, timeout=seconds, check=False).returncode  # noqa: S603  # fixed program
    except subprocess.TimeoutExpired as error:
        raise SpreadsheetTooLarge from error
    if status == parser.TOO_MANY_ROWS:
        raise SpreadsheetTooLarge
    if status:
        raise UnreadableSpreadsheet
    with into.open("rb") as lines:
        return Sheet(into, height=int(next(lines)))


def _row(number: int, cells: list[Any]) -> Row:
    formulas = frozenset(at for at, cell in enumerate(cells) if isinstance(cell, list))
    if formulas:
        cells = [cell[0] if at in formulas else cell for at, cell in enumerate(cells)]
    return Row(number, cells, formulas)
