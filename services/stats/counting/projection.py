"""Writes a batch of heard events: customers as they are now, new facts, and the sums they go into."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import select, text

from services.stats.counting.rules import Fact, State, cells, facts_of
from services.stats.counting.told import changes_of, labels_of
from shared.database import Transaction
from shared.database.tables import companies
from shared.messaging.received import Heard

DEFAULT_ZONE = "Asia/Shanghai"
_READ = text(
    "select id::text, name, stage, owner_id::text, department_id::text, status, tags, recycled from customers "
    "where company_id = cast(:company_id as uuid) and id = any(cast(:ids as uuid[]))"
)
_SAVE = text(
    "insert into customers (company_id, id, name, stage, owner_id, department_id, status, tags, recycled) "
    "select cast(:company_id as uuid), * from json_to_recordset(cast(:rows as json)) as r (id uuid, name text, "
    "stage text, owner uuid, department uuid, status text, tags text[], recycled boolean) "
    "on conflict (company_id, id) do update set name = excluded.name, stage = excluded.stage, "
    "owner_id = excluded.owner_id, department_id = excluded.department_id, status = excluded.status, "
    "tags = excluded.tags, recycled = excluded.recycled"
)
_FORGET = text("delete from customers where company_id = cast(:company_id as uuid) and id = any(cast(:ids as uuid[]))")
_COUNT = text(
    "insert into facts (company_id, day, at, employee_id, department_id, stage, kind, amount, status, tags, "
    "customer_id, customer_name, by_id, event_id) select cast(:company_id as uuid), day, at, employee, department, "
    "stage, kind, amount, status, tags, customer_id, customer_name, by_id, event_id "
    "from json_to_recordset(cast(:rows as json)) as r (n int, day date, at timestamptz, employee uuid, "
    "department uuid, stage text, kind text, amount smallint, status text, tags text[], customer_id uuid, "
    "customer_name text, by_id uuid, event_id uuid) order by n"
)
_ADD = text(
    "insert into totals (company_id, measure, grain, start, employee_id, department_id, key, amount) "
    "select cast(:company_id as uuid), measure, grain, start, employee, department, key, amount "
    "from json_to_recordset(cast(:rows as json)) as r (measure text, grain text, start date, employee uuid, "
    "department uuid, key text, amount bigint) "
    "on conflict (company_id, measure, grain, start, employee_id, department_id, key) "
    "do update set amount = totals.amount + excluded.amount"
)
_NAME = text(
    "insert into labels (company_id, kind, id, name) select cast(:company_id as uuid), * "
    "from json_to_recordset(cast(:rows as json)) as r (kind text, id text, name text) "
    "on conflict (company_id, kind, id) do update set name = excluded.name where labels.name <> excluded.name"
)
BEGINNING = date(1970, 1, 1)
_Sums = Counter[tuple[str, date, str, str, str]]


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
    before = _read_customers(tx, heard)
    after: dict[str, State | None] = {}
    counted = _facts(heard, before, after, zone=zone_of(tx))
    _write(tx, _SAVE, [{"id": each, **state._asdict()} for each, state in after.items() if state])
    purged = [each for each, state in after.items() if state is None]
    if purged:
        tx.session.execute(_FORGET, {"company_id": tx.company_id, "ids": purged})
    _write(tx, _COUNT, [_row(number, each) for number, each in enumerate(counted)])
    if sums:
        _write(tx, _ADD, _sums(counted))
    labels = {label[:2]: label for each in heard for label in labels_of(each.event)}
    _write(tx, _NAME, [dict(zip(("kind", "id", "name"), labels[each], strict=True)) for each in sorted(labels)])


def zone_of(tx: Transaction) -> ZoneInfo:
    """The company's time zone; the usual one until the company itself was heard of."""
    name = tx.session.scalar(select(companies.c.time_zone).where(companies.c.company_id == tx.company_id))
    return ZoneInfo(name or DEFAULT_ZONE)


def _read_customers(tx: Transaction, heard: Sequence[Heard]) -> dict[str, State]:
    ids = list({change.customer_id for each in heard for change in changes_of(each.event)})
    if not ids:
        return {}
    rows = tx.session.execute(_READ, {"company_id": tx.company_id, "ids": ids})
    return {
        customer_id: State(name, stage, owner, department, status, tuple(tags), recycled)
        for customer_id, name, stage, owner, department, status, tags, recycled in rows
    }


def _facts(
    heard: Iterable[Heard], before: Mapping[str, State], after: dict[str, State | None], *, zone: ZoneInfo
) -> list[Counted]:
    """The facts in order; notes in `after` how each customer is in the end."""
    counted: list[Counted] = []
    for event, envelope in heard:
        day = datetime.fromisoformat(envelope.occurred_at).astimezone(zone).date()
        by_id = envelope.actor["id"] if envelope.actor else None
        for customer_id, state, told in changes_of(event):
            was = after[customer_id] if customer_id in after else before.get(customer_id)
            after[customer_id] = state
            name = state.name if state else (was.name if was else "")
            counted.extend(
                Counted(fact, day, envelope.occurred_at, customer_id, name, by_id, envelope.id)
                for fact in facts_of(was, state, told)
            )
    return counted


def _row(number: int, counted: Counted) -> dict[str, Any]:
    names = ("n", *Fact._fields, *Counted._fields[1:])
    return dict(zip(names, (number, *counted.fact, *counted[1:]), strict=True))


def _sums(counted: Iterable[Counted]) -> list[dict[str, Any]]:
    """What is added per day, per month and for ever."""
    days: _Sums = Counter()
    for fact, day, *_ in counted:
        for measure, key in cells(fact):
            days[measure, day, fact.employee, fact.department, key] += fact.amount
    months = _coarser(days, lambda day: day.replace(day=1))
    ever = _coarser(months, lambda _: BEGINNING)
    names = ("measure", "start", "employee", "department", "key")
    return [
        dict(zip(names, place, strict=True), grain=grain, amount=amount)
        for grain, sums in (("day", days), ("month", months), ("ever", ever))
        for place, amount in sums.items()
        if amount
    ]


def _coarser(sums: _Sums, start: Callable[[date], date]) -> _Sums:
    coarse: _Sums = Counter()
    for (measure, day, *whose), amount in sums.items():
        coarse[measure, start(day), *whose] += amount  # type: ignore[index]  # the rest of the key, as it was
    return coarse


def _write(tx: Transaction, statement: Any, rows: Sequence[Any]) -> None:
    if rows:
        tx.session.execute(statement, {"company_id": tx.company_id, "rows": orjson.dumps(rows).decode()})
