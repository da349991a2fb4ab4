"""A workbook of the store, parsed and with its columns found."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from services.crm.imports.columns import TITLES, Column, Titles, find_columns
from services.crm.imports.errors import EmptySheet
from shared.fields import Field
from shared.files import FileStore, fetch, file_key
from shared.jobs import Job
from shared.kernel.errors import Missing
from shared.spreadsheets import Row, Sheet, parse


@dataclass(frozen=True)
class Workbook:
    """The first sheet: its titles are its first row that is not empty."""

    sheet: Sheet
    columns: list[Column]
    titles_row: int

    @property
    def rows_below(self) -> int:
        return self.sheet.height - self.titles_row

    def chunks(self, *, after: int = 0) -> Iterator[list[Row]]:
        """The rows below the titles and after that number, without empty ones; a chunk may be empty."""
        start = max(after, self.titles_row)
        for rows in self.sheet.chunks():
            if rows[-1].number > start:
                yield [row for row in rows if row.number > start and any(row.cells)]


@contextmanager
def opened(
    store: FileStore,
    job: Job,
    *,
    file_id: str,
    custom: Sequence[Field] = (),
    titles: Titles = TITLES,
    required: Sequence[str] = ("name",),
) -> Iterator[Workbook]:
    """The workbook, as long as the block lasts.

    :raises Missing: the store has no such file  :raises UnreadableSpreadsheet: it is no workbook
    :raises SpreadsheetTooLarge: it has too much  :raises EmptySheet: nothing below the titles
    :raises ColumnMissing: it lacks one that must be there  :raises ColumnTwice: two columns of one title
    """
    with TemporaryDirectory(prefix="kuaiqi-import-") as folder:
        path = Path(folder) / "workbook.xlsx"
        try:
            job.beside(fetch, store, file_key(job.company_id, file_id=file_id), path)
        except FileNotFoundError:
            raise Missing from None
        sheet = parse(path, into=Path(folder) / "rows")
        path.unlink()
        first = next((row for rows in sheet.chunks() for row in rows if any(row.cells)), None)
        if first is None:
            raise EmptySheet
        columns = find_columns(
            _named(first.cells),
            language=job.actor.language,
            custom=custom,
            known_titles=titles,
            required=required,
        )
        workbook = Workbook(sheet, columns, first.number)
        if not any(rows for rows in workbook.chunks()):
            raise EmptySheet
        yield workbook


def _named(titles: list[str]) -> list[str]:
    """Without the empty ones to the right."""
    while titles and not titles[-1]:
        titles = titles[:-1]
    return titles
