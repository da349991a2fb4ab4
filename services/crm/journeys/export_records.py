"""Follow-ups and visits of a list into a workbook, page by page (U3, V3)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.crm.customers.queries import rights_of
from services.crm.exports.records import FOLLOW_UPS, VISITS, Column, Reading
from services.crm.follow_ups.queries import find_follow_ups
from services.crm.follow_ups.schemas import FollowUpNarrowing
from services.crm.leads.queries import require_seen
from services.crm.visits.queries import find_visits
from services.crm.visits.schemas import VisitNarrowing
from shared.database import Transaction
from shared.files import FileStore, file_key, keep
from shared.jobs import Job, start
from shared.jobs.schemas import JobShown
from shared.kernel.errors import Forbidden
from shared.nameko.entrypoints import command, runs
from shared.spreadsheets import write_lines

_PAGE = 500


@dataclass(frozen=True)
class _List:
    """What is exported of a kind: by which query, in which columns; `at` is the moment it is ordered by."""

    function: str
    narrowing: type[Schema]
    find: Callable[..., list[dict[str, Any]]]
    at: str
    columns: Sequence[Column]
    names: Mapping[str, str]


_LISTS = {
    "follow-ups": _List(
        "follow_ups",
        FollowUpNarrowing,
        find_follow_ups,
        "written_at",
        FOLLOW_UPS,
        {"zh-CN": "跟进动态.xlsx", "en": "Follow-ups.xlsx"},
    ),
    "visits": _List(
        "visits", VisitNarrowing, find_visits, "visited_at", VISITS, {"zh-CN": "客户拜访.xlsx", "en": "Visits.xlsx"}
    ),
}


class RecordExport(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(list(_LISTS)))
    filter = fields.Dict(load_default=dict)

    @validates_schema
    def _is_the_lists_query(self, draft: dict[str, Any], **_: Any) -> None:
        try:
            _LISTS[draft["kind"]].narrowing().load(draft["filter"])
        except ValidationError as error:
            raise ValidationError({"filter": error.messages}) from error


class ExportRecords:
    """What others may order of exports of what was done."""

    files: FileStore

    @command(takes=RecordExport, answers=JobShown, needs_action="export")
    def start_record_export(self, tx: Transaction, **arguments: Any) -> dict[str, Any]:
        """Write the follow-ups or visits of a list, all pages of it, into a workbook: a job."""
        wanted = _LISTS[arguments["kind"]]
        if not tx.actor.may_use(wanted.function):
            raise Forbidden
        _require_subject(tx, wanted.narrowing().load(arguments["filter"]))
        return start(tx, kind="export_records", arguments=arguments)

    @runs("export_records")
    def run_record_export(self, job: Job) -> None:
        """Gather page by page, write, and keep the workbook; a process that goes on begins anew."""
        wanted = _LISTS[job.arguments["kind"]]
        reading = Reading(job.actor.language, ZoneInfo(job.actor.time_zone))
        with job.step():
            job.progress(done=0)
        with TemporaryDirectory(prefix="kuaiqi-export-") as folder:
            path = Path(folder) / "records.xlsx"
            titles = [column.title(reading.language) for column in wanted.columns]
            write_lines(path, titles=titles, lines=_lines(job, wanted, reading))
            job.beside(keep, self.files, file_key(job.company_id, file_id=job.id), path)
        with job.step():
            job.finish(result={"rows": job.done}, file_name=wanted.names.get(reading.language, wanted.names["zh-CN"]))


def _require_subject(tx: Transaction, filters: Mapping[str, Any]) -> None:
    """:raises Missing: about a customer or a lead that the actor does not see"""
    if filters.get("customer_id"):
        rights_of(tx, str(filters["customer_id"]))
    if filters.get("lead_id"):
        require_seen(tx, str(filters["lead_id"]))


def _lines(job: Job, wanted: _List, reading: Reading) -> Iterator[bytes]:
    """A page of rows at a time, each a line of JSON."""
    filters, before, found = wanted.narrowing().load(job.arguments["filter"]), None, _PAGE
    while found == _PAGE:
        with job.step() as tx:
            records = wanted.find(tx, before=before, most=_PAGE, **filters)
            found = len(records)
            job.progress(done=job.done + found, total=job.done + found)
        if records:
            before = (records[-1][wanted.at], records[-1]["id"])
            rows = ([column.cell(record, reading) for column in wanted.columns] for record in records)
            yield b"\n".join(orjson.dumps(row) for row in rows)
