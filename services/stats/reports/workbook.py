"""A report as an Excel workbook: what it is and was asked for, titles, totals, rows."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from services.stats.reports.rules import Row

_PARTS = {
    "count": (),
    "money": (),
    "rate": (),
    "increment_stock": ("increment", "stock"),
    "times_customers": ("times", "customers"),
    "calls": ("times", "customers", "seconds"),
}


def write_report(
    path: Path,
    *,
    about: Sequence[Sequence[str]],
    who: Sequence[str],
    columns: Sequence[Mapping[str, str]],
    parts: Mapping[str, str],
    total: tuple[Sequence[str], Row],
    rows: Sequence[tuple[Sequence[str], Row]],
) -> None:
    """Names are written as text, so that none becomes a formula, and figures as numbers, so that they can be summed.

    `who` titles the columns that name a row, `parts` the figures of a cell of several.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415  # 12 MB of memory, and most processes never write a workbook

    with Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        lines: list[list[str | float]] = [list(each) for each in about]
        lines += [[], [*who, *(title for column in columns for title in _titles(column, parts))]]
        for names, row in (total, *rows):
            lines.append([*names, *(figure for column in columns for figure in _figures(row[column["key"]]))])
        for number, line in enumerate(lines):
            _write(sheet, number, line)


def _write(sheet: Any, number: int, line: Sequence[str | float]) -> None:
    for column, cell in enumerate(line):
        if isinstance(cell, int | float):
            sheet.write_number(number, column, cell)
        else:
            sheet.write_string(number, column, cell)


def _titles(column: Mapping[str, str], parts: Mapping[str, str]) -> list[str]:
    return [f"{column['title']} {parts[part]}" for part in _PARTS[column["kind"]]] or [column["title"]]


def _figures(cell: int | str | Mapping[str, int]) -> list[int | float]:
    if isinstance(cell, str):
        return [float(cell.rstrip("%"))]  # as Excel keeps every number
    return [cell] if isinstance(cell, int) else list(cell.values())
