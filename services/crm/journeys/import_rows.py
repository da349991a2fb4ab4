"""One chunk of an import, written set by set in one transaction: customers, log, owners, tags, events."""

from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import text

from services.crm.custom_fields.values import Definition, told
from services.crm.customers import rules
from services.crm.customers.allowances import Allowance
from services.crm.customers.model import Customer
from services.crm.customers.record import NO_CHANGES
from services.crm.customers.repository import Customers
from services.crm.customers.rules import Clocks, Rule
from services.crm.imports.rules import Draft, Known, Plan, incomplete, parts
from services.crm.imports.unique import not_unique
from shared.contracts.crm.events import CustomersImported, ImportedCustomer
from shared.database import Transaction
from shared.jobs import Job
from shared.kernel.actor import Person
from shared.kernel.errors import DomainError

_MOST_IN_EVENT, _MOST_BYTES = 100, 48_000
_CREATE = text("""
with given as (
  select * from json_to_recordset(cast(:rows as json)) as given (
    id uuid, change_id uuid, ownership_id uuid, name text, phone text, address text, note text, status_id uuid,
    falls_at timestamptz, falls_rule_id uuid, tag_ids uuid[], fields jsonb)),
made as (
  insert into customers (
    company_id, id, version, name, phone, address, note, stage, status_id, owner_id, created_at, created_by,
    updated_at, updated_by, taken_at, pooled_at, falls_at, falls_rule_id, fields)
  select cast(:company_id as uuid), id, 1, name, phone, address, note, 'developing', status_id,
    cast(:owner_id as uuid), cast(:at as timestamptz), cast(:by_id as uuid), cast(:at as timestamptz),
    cast(:by_id as uuid), cast(:taken_at as timestamptz), cast(:pooled_at as timestamptz),
    falls_at, falls_rule_id, fields
  from given),
logged as (
  insert into customer_changes (company_id, id, customer_id, at, by_id, kind, changes)
  select cast(:company_id as uuid), change_id, id, cast(:at as timestamptz), cast(:by_id as uuid), 'imported', '{}'
  from given),
owned as (
  insert into ownerships (company_id, id, customer_id, owner_id, how, since)
  select cast(:company_id as uuid), ownership_id, id, cast(:owner_id as uuid), 'imported', cast(:at as timestamptz)
  from given where cast(:owner_id as uuid) is not null)
insert into customer_tags (company_id, customer_id, choice_id)
select cast(:company_id as uuid), id, unnest(tag_ids) from given
""").execution_options(prepared=True)
# Row by row through the indexes: without statistics of what was just imported, PostgreSQL would read the whole table.
_KNOWN = text("""
select c.id, c.name, c.phone from unnest(cast(:names as text[])) as given (name) cross join lateral (
  select id, name, phone from customers
  where company_id = cast(:company_id as uuid) and recycled_at is null and name = given.name limit 10) as c
union
select c.id, c.name, c.phone from unnest(cast(:phones as text[])) as given (phone) cross join lateral (
  select id, name, phone from customers
  where company_id = cast(:company_id as uuid) and recycled_at is null and phone = given.phone limit 10) as c
order by id
""")
Refused = dict[int, str]


def known_customers(tx: Transaction, drafts: Sequence[Draft], *, known: Known) -> Known:
    """Adds the company's customers that have a name or phone of these rows, whoever may see them."""
    names, phones = [draft.name for draft in drafts], [draft.phone for draft in drafts if draft.phone]
    for row in tx.session.execute(_KNOWN, {"company_id": tx.company_id, "names": names, "phones": phones}):
        known.add(str(row.id), name=row.name, phone=row.phone)
    return known


def create(
    tx: Transaction, job: Job, made: Plan, *, owner: Person | None, custom: Sequence[Definition] = ()
) -> Refused:
    """Writes the new customers; answers the rows that lack something, are not unique, or too many to hold."""
    language = tx.actor.language
    missing = incomplete(made.new.values(), custom, language=language)
    refused = {row: "；".join(each.told() for each in problems) for row, problems in missing.items()}
    refused |= not_unique(
        tx, "customer", [(None, each) for each in made.new.values() if each.row not in refused], custom=custom
    )
    complete = [each for each in made.new.values() if each.row not in refused]
    drafts, too_many = _with_room(tx, complete, owner=owner)
    refused |= too_many
    if not drafts:
        return refused
    ids = [tx.new_id() for _ in drafts]
    known = Customers(tx).terms.rules if owner else ()
    rows = [_row(tx, *each, known=known) for each in zip(ids, drafts, strict=True)]
    tx.connection.execute(_CREATE, {"rows": orjson.dumps(rows).decode(), **_of_all(tx, owner=owner)})
    _tell(tx, job, [_imported(*each, owner=owner) for each in zip(ids, drafts, strict=True)])
    return refused


def change(tx: Transaction, changes: Sequence[tuple[str, Draft]], *, custom: Sequence[Definition] = ()) -> Refused:
    """Changes known customers as their editors would; answers the rows that are not unique or not theirs to change."""
    refused = not_unique(tx, "customer", changes, custom=custom)
    changes = [(customer_id, draft) for customer_id, draft in changes if draft.row not in refused]
    by_customer: dict[str, list[Draft]] = {}
    for customer_id, draft in changes:
        by_customer.setdefault(customer_id, []).append(draft)

    def take_over(customer: Customer) -> None:
        for draft in by_customer[customer.id]:
            _take_over(customer, draft, tx=tx, custom=custom)

    answer = Customers(tx).each(list(by_customer), take_over, to="edit")
    return refused | {draft.row: each["detail"] for each in answer["refused"] for draft in by_customer[each["id"]]}


def _take_over(customer: Customer, draft: Draft, *, tx: Transaction, custom: Sequence[Definition]) -> None:
    by, at = tx.actor.as_person(), tx.now
    given = {"name": draft.name, "phone": draft.phone, "address": draft.address, "note": draft.note}
    columns: dict[str, Any] = {name: value for name, value in given.items() if value}
    changes = NO_CHANGES
    if draft.custom:
        columns["fields"] = customer.fields | dict(draft.custom)
        changes = told(custom, customer.fields, columns["fields"], zone=ZoneInfo(tx.actor.time_zone))
    customer.change(fields=columns, custom=changes, by=by, at=at)
    if draft.status and customer.stage == "developing":
        customer.set_status(draft.status, by=by, at=at)
    if draft.tags:
        customer.set_tags(draft.tags, by=by, at=at)


def _with_room(tx: Transaction, drafts: Iterable[Draft], *, owner: Person | None) -> tuple[list[Draft], Refused]:
    if owner is None:
        return list(drafts), {}
    allowance = Allowance(tx, owner["id"], limits=Customers(tx).terms.limits)
    taken: list[Draft] = []
    refused: Refused = {}
    for draft in drafts:
        try:
            allowance.require()
        except DomainError as error:
            refused[draft.row] = error.detail(tx.actor.language)
        else:
            allowance.use()
            taken.append(draft)
    return taken, refused


def _row(tx: Transaction, customer_id: str, draft: Draft, *, known: Sequence[Rule]) -> dict[str, Any]:
    fall = rules.first_fall(known, _clocks(tx, draft))
    return {
        "id": customer_id,
        "change_id": tx.new_id(),
        "ownership_id": tx.new_id(),
        "name": draft.name,
        "phone": draft.phone,
        "address": draft.address,
        "note": draft.note,
        "status_id": draft.status and draft.status["id"],
        "falls_at": fall and fall[0],
        "falls_rule_id": fall and fall[1].id,
        "tag_ids": [tag["id"] for tag in draft.tags],
        "fields": dict(draft.custom),
    }


def _of_all(tx: Transaction, *, owner: Person | None) -> dict[str, Any]:
    return {
        "company_id": tx.company_id,
        "owner_id": owner and owner["id"],
        "by_id": tx.actor.employee_id,
        "at": tx.now,
        "taken_at": tx.now if owner else None,
        "pooled_at": None if owner else tx.now,
    }


def _clocks(tx: Transaction, draft: Draft) -> Clocks:
    status = draft.status and draft.status["id"]
    return Clocks(taken_at=tx.now, acts={}, status_id=status, tag_ids=[each["id"] for each in draft.tags])


def _imported(customer_id: str, draft: Draft, *, owner: Person | None) -> ImportedCustomer:
    return {
        "customer_id": customer_id,
        "state": {
            "name": draft.name,
            "stage": "developing",
            "owner": owner,
            "status": draft.status,
            "tags": list(draft.tags),
            "recycled": False,
        },
    }


def _tell(tx: Transaction, job: Job, customers: list[ImportedCustomer]) -> None:
    """Events of at most a hundred customers, each small enough for the bus, numbered through the whole import."""
    number, start = job.state.get("events", 0), 0
    for count in parts((len(orjson.dumps(each)) for each in customers), most=_MOST_IN_EVENT, most_bytes=_MOST_BYTES):
        number += 1
        event = CustomersImported(customer_import_id=job.id, customers=customers[start : start + count])
        tx.publish(event, version=number)
        start += count
    job.progress(events=number)
