"""A list's query as conditions."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_

from services.crm.mentions import mentions
from services.crm.names import customer_names
from services.crm.narrowing import equal, of_department, within_days
from services.crm.paging import containing
from services.crm.visits.model import Visit
from shared.database import Transaction
from shared.directory.scope import within_scope

Condition = ColumnElement[bool]
_C = Visit.__table__.c


def conditions(
    tx: Transaction,
    *,
    view: str | None = None,
    customer_id: UUID | None = None,
    employee_id: UUID | None = None,
    department_id: UUID | None = None,
    visited_from: date | None = None,
    visited_to: date | None = None,
    q: str | None = None,
    **wanted: Any,
) -> Iterator[Condition]:
    """All of them hold for what the list shows. Whoever names a customer must be let see it."""
    yield from there(tx)
    if view == "team":
        yield _of_team(tx)
    elif view == "mine" or customer_id is None:
        yield or_(_C.visited_by == tx.actor.employee_id, mentions(_C, tx.actor))
    yield from equal(_C, customer_id=customer_id, visited_by=employee_id, **wanted)
    yield from of_department(tx, _C.visited_by, department_id)
    yield from within_days(tx, _C.visited_at, since=visited_from, until=visited_to)
    if q and q.strip():
        yield customer_names.c.name.ilike(containing(q))


def there(tx: Transaction) -> Iterator[Condition]:
    """What is not about a customer in the recycle bin."""
    yield _C.company_id == tx.company_id
    yield customer_names.c.recycled_at.is_(None)


def open_to(tx: Transaction) -> Condition:
    """The actor may open it, whoever its customer belongs to by now: of the team, or one that names the actor."""
    return or_(_of_team(tx), mentions(_C, tx.actor))


def _of_team(tx: Transaction) -> Condition:
    return within_scope(tx.actor, "visits", owner=_C.visited_by)
