"""The one way a workbook is looked at and brought in, whatever its rows become (C2, L2, C7, G2)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from services.crm.custom_fields.values import Definition, definitions
from services.crm.imports import failures
from services.crm.imports.columns import Titles
from services.crm.imports.rules import Plan, Problem, incomplete, plan
from services.crm.imports.workbook import Workbook, opened
from shared.database import Transaction
from shared.files import FileStore, file_key, keep
from shared.jobs import Job
from shared.spreadsheets import Row, write_many_rows

_SAMPLE, _ERRORS = 20, 100
_COUNTED = ("created", "updated", "skipped", "failed")
_REASON = {"zh-CN": "失败原因", "en": "Reason"}
Custom = Sequence[Definition]
Refused = Mapping[int, str]
Problems = dict[int, list[Problem]]


class Writer(Protocol):
    """What a kind of thing does with the rows of one workbook."""

    def check(self, tx: Transaction, rows: Sequence[Row]) -> tuple[list[Any], Problems]:
        """The good rows as drafts, and what is wrong with the others by their number."""

    def known(self, tx: Transaction, drafts: Sequence[Any], *, known: Any) -> Any:
        """Adds the things there are that these drafts may mean to those known already, None at first."""

    def create(self, tx: Transaction, made: Plan) -> Refused:
        """Writes the new things; answers the rows that cannot be taken."""

    def change(self, tx: Transaction, changes: Sequence[tuple[str, Any]]) -> Refused:
        """Changes things as their editors would; answers the rows that cannot be taken."""

    def shown(self, draft: Any) -> dict[str, str]:
        """A draft in words, by the field of its column."""


@dataclass(frozen=True, kw_only=True)
class Importable:
    """A kind of thing that is imported: who may, its columns, its template, and who writes it."""

    of: str
    function: str
    titles: Titles
    required: tuple[str, ...]
    names: Mapping[str, tuple[str, str]]
    example: Mapping[str, Mapping[str, str]]
    choices: Callable[[Transaction], Mapping[str, Sequence[str]]]
    writer: Callable[[Transaction, Job, Workbook, Custom], Writer]
    needs_action: str | None = None


def run(job: Job, store: FileStore, thing: Importable) -> None:
    """Reads the workbook; then looks at its rows, or brings them in."""
    with job.step() as tx:
        custom = definitions(tx, thing.of)
    with opened(
        store,
        job,
        file_id=job.arguments["file_id"],
        custom=custom,
        titles=thing.titles,
        required=thing.required,
    ) as workbook:
        with job.step() as tx:
            writer = thing.writer(tx, job, workbook, custom)
            job.progress(total=workbook.rows_below)
        if job.arguments["mode"] == "preview":
            _look(job, workbook, writer, custom)
        else:
            _bring_in(job, workbook, writer)
            _give_back(job, workbook, store=store, name=name_of(thing, job.actor.language)[1])


def name_of(thing: Importable, language: str) -> tuple[str, str]:
    """How its template, and the workbook of the rows that failed, are called."""
    return thing.names.get(language, thing.names["zh-CN"])


def _look(job: Job, workbook: Workbook, writer: Writer, custom: Custom) -> None:
    """Counts what would happen, and shows the first rows and mistakes; changes nothing."""
    known: Any = None
    counted = Counter[str]()
    sample: list[dict[str, str]] = []
    errors: list[Problem] = []
    for rows in workbook.chunks():
        with job.step() as tx:
            drafts, problems = writer.check(tx, rows)
            known = writer.known(tx, drafts, known=known)
            made = plan(drafts, known, update=False)
            missing = incomplete(made.new.values(), custom, language=job.actor.language)
            problems |= missing
            drafts = [each for each in drafts if each.row not in missing]
            job.progress(done=rows[-1].number - workbook.titles_row if rows else None)
        counted.update(rows=len(rows), valid=len(drafts), invalid=len(problems), duplicates=made.skipped)
        sample += [writer.shown(draft) for draft in drafts[: _SAMPLE - len(sample)]]
        errors += [one for found in problems.values() for one in found][: _ERRORS - len(errors)]
    figures = {name: counted[name] for name in ("rows", "valid", "invalid", "duplicates")}
    columns = [column._asdict() for column in workbook.columns]
    told = [{"row": each.row, "field": each.field, "detail": each.detail} for each in errors]
    with job.step():
        job.progress(done=job.total)
        job.finish(result=figures | {"columns": columns, "sample": sample, "errors": told})


def _bring_in(job: Job, workbook: Workbook, writer: Writer) -> None:
    """Writes chunk by chunk, each with how far the import is, and so goes on where a process died."""
    update = job.arguments["on_duplicate"] == "update"
    for rows in workbook.chunks(after=job.state.get("row", 0)):
        if not rows:
            continue
        with job.step() as tx:
            failures.one_import_at_a_time(tx)
            drafts, problems = writer.check(tx, rows)
            made = plan(drafts, writer.known(tx, drafts, known=None), update=update)
            refused = writer.create(tx, made)
            unchanged = writer.change(tx, made.changes)
            reasons = {row: "；".join(each.told() for each in found) for row, found in problems.items()}
            reasons |= dict(refused) | dict(unchanged)
            cells = {row.number: row.cells for row in rows}
            failures.remember(tx, job, [(row, cells[row], reason) for row, reason in sorted(reasons.items())])
            _count(
                job,
                created=len(made.new) - len(refused),
                updated=len(made.changes) - len(unchanged) + made.merged,
                skipped=made.skipped,
                failed=len(reasons),
            )
            last = rows[-1].number
            job.progress(done=last - workbook.titles_row, row=last)


def _give_back(job: Job, workbook: Workbook, *, store: FileStore, name: str) -> None:
    """The rows that failed, as they were, each with its reason."""
    result = {name: job.state.get(name, 0) for name in _COUNTED}
    if result["failed"]:
        titles = [column.title for column in workbook.columns]
        reason = _REASON.get(job.actor.language, _REASON["zh-CN"])
        with TemporaryDirectory(prefix="kuaiqi-import-") as folder:
            path = Path(folder) / "failed.xlsx"
            write_many_rows(path, titles=[*titles, reason], rows=failures.recall(job, width=len(titles)))
            job.beside(keep, store, file_key(job.company_id, file_id=job.id), path)
    with job.step() as tx:
        failures.forget(tx, job)
        job.progress(done=job.total)
        job.finish(result=result, file_name=name if result["failed"] else None)


def _count(job: Job, **more: int) -> None:
    job.progress(**{name: job.state.get(name, 0) + count for name, count in more.items()})
