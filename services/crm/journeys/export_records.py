"""Follow-ups, visits, calls and collections of a list into a workbook, page by page (U3, V3, U5, O4)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.crm.calls.queries import find_calls
from services.crm.calls.schemas import CallNarrowing
from services.crm.collections.queries import find_collections
from services.crm.collections.schemas import CollectionNarrowing
from services.crm.customers.queries import rights_of
from services.crm.exports.lists import CALLS, COLLECTIONS
from services.crm.exports.records import FOLLOW_UPS, VISITS, Column, Reading
from services.crm.follow_ups.queries import find_follow_ups
from services.crm.follow_ups.schemas import FollowUpNarrowing
from services.crm.journeys.orders_seen import orders_seen, read_order
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
    columns: Mapping[str, Column]
    names: Mapping[str, str]


def _find_collections(
    tx: Transaction, *, before: Any, most: int, view: Any, order_id: Any, customer_id: Any, **filters: Any
) -> list[dict[str, Any]]:
    seen = orders_seen(tx, view=view, order_id=order_id, customer_id=customer_id)
    return find_collections(tx, seen=seen, before=before, most=most, order_id=order_id, **filters)


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
    "calls": _List(
        "calls", CallNarrowing, find_calls, "started_at", CALLS, {"zh-CN": "电话录音.xlsx", "en": "Calls.xlsx"}
    ),
    "collections": _List(
        "orders",
        CollectionNarrowing,
        _find_collections,
        "received_on",
        COLLECTIONS,
        {"zh-CN": "回款.xlsx", "en": "Collections.xlsx"},
    ),
}


class RecordExport(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(list(_LISTS)))
    filter = fields.Dict(load_default=dict)
    columns = fields.List(fields.String(), load_default=None, allow_none=True, validate=validate.Length(min=1, max=200))

    @validates_schema
    def _is_of_the_list(self, draft: dict[str, Any], **_: Any) -> None:
        wanted = _LISTS[draft["kind"]]
        try:
            wanted.narrowing().load(draft["filter"])
        except ValidationError as error:
            raise ValidationError({"filter": error.messages}) from error
        if not set(draft["columns"] or ()) <= set(wanted.columns):
            raise ValidationError({"columns": [f"Must be one of: {', '.join(wanted.columns)}."]})


class ExportRecords:
    """What others may order of exports of what was done."""

    files: FileStore

    @command(takes=RecordExport, answers=JobShown, needs_action="export")
    def start_record_export(self, tx: Transaction, **arguments: Any) -> dict[str, Any]:
        """Write the follow-ups, visits, calls or collections of a list into a workbook: a job."""
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
        asked = job.arguments.get("columns")
        columns = [column for name, column in wanted.columns.items() if asked is None or name in asked]
        with job.step():
            job.progress(done=0)
        with TemporaryDirectory(prefix="kuaiqi-export-") as folder:
            path = Path(folder) / "records.xlsx"
            titles = [column.title(reading.language) for column in columns]
            write_lines(path, titles=titles, lines=_lines(job, wanted, columns, reading))
            job.beside(keep, self.files, file_key(job.company_id, file_id=job.id), path)
        with job.step():
            job.finish(result={"rows": job.done}, file_name=wanted.names.get(reading.language, wanted.names["zh-CN"]))


def _require_subject(tx: Transaction, filters: Mapping[str, Any]) -> None:
    """:raises Missing: about a customer, a lead or an order that the actor does not see"""
    if filters.get("customer_id"):
        rights_of(tx, str(filters["customer_id"]))
    if filters.get("lead_id"):
        require_seen(tx, str(filters["lead_id"]))
    if filters.get("order_id"):
        read_order(tx, filters["order_id"])


def _lines(job: Job, wanted: _List, columns: Sequence[Column], reading: Reading) -> Iterator[bytes]:
    """A page of rows at a time, each a line of JSON."""
    filters, before, found = wanted.narrowing().load(job.arguments["filter"]), None, _PAGE
    while found == _PAGE:
        with job.step() as tx:
            records = wanted.find(tx, before=before, most=_PAGE, **filters)
            found = len(records)
            job.progress(done=job.done + found, total=job.done + found)
        if records:
            before = (records[-1][wanted.at], records[-1]["id"])
            rows = ([column.cell(record, reading) for column in columns] for record in records)
            yield b"\n".join(orjson.dumps(row) for row in rows)
