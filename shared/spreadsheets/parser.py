"""The program that parses a workbook's first sheet: `python parser.py PATH INTO MOST_ROWS`.

Writes the number of rows, then a line of JSON per thousand rows: cells as text, a formula's value in brackets.
"""

import re
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import orjson
from python_calamine import CalamineSheet, CalamineWorkbook

TOO_MANY_ROWS = 3
CHUNK_ROWS = 1_000
_MOST_MEMORY = 2 * 1024 * 1024 * 1024
_MOST_PROCESSOR_SECONDS = 60
_FORMULA = re.compile(rb"<(\w+:)?f[\s/>]")
_BLOCK = 1024 * 1024
Place = tuple[int, int]


def main(path: Path, into: Path, most_rows: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_PROCESSOR_SECONDS, _MOST_PROCESSOR_SECONDS))
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    height = sheet.end[0] + 1 if sheet.end else 0
    if height > most_rows:
        return TOO_MANY_ROWS
    formulas = _formulas(path) if _may_have_formulas(path) else set()
    with into.open("wb") as lines:
        lines.write(b"%d\n" % height)
        rows = _rows(sheet, formulas)
        while chunk := list(islice(rows, CHUNK_ROWS)):
            lines.write(orjson.dumps(chunk, option=orjson.OPT_APPEND_NEWLINE))
    return 0


def _rows(sheet: CalamineSheet, formulas: set[Place]) -> Iterator[list[Any]]:
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row: list[Any] = before + [_text(cell) for cell in cells]
        if formulas:
            row = [[text] if (number, at) in formulas else text for at, text in enumerate(row)]
        yield row


def _text(cell: Any) -> str:
    # Excel keeps a phone number typed as a number as 13800000001.0.
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\0", "").strip()  # which no database keeps


def _may_have_formulas(path: Path) -> bool:
    """A quick look at the sheets' bytes, since few workbooks have any and finding their places takes long."""
    with ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(_mentions_formula(archive, name) for name in sheets)


def _mentions_formula(archive: ZipFile, name: str) -> bool:
    before = b""
    with archive.open(name) as sheet:
        while block := sheet.read(_BLOCK):
            seen = before + block
            if b"\0" in seen or _FORMULA.search(seen):  # with NUL bytes it is UTF-16, where the pattern finds nothing
                return True
            before = block[-64:]
    return False


def _formulas(path: Path) -> set[Place]:
    """Rows and columns, counted from 1 and from 0, of the cells that are formulas."""
    from openpyxl import load_workbook  # noqa: PLC0415  # takes long, and is needed for few workbooks

    book = load_workbook(path, read_only=True)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    return {(cell.row, cell.column - 1) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
