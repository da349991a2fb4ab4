"""A list's query as conditions."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_

from services.crm.follow_ups.model import FollowUp
from services.crm.mentions import mentions
from services.crm.names import contact_names, customer_names, lead_names
from services.crm.narrowing import equal, of_department, within_days
from services.crm.paging import containing
from shared.database import Transaction
from shared.directory.scope import within_scope

Condition = ColumnElement[bool]
_C = FollowUp.__table__.c


def conditions(
    tx: Transaction,
    *,
    view: str | None = None,
    customer_id: UUID | None = None,
    lead_id: UUID | None = None,
    employee_id: UUID | None = None,
    department_id: UUID | None = None,
    written_from: date | None = None,
    written_to: date | None = None,
    q: str | None = None,
    **wanted: Any,
) -> Iterator[Condition]:
    """All of them hold for what the list shows. Whoever names a customer or a lead must be let see it."""
    yield from there(tx)
    if view == "team":
        yield within_scope(tx.actor, "follow_ups", owner=_C.written_by)
    elif view == "mine" or (customer_id is None and lead_id is None):
        yield _C.written_by == tx.actor.employee_id
    yield from equal(_C, customer_id=customer_id, lead_id=lead_id, written_by=employee_id, **wanted)
    yield from of_department(tx, _C.written_by, department_id)
    yield from within_days(tx, _C.written_at, since=written_from, until=written_to)
    if q and q.strip():
        named = (_C.content, customer_names.c.name, lead_names.c.name, contact_names.c.name)
        yield or_(*(column.ilike(containing(q)) for column in named))


def there(tx: Transaction) -> Iterator[Condition]:
    """What is not about a customer in the recycle bin."""
    yield _C.company_id == tx.company_id
    yield customer_names.c.recycled_at.is_(None)


def open_to(tx: Transaction) -> Condition:
    """The actor may open it, whoever its customer belongs to by now: of the team, or one that names the actor."""
    return or_(within_scope(tx.actor, "follow_ups", owner=_C.written_by), mentions(_C, tx.actor))
