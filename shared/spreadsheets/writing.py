import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import orjson

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WRITER = Path(__file__).with_name("writer.py")


class Hint(NamedTuple):
    """A second sheet that explains the first: its name, and its rows."""

    name: str
    rows: Sequence[Sequence[str]]


def write_rows(path: Path, *, titles: Sequence[str], rows: Iterable[Sequence[str]], hint: Hint | None = None) -> None:
    """Writes a workbook row by row in constant memory; every cell is text, so none becomes a formula or a link."""
    from xlsxwriter import Workbook  # noqa: PLC0415  # 12 MB of memory, and most processes never write a workbook

    with Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        _write(sheet, 0, titles)
        for number, row in enumerate(rows, start=1):
            _write(sheet, number, row)
        if hint is not None:
            explained = workbook.add_worksheet(hint.name)
            for number, row in enumerate(hint.rows):
                _write(explained, number, row)


def write_many_rows(path: Path, *, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """The same for a great many rows: gathers them as they come, and writes in a process of its own."""
    write_lines(path, titles=titles, lines=(orjson.dumps(row) for row in rows))


def write_lines(path: Path, *, titles: Sequence[str], lines: Iterable[bytes]) -> None:
    """The same for rows that are JSON already, each a list of texts on a line of its own."""
    with TemporaryDirectory() as folder:
        gathered = Path(folder) / "rows"
        with gathered.open("wb") as kept:
            kept.write(orjson.dumps(titles, option=orjson.OPT_APPEND_NEWLINE))
            kept.writelines(line + b"\n" for line in lines)
        order = [sys.executable, "-P", str(_WRITER), str(gathered), str(path)]
        subprocess.run(order, check=True)  # noqa: S603  # fixed program


def _write(sheet: "Worksheet", number: int, row: Sequence[str]) -> None:
    for column, text in enumerate(row):
        sheet.write_string(number, column, text)
