"""Names and phones that the company wants unique, held by the database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from services.crm.duplicates.errors import AlreadyEqual, Duplicate
from services.crm.duplicates.tables import DUPLICATES_LOCK, KINDS, duplicate_rules
from shared.database import Transaction
from shared.kernel.errors import Conflict

Answer = dict[str, Any]
NO_RULES = {"version": 1, "name_unique": False, "phone_unique": False}
_ALONE = text("select pg_advisory_xact_lock(:lock, hashtext(:company_id))")
_SAVE = text("""
insert into duplicate_rules (company_id, version, name_unique, phone_unique)
values (cast(:company_id as uuid), 2, :name_unique, :phone_unique)
on conflict (company_id) do update set version = duplicate_rules.version + 1,
  name_unique = excluded.name_unique, phone_unique = excluded.phone_unique
""")
_FORGET = text("delete from unique_customers where company_id = cast(:company_id as uuid) and kind = :kind")
_INTO = "insert into unique_customers (company_id, kind, value, customer_id) "
_HELD = "from customers where company_id = cast(:company_id as uuid) and recycled_at is null"
_GATHER = {
    "name": text(f"{_INTO} select company_id, 'name', name, id {_HELD}"),
    "phone": text(f"{_INTO} select company_id, 'phone', phone, id {_HELD} and phone is not null"),
}
_TAKEN = text("""
select c.id from customers c where c.company_id = cast(:company_id as uuid) and c.id = any(cast(:ids as uuid[]))
and exists (
  select 1 from unique_customers u where u.company_id = c.company_id and u.customer_id <> c.id
  and ((u.kind = 'name' and u.value = c.name) or (u.kind = 'phone' and u.value = c.phone)))
""")


def get_rules(tx: Transaction) -> Answer:
    """What must be unique; where nobody has said so, nothing."""
    c = duplicate_rules.c
    # Labels, since orjson takes no quoted names of columns as keys.
    shown = select(*(c[name].label(name) for name in NO_RULES)).where(c.company_id == tx.company_id)
    row = tx.session.execute(shown).mappings().one_or_none()
    return dict(row) if row else dict(NO_RULES)


def set_rules(tx: Transaction, *, version: int, **wanted: bool) -> None:
    """:raises Conflict: changed since the caller read that version  :raises AlreadyEqual: there are equal ones"""
    company = {"company_id": tx.company_id}
    tx.session.execute(_ALONE, company | {"lock": DUPLICATES_LOCK})
    before = get_rules(tx)
    if before["version"] != version:
        raise Conflict
    tx.session.execute(_SAVE, company | wanted)
    for kind in KINDS:
        field = f"{kind}_unique"
        if before[field] and not wanted[field]:
            tx.session.execute(_FORGET, company | {"kind": kind})
        elif wanted[field] and not before[field]:
            try:
                tx.session.execute(_GATHER[kind], company)
            except IntegrityError as error:
                raise AlreadyEqual(field) from error


def taken_meanwhile(tx: Transaction, ids: Sequence[str]) -> set[str]:
    """Of these customers of the recycle bin, those whose name or phone another one has by now."""
    found = tx.session.scalars(_TAKEN, {"company_id": tx.company_id, "ids": list(ids)})
    return {str(each) for each in found}


@contextmanager
def customers_stay_unique() -> Iterator[None]:
    """Around what writes customers. :raises Duplicate: another one has the name or phone"""
    try:
        yield
    except IntegrityError as error:
        diagnosis = getattr(error.orig, "diag", None)
        if diagnosis is None or diagnosis.constraint_name != "unique_customers_pkey":
            raise
        raise Duplicate(diagnosis.column_name) from error
