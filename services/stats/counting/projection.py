"""Writes a batch of heard events: customers as they are now, new facts, and the sums they go into."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import select, text

from services.stats.counting.rules import Fact, State, cells, facts_of
from services.stats.counting.told import Change, changes_of, labels_of
from shared.database import Transaction
from shared.database.prepared import array, run_prepared
from shared.database.tables import companies
from shared.messaging.received import Heard

DEFAULT_ZONE = "Asia/Shanghai"
_READ = """
select company.time_zone, c.id, c.name, c.stage, c.owner_id, c.department_id, c.status, c.tags, c.recycled
from (select (%(company)s::uuid) as id) as asked
left join companies company on company.company_id = asked.id
left join lateral (
  select customers.* from unnest(%(ids)s::uuid[]) as wanted (id) cross join lateral (
    select * from customers where company_id = %(company)s and id = wanted.id limit 1) as customers) as c on true"""
_FORGET = text("delete from customers where company_id = cast(:company_id as uuid) and id = any(cast(:ids as uuid[]))")
_WRITE = """
with saved as (
  insert into customers (company_id, id, name, stage, owner_id, department_id, status, tags, recycled)
  select %(company)s::uuid, * from json_to_recordset(%(customers)s::json) as r (
    id uuid, name text, stage text, owner uuid, department uuid, status text, tags text[], recycled boolean)
  on conflict (company_id, id) do update set name = excluded.name, stage = excluded.stage,
    owner_id = excluded.owner_id, department_id = excluded.department_id, status = excluded.status,
    tags = excluded.tags, recycled = excluded.recycled),
counted as (
  insert into facts (company_id, day, at, employee_id, department_id, stage, kind, amount, status, tags,
    customer_id, customer_name, by_id, event_id)
  select %(company)s, day, at, employee, department, stage, kind, amount, status, tags, customer_id, customer_name,
    by_id, event_id
  from json_to_recordset(%(facts)s::json) as r (n int, day date, at timestamptz, employee uuid, department uuid,
    stage text, kind text, amount smallint, status text, tags text[], customer_id uuid, customer_name text, by_id uuid,
    event_id uuid) order by n),
added as (
  insert into totals (company_id, measure, grain, start, employee_id, department_id, key, amount)
  select %(company)s, * from unnest(%(measures)s::text[], %(grains)s::text[], %(starts)s::date[],
    %(employees)s::uuid[], %(departments)s::uuid[], %(keys)s::text[], %(amounts)s::bigint[])
  on conflict (company_id, measure, grain, start, employee_id, department_id, key)
  do update set amount = totals.amount + excluded.amount)
insert into labels (company_id, kind, id, name)
select %(company)s, * from json_to_recordset(%(labels)s::json) as r (kind text, id text, name text)
on conflict (company_id, kind, id) do update set name = excluded.name where labels.name <> excluded.name"""
_SUMMED = ("measures", "grains", "starts", "employees", "departments", "keys", "amounts")
BEGINNING = date(1970, 1, 1)
_Sums = Counter[tuple[str, date, str, str, str]]
_Told = tuple[Heard, list[Change]]


class Counted(NamedTuple):
    """A fact with when and about whom it was."""

    fact: Fact
    day: date
    at: str
    customer_id: str
    customer_name: str
    by_id: str | None
    event_id: str


def count(tx: Transaction, heard: Sequence[Heard], *, sums: bool = True) -> None:
    """Counts events, which come in order per customer. Without `sums` the totals are left to a recount."""
    told = [(each, changes) for each in heard if (changes := list(changes_of(each.event)))]
    labels = {label[:2]: label for each in heard for label in labels_of(each.event)}
    if not told and not labels:
        return
    zone, before = _read(tx, told)
    after: dict[str, State | None] = {}
    counted = _facts(told, before, after, zone=zone)
    saved = [{"id": each, **state._asdict()} for each, state in after.items() if state]
    purged = [each for each, state in after.items() if state is None]
    if purged:
        tx.session.execute(_FORGET, {"company_id": tx.company_id, "ids": purged})
    added = zip(_SUMMED, _sums(counted if sums else ()), strict=True)
    run_prepared(
        tx,
        _WRITE,
        company=tx.company_id,
        customers=_json(saved),
        facts=_json([_row(number, each) for number, each in enumerate(counted)]),
        labels=_json([dict(zip(("kind", "id", "name"), labels[each], strict=True)) for each in sorted(labels)]),
        **{name: array(column) for name, column in added},
    )


def zone_of(tx: Transaction) -> ZoneInfo:
    """The company's time zone; the usual one until the company itself was heard of."""
    name = tx.session.scalar(select(companies.c.time_zone).where(companies.c.company_id == tx.company_id))
    return ZoneInfo(name or DEFAULT_ZONE)


def _read(tx: Transaction, told: Sequence[_Told]) -> tuple[ZoneInfo, dict[str, State]]:
    """The company's time zone, the usual one until the company itself was heard of; and its customers as they were."""
    ids = {change.customer_id for _, changes in told for change in changes}
    rows = run_prepared(tx, _READ, company=tx.company_id, ids=array(ids))
    before = {
        customer_id: State(name, stage, owner, department, status, tuple(tags), recycled)
        for _, customer_id, name, stage, owner, department, status, tags, recycled in rows
        if customer_id is not None
    }
    return ZoneInfo(rows[0][0] or DEFAULT_ZONE), before


def _facts(
    told: Iterable[_Told], before: Mapping[str, State], after: dict[str, State | None], *, zone: ZoneInfo
) -> list[Counted]:
    """The facts in order; notes in `after` how each customer is in the end."""
    counted: list[Counted] = []
    for (_, envelope), changes in told:
        day = datetime.fromisoformat(envelope.occurred_at).astimezone(zone).date()
        by_id = envelope.actor["id"] if envelope.actor else None
        for customer_id, state, said in changes:
            was = after[customer_id] if customer_id in after else before.get(customer_id)
            after[customer_id] = state
            name = state.name if state else (was.name if was else "")
            counted.extend(
                Counted(fact, day, envelope.occurred_at, customer_id, name, by_id, envelope.id)
                for fact in facts_of(was, state, said)
            )
    return counted


def _row(number: int, counted: Counted) -> dict[str, Any]:
    names = ("n", *Fact._fields, *Counted._fields[1:])
    return dict(zip(names, (number, *counted.fact, *counted[1:]), strict=True))


def _sums(counted: Iterable[Counted]) -> Iterable[Sequence[Any]]:
    """What is added per day, per month and for ever, column by column."""
    days: _Sums = Counter()
    for fact, day, *_ in counted:
        for measure, key in cells(fact):
            days[measure, day, fact.employee, fact.department, key] += fact.amount
    months = _coarser(days, lambda day: day.replace(day=1))
    ever = _coarser(months, lambda _: BEGINNING)
    rows = [
        (measure, grain, start, employee, department, key, amount)
        for grain, sums in (("day", days), ("month", months), ("ever", ever))
        for (measure, start, employee, department, key), amount in sums.items()
        if amount
    ]
    return zip(*rows, strict=True) if rows else [()] * 7


def _coarser(sums: _Sums, start: Callable[[date], date]) -> _Sums:
    coarse: _Sums = Counter()
    for (measure, day, employee, department, key), amount in sums.items():
        coarse[measure, start(day), employee, department, key] += amount
    return coarse


def _json(rows: Sequence[Any]) -> str:
    return orjson.dumps(rows).decode()
