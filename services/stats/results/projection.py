"""Writes the results that a batch of heard events tells of, one after the other as they were told, and their sums."""

from collections.abc import Sequence
from datetime import date, datetime

import orjson
from sqlalchemy import text

from services.stats.counting.projection import zone_of
from services.stats.results.summing import Key, keys_of, sum_up, sum_up_all
from services.stats.results.told import Ended, Gone, HandedOver, Removed, Result, Said, Sold, results_of
from shared.database import Transaction
from shared.database.prepared import run_prepared
from shared.messaging.received import Heard

# What is planned or paid of an order is its owner's as last told, and counts as long as the order does.
_SAVE = """
insert into results (
  company_id, kind, id, day, at, employee_id, department_id, customer_id, customer_name, title, amount, product_total,
  order_id, counts)
select
  given.company_id, given.kind, given.id, given.day, given.at,
  case when given.kind in ('plan', 'paid') then coalesce(due.employee_id, given.employee) else given.employee end,
  case when given.kind in ('plan', 'paid') then coalesce(due.department_id, given.department)
    else given.department end,
  given.customer_id, given.customer_name, given.title, given.amount, given.product_total, given.order_id,
  given.counts and coalesce(due.counts, true)
from (select
  %(company_id)s::uuid as company_id, %(kind)s::text as kind, %(id)s::uuid as id, %(day)s::date as day,
  %(at)s::timestamptz as at, %(employee)s::uuid as employee, %(department)s::uuid as department,
  %(customer_id)s::uuid as customer_id, %(customer_name)s::text as customer_name, %(title)s::text as title,
  %(amount)s::numeric as amount, %(product_total)s::numeric as product_total, %(order_id)s::uuid as order_id,
  %(counts)s::boolean as counts) as given
left join results due on due.company_id = given.company_id and due.kind = 'due' and due.id = given.order_id
on conflict (company_id, kind, id) do update set day = excluded.day, customer_name = excluded.customer_name,
  title = excluded.title, amount = excluded.amount, product_total = excluded.product_total, counts = excluded.counts"""
_SELL = """
insert into sold (company_id, order_id, line, product_id, category_id, quantity, amount)
select (%(company_id)s::uuid), (%(order_id)s::uuid), line, product_id, category_id, quantity, amount
from json_to_recordset(%(lines)s::json) as r (
  line smallint, product_id uuid, category_id uuid, quantity bigint, amount numeric)
on conflict (company_id, order_id, line) do nothing"""
_FORGET = "delete from results where company_id = (%(company_id)s::uuid) and id = (%(id)s::uuid)"
_END = """
update results set counts = false where company_id = (%(company_id)s::uuid) and order_id = (%(order_id)s::uuid)"""
_REMOVE = "delete from results where company_id = (%(company_id)s::uuid) and order_id = (%(order_id)s::uuid)"
_UNSELL = "delete from sold where company_id = (%(company_id)s::uuid) and order_id = (%(order_id)s::uuid)"
_HAND_OVER = """
update results set employee_id = (%(employee)s::uuid), department_id = (%(department)s::uuid)
where company_id = (%(company_id)s::uuid) and order_id = (%(order_id)s::uuid)
  and (kind in ('due', 'paid') or (kind = 'plan' and day >= (%(day)s::date)))"""
_REDATE = text(
    "update results set day = (at at time zone :zone)::date where company_id = cast(:company_id as uuid) "
    "and kind in ('win', 'order', 'due') and day <> (at at time zone :zone)::date"
)


def note(tx: Transaction, heard: Sequence[Heard], *, sums: bool = True) -> None:
    """Each result as it is after the events. Without `sums` those are left to `sum_up_all`."""
    told = [(each, said) for each in heard for said in results_of(each.event)]
    if not told:
        return
    before = _keys(tx, told) if sums else set()
    for each, said in told:
        _write(tx, said, at=each.envelope.occurred_at)
    if sums:
        sum_up(tx, before | _keys(tx, told))


def redate(tx: Transaction, *, zone: str) -> None:
    """Puts wins and orders on the days of this time zone; other days are ones that somebody wrote."""
    moved = tx.connection.execute(_REDATE, {"company_id": tx.company_id, "zone": zone})
    if moved.rowcount:
        sum_up_all(tx)


def _write(tx: Transaction, said: Said, *, at: str) -> None:
    of_company = {"company_id": tx.company_id}
    match said:
        case Result():
            moment = said.at or at
            day = date.fromisoformat(said.day) if said.day else _day(tx, moment)
            run_prepared(tx, _SAVE, **of_company, **said._asdict() | {"day": day, "at": moment})
        case Sold():
            names = ("line", "product_id", "category_id", "quantity", "amount")
            lines = [dict(zip(names, (number, *line), strict=True)) for number, line in enumerate(said.lines)]
            run_prepared(tx, _SELL, **of_company, order_id=said.order_id, lines=orjson.dumps(lines).decode())
        case Gone():
            run_prepared(tx, _FORGET, **of_company, id=said.id)
        case Ended():
            run_prepared(tx, _END, **of_company, order_id=said.order_id)
        case Removed():
            for statement in (_REMOVE, _UNSELL):
                run_prepared(tx, statement, **of_company, order_id=said.order_id)
        case HandedOver():
            run_prepared(tx, _HAND_OVER, **of_company, **said._asdict(), day=_day(tx, at))


def _keys(tx: Transaction, told: Sequence[tuple[Heard, Said]]) -> set[Key]:
    """The sums into which the results go that the events are about."""
    orders = {said.order_id for _, said in told if not isinstance(said, Gone) and said.order_id}
    single = {said.id for _, said in told if isinstance(said, Gone | Result)}
    return keys_of(tx, ids=single, order_ids=orders)


def _day(tx: Transaction, at: str) -> date:
    return datetime.fromisoformat(at).astimezone(zone_of(tx)).date()
