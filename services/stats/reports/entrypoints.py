from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from services.stats.counting.projection import zone_of
from services.stats.reports import queries, schemas
from services.stats.reports.exporting import export_report, name_of
from services.stats.reports.periods import period_of
from services.stats.reports.rows import list_rows
from services.stats.reports.rules import FUNCTIONS, GROUPS_OF, RANKINGS, RESULTS, TOTAL, Question
from services.stats.reports.subjects import narrowed
from services.stats.reports.view import View, view_of
from shared.database import Transaction
from shared.files import file_key
from shared.jobs import Job, start
from shared.jobs.schemas import JobShown
from shared.kernel.errors import Forbidden, Invalid, Missing
from shared.nameko.entrypoints import command, query, runs

Answer = dict[str, Any]


class ReportEntrypoints:
    """What others may ask of reports."""

    files: Any  # the service's

    @query(takes=schemas.ReportQuery, answers=schemas.Report)
    def read_report(self, tx: Transaction, *, page: int, page_size: int, **asked: Any) -> Answer:
        """A report, the total row over all pages (Q1 to Q11)."""
        question, view = _asked(tx, **asked)
        return queries.read_report(tx, question, view, page=page, page_size=page_size)

    @query(takes=schemas.RowsQuery, answers=schemas.ReportRows)
    def list_report_rows(
        self, tx: Transaction, *, row: str, column: str, part: str, page: int, page_size: int, **asked: Any
    ) -> Answer:
        """The rows behind one cell of a report: `row` is the id of what a row is about, or "total" (Q1 to Q11)."""
        question, view = _asked(tx, **asked)
        if row != TOTAL:
            question, view = narrowed(question, view, row)
        return list_rows(tx, question, view, column=column, part=part, page=page, page_size=page_size)

    @command(takes=schemas.ExportDraft, answers=JobShown, needs_action="export")
    def start_export(self, tx: Transaction, *, kind: str, columns: list[str] | None, **given: Answer) -> Answer:
        """Write a report to an Excel workbook, all pages of it."""
        report = kind.removeprefix("reports/")
        _asked(tx, report=report, **_unpaged(given["filter"]))
        said = schemas.ExportFilter().dump(given["filter"])
        kept = {name: value for name, value in said.items() if value is not None}
        return start(tx, kind="export", arguments={"report": report, "filter": kept, "columns": columns})

    @runs("export")
    def run_export(self, job: Job) -> None:
        """Read the report as who asked for it, and put the workbook into the store under the job's id."""
        asked = job.arguments
        with TemporaryDirectory() as folder, job.step() as tx:
            path = Path(folder) / "report.xlsx"
            given = schemas.ExportFilter().load(asked["filter"])
            question, view = _asked(tx, report=asked["report"], **_unpaged(given))
            rows = export_report(tx, question, view, path, only=asked["columns"])
            self.files.put(file_key(job.company_id, file_id=job.id), content=[path.read_bytes()])
            job.progress(done=rows, total=rows)
            job.finish(result={"rows": rows}, file_name=name_of(question, language=job.actor.language))


def _unpaged(given: Answer) -> Answer:
    return {name: value for name, value in given.items() if name not in {"page", "page_size"}}


def _asked(tx: Transaction, *, report: str, **asked: Any) -> tuple[Question, View]:
    """The question, and whom its answer may show.

    :raises Missing: no such report  :raises Forbidden: not for this actor  :raises Invalid: it ends before it begins
    """
    if report not in FUNCTIONS:
        raise Missing
    if not tx.actor.may_use(FUNCTIONS[report]):
        raise Forbidden
    question = _question(tx, report=report, **asked)
    return question, view_of(tx, tx.actor.scope_of(FUNCTIONS[report]), question)


def _question(
    tx: Transaction,
    *,
    report: str,
    first: date | None,
    last: date | None,
    group_by: str | None,
    **which: Any,
) -> Question:
    today = max(tx.now.astimezone(zone_of(tx)).date(), first or date.min)
    last = last or (period_of("month", today).last if report in (*RESULTS, *RANKINGS) else today)
    first = first or last.replace(day=1)
    if last < first:
        raise Invalid(errors={"to": ["Must not be before from."]})
    groups = GROUPS_OF.get(report, ("employee",))
    if group_by not in {None, *groups}:
        raise Invalid(errors={"group_by": [f"Must be one of: {', '.join(groups)}."]})
    said: Answer = {name: str(value) if isinstance(value, UUID) else value for name, value in which.items()}
    return Question(report=report, first=first, last=last, group_by=group_by or groups[0], **said)
