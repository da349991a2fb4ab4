from collections.abc import Iterable, Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet


def write_rows(path: Path, *, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Writes a workbook row by row in constant memory; every cell is text, so none becomes a formula or a link."""
    with Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        _write(sheet, 0, titles)
        for number, row in enumerate(rows, start=1):
            _write(sheet, number, row)


def _write(sheet: Worksheet, number: int, row: Sequence[str]) -> None:
    for column, text in enumerate(row):
        sheet.write_string(number, column, text)
