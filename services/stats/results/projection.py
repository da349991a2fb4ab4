"""Writes the results that a batch of heard events tells of, one after the other as they were told."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import text

from services.stats.counting.projection import zone_of
from services.stats.results.told import Ended, Gone, Result, results_of
from shared.database import Transaction
from shared.database.prepared import run_prepared
from shared.messaging.received import Heard

_SAVE = """
insert into results (
  company_id, kind, id, day, at, employee_id, department_id, customer_id, customer_name, title, amount, product_total,
  order_id, counts)
values (
  %(company_id)s::uuid, %(kind)s::text, %(id)s::uuid, %(day)s::date, %(at)s::timestamptz, %(employee)s::uuid,
  %(department)s::uuid, %(customer_id)s::uuid, %(customer_name)s::text, %(title)s::text, %(amount)s::numeric,
  %(product_total)s::numeric, %(order_id)s::uuid, %(counts)s::boolean)
on conflict (company_id, kind, id) do update set day = excluded.day, employee_id = excluded.employee_id,
  department_id = excluded.department_id, customer_name = excluded.customer_name, title = excluded.title,
  amount = excluded.amount, product_total = excluded.product_total, counts = excluded.counts"""
_FORGET = """
delete from results where company_id = (%(company_id)s::uuid) and kind = (%(kind)s::text) and id = (%(id)s::uuid)"""
_END = """
update results set counts = false where company_id = (%(company_id)s::uuid) and order_id = (%(order_id)s::uuid)"""
_REDATE = text(
    "update results set day = (at at time zone :zone)::date where company_id = cast(:company_id as uuid) "
    "and kind <> 'collection' and day <> (at at time zone :zone)::date"
)


def note(tx: Transaction, heard: Sequence[Heard]) -> None:
    """Each result as it is after the events."""
    for each in heard:
        match results_of(each.event):
            case Result() as result:
                at = result.at or each.envelope.occurred_at
                day = date.fromisoformat(result.day) if result.day else _day(tx, at)
                run_prepared(tx, _SAVE, company_id=tx.company_id, **result._asdict() | {"day": day, "at": at})
            case Gone() as gone:
                run_prepared(tx, _FORGET, company_id=tx.company_id, kind=gone.kind, id=gone.id)
            case Ended() as ended:
                run_prepared(tx, _END, company_id=tx.company_id, order_id=ended.order_id)


def redate(tx: Transaction, *, zone: str) -> None:
    """Puts wins and orders on the days of this time zone; the day of a collection is one that somebody wrote."""
    tx.session.execute(_REDATE, {"company_id": tx.company_id, "zone": zone})


def _day(tx: Transaction, at: str) -> date:
    return datetime.fromisoformat(at).astimezone(zone_of(tx)).date()
