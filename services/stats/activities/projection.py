"""Writes the activities of a batch of heard events."""

from collections.abc import Sequence
from datetime import datetime

import orjson
from sqlalchemy import text

from services.stats.activities.told import activity_of
from services.stats.counting.projection import zone_of
from shared.database import Transaction
from shared.database.prepared import run_prepared
from shared.messaging.received import Heard

_MOST_KEPT = 500
_NOTE = """
insert into activities (
  company_id, kind, day, id, at, employee_id, department_id, stage, key, subject_id, subject_name, content, seconds)
select
  %(company)s::uuid, kind, day, id, at, employee, department, stage, key, subject_id, subject_name, content, seconds
from json_to_recordset(%(rows)s::json) as r (
  kind text, day date, id uuid, at timestamptz, employee uuid, department uuid, stage text, key text, subject_id uuid,
  subject_name text, content text, seconds int)"""
_REDATE = text(
    "update activities set day = (at at time zone :zone)::date where company_id = cast(:company_id as uuid) "
    "and day <> (at at time zone :zone)::date"
)


def note(tx: Transaction, heard: Sequence[Heard]) -> None:
    """Each activity that the events tell of, on the company's day."""
    found = [(activity, each.envelope) for each in heard if (activity := activity_of(each.event))]
    if not found:
        return
    zone = zone_of(tx)
    rows = []
    for activity, envelope in found:
        at = activity.at or envelope.occurred_at
        day = datetime.fromisoformat(at).astimezone(zone).date()
        said = {"id": envelope.id, "day": day, "at": at, "content": activity.content[:_MOST_KEPT]}
        rows.append(activity._asdict() | said)
    run_prepared(tx, _NOTE, company=tx.company_id, rows=orjson.dumps(rows).decode())


def redate(tx: Transaction, *, zone: str) -> None:
    """Puts the activities on the days of this time zone."""
    tx.session.execute(_REDATE, {"company_id": tx.company_id, "zone": zone})
