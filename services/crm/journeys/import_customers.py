"""Customers out of a workbook: looked at first, then brought in chunk by chunk (C2)."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy import select

from services.crm.custom_fields.values import Definition, definitions
from services.crm.db import choices
from services.crm.imports import failures, schemas
from services.crm.imports.columns import CUSTOM, TITLES, title_of
from services.crm.imports.rules import Draft, Known, Problem, RowChecker, incomplete, plan
from services.crm.imports.workbook import Workbook, opened
from services.crm.journeys.import_rows import change, create, known_customers, one_import_at_a_time
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.fields import in_words
from shared.files import FileStore, file_key, keep
from shared.jobs import Job, start
from shared.jobs.schemas import JobFile, JobShown
from shared.nameko.entrypoints import command, query, runs
from shared.spreadsheets import Hint, Row, write_many_rows, write_rows

_SAMPLE, _ERRORS = 20, 100
_COUNTED = ("created", "updated", "skipped", "failed")
_WORDS = {
    "zh-CN": {
        "template": "客户导入模板.xlsx",
        "failed": "导入失败的客户.xlsx",
        "reason": "失败原因",
        "hint": "填写说明",
        "many": "多个标签用顿号隔开",
        "example": ("长江贸易有限公司", "02885551234", "成都市锦江区人民东路 1 号", "示例，导入前请删除"),
    },
    "en": {
        "template": "Customer import template.xlsx",
        "failed": "Customers not imported.xlsx",
        "reason": "Reason",
        "hint": "How to fill in",
        "many": "Several tags are separated by commas",
        "example": ("Yangtze Trading Ltd", "02885551234", "1 East Renmin Road, Chengdu", "An example: delete it first"),
    },
}


class ImportCustomers:
    """What others may order of imports."""

    files: FileStore

    @command(takes=schemas.ImportDraft, answers=JobShown, needs="customers", needs_action="import")
    def start_import(self, tx: Transaction, **arguments: Any) -> dict[str, Any]:
        """Look at a workbook of customers, or bring it in: a job."""
        return start(tx, kind="import", arguments=arguments)

    @query(takes=schemas.TemplateOf, answers=JobFile, needs="customers", needs_action="import")
    def make_import_template(self, tx: Transaction, *, kind: str) -> dict[str, Any]:
        """An empty workbook with the columns that are known, an example, and the statuses and tags there are."""
        words = _words(tx.actor.language)
        file_id = str(uuid5(NAMESPACE_URL, f"template {kind} {tx.actor.language} {tx.actor.employee_id}"))
        with TemporaryDirectory(prefix="kuaiqi-template-") as folder:
            path = Path(folder) / "template.xlsx"
            _write_template(path, tx, words=words)
            keep(self.files, file_key(tx.company_id, file_id=file_id), path)
        return {"file_id": file_id, "name": words["template"]}

    @runs("import")
    def run_import(self, job: Job) -> None:
        """Read the workbook; then look at its rows, or bring them in."""
        with job.step() as tx:
            custom = definitions(tx, "customer")
        with opened(self.files, job, file_id=job.arguments["file_id"], custom=custom) as workbook:
            if job.arguments["mode"] == "preview":
                _look(job, workbook, custom)
            else:
                _bring_in(job, workbook, custom)
                _give_back(job, workbook, store=self.files)


def _look(job: Job, workbook: Workbook, custom: Sequence[Definition]) -> None:
    """Counts what would happen, and shows the first rows and mistakes; changes nothing."""
    known, counted = Known(), Counter[str]()
    sample: list[dict[str, str]] = []
    errors: list[Problem] = []
    zone = ZoneInfo(job.actor.time_zone)
    with job.step() as tx:
        checker = _checker(tx, job, workbook, custom)
        job.progress(done=0, total=workbook.rows_below)
    for rows in workbook.chunks():
        drafts, problems = _sort(checker, rows)
        with job.step() as tx:
            made = plan(drafts, known_customers(tx, drafts, known=known), update=False)
            missing = incomplete(made.new.values(), custom, language=job.actor.language)
            problems |= missing
            drafts = [each for each in drafts if each.row not in missing]
            job.progress(done=rows[-1].number - workbook.titles_row if rows else None)
        counted.update(rows=len(rows), valid=len(drafts), invalid=len(problems), duplicates=made.skipped)
        sample += [_shown(draft, custom, zone=zone) for draft in drafts[: _SAMPLE - len(sample)]]
        errors += [one for found in problems.values() for one in found][: _ERRORS - len(errors)]
    figures = {name: counted[name] for name in ("rows", "valid", "invalid", "duplicates")}
    columns = [column._asdict() for column in workbook.columns]
    told = [{"row": each.row, "field": each.field, "detail": each.detail} for each in errors]
    with job.step():
        job.progress(done=job.total)
        job.finish(result=figures | {"columns": columns, "sample": sample, "errors": told})


def _bring_in(job: Job, workbook: Workbook, custom: Sequence[Definition]) -> None:
    """Writes chunk by chunk, each with how far the import is, and so goes on where a process died."""
    with job.step() as tx:
        checker = _checker(tx, job, workbook, custom)
        job.progress(total=workbook.rows_below)
    owner = job.actor.as_person() if job.arguments["kind"] == "customers" else None
    update = job.arguments["on_duplicate"] == "update"
    for rows in workbook.chunks(after=job.state.get("row", 0)):
        if not rows:
            continue
        drafts, problems = _sort(checker, rows)
        with job.step() as tx:
            one_import_at_a_time(tx)
            made = plan(drafts, known_customers(tx, drafts, known=Known()), update=update)
            refused = create(tx, job, made, owner=owner, custom=custom)
            unchanged = change(tx, made.changes, custom=custom)
            reasons = {row: "；".join(each.told() for each in found) for row, found in problems.items()}
            reasons |= refused | unchanged
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


def _give_back(job: Job, workbook: Workbook, *, store: FileStore) -> None:
    """The rows that failed, as they were, each with its reason."""
    words = _words(job.actor.language)
    result = {name: job.state.get(name, 0) for name in _COUNTED}
    if result["failed"]:
        titles = [column.title for column in workbook.columns]
        with TemporaryDirectory(prefix="kuaiqi-import-") as folder:
            path = Path(folder) / "failed.xlsx"
            rows = failures.recall(job, width=len(titles))
            write_many_rows(path, titles=[*titles, words["reason"]], rows=rows)
            job.beside(keep, store, file_key(job.company_id, file_id=job.id), path)
    with job.step() as tx:
        failures.forget(tx, job)
        job.progress(done=job.total)
        job.finish(result=result, file_name=words["failed"] if result["failed"] else None)


def _sort(checker: RowChecker, rows: Sequence[Row]) -> tuple[list[Draft], dict[int, list[Problem]]]:
    """The good rows, and what is wrong with the others by their number."""
    checked = [(row.number, checker.check(row.number, row.cells, formulas=row.formulas)) for row in rows]
    drafts = [each for _, each in checked if isinstance(each, Draft)]
    return drafts, {number: each for number, each in checked if not isinstance(each, Draft)}


def _checker(tx: Transaction, job: Job, workbook: Workbook, custom: Sequence[Definition]) -> RowChecker:
    return RowChecker(
        workbook.columns,
        statuses=_enabled(tx, "customer-statuses"),
        tags=_enabled(tx, "customer-tags"),
        language=job.actor.language,
        custom=custom,
        zone=ZoneInfo(job.actor.time_zone),
    )


def _enabled(tx: Transaction, kind: str) -> dict[str, Named]:
    c = choices.c
    found = tx.session.execute(
        select(c.id, c.name).where(c.company_id == tx.company_id, c.kind == kind, c.enabled).order_by(c.order)
    )
    return {row.name: Named(id=row.id, name=row.name) for row in found}


def _count(job: Job, **more: int) -> None:
    job.progress(**{name: job.state.get(name, 0) + count for name, count in more.items()})


def _shown(draft: Draft, custom: Sequence[Definition], *, zone: ZoneInfo) -> dict[str, str]:
    named = {
        "status": draft.status["name"] if draft.status else "",
        "tags": "、".join(each["name"] for each in draft.tags),
    }
    plain = {"name": draft.name, "phone": draft.phone or "", "address": draft.address or "", "note": draft.note or ""}
    return (
        plain
        | named
        | {f"{CUSTOM}{each.id}": in_words(each, draft.custom.get(each.id), zone=zone) or "" for each in custom}
    )


def _write_template(path: Path, tx: Transaction, *, words: dict[str, Any]) -> None:
    language = tx.actor.language
    statuses, tags = list(_enabled(tx, "customer-statuses")), list(_enabled(tx, "customer-tags"))
    name, phone, address, note = words["example"]
    example = [name, phone, address, *(names[0] if names else "" for names in (statuses, tags)), note]
    height = max(len(statuses), len(tags), 1)
    listed = [[*pair] for pair in zip(*(each + [""] * (height - len(each)) for each in (statuses, tags)), strict=True)]
    hint = [[title_of("status", language), title_of("tags", language)], *listed, ["", words["many"]]]
    titles = [title_of(field, language) for field in TITLES]
    titles += [each.title for each in definitions(tx, "customer") if each.type != "picture"]
    write_rows(path, titles=titles, rows=[example], hint=Hint(words["hint"], hint))


def _words(language: str) -> dict[str, Any]:
    return _WORDS.get(language, _WORDS["zh-CN"])
