"""A list's query as conditions."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_

from services.crm.custom_fields.filtering import narrowed
from services.crm.leads.model import Lead
from services.crm.narrowing import equal, of_department, within_days
from services.crm.paging import containing
from shared.database import Transaction
from shared.directory.scope import within_scope

Condition = ColumnElement[bool]
_C = Lead.__table__.c
_MAY_BE_UNSET = ("status_id", "source_id")


def conditions(
    tx: Transaction,
    *,
    view: str = "mine",
    q: str | None = None,
    converted: bool = False,
    department_id: Any = None,
    owner_id: Any = None,
    created_from: date | None = None,
    created_to: date | None = None,
    followed_from: date | None = None,
    followed_to: date | None = None,
    field: Sequence[str] | None = None,
    **wanted: Any,
) -> Iterator[Condition]:
    """All of them hold for what the list shows: my leads, or the team's as far as the scope goes (L1)."""
    yield _C.company_id == tx.company_id
    yield _C.owner_id == tx.actor.employee_id if view == "mine" else seen_by(tx)
    yield _C.customer_id.is_not(None) if converted else _C.customer_id.is_(None)
    if q and q.strip():
        yield or_(*(_C[name].ilike(containing(q)) for name in ("name", "company", "phone")))
    for name in _MAY_BE_UNSET:
        if chosen := wanted.get(name):
            ids = [each for each in chosen if each is not None]
            unset = [_C[name].is_(None)] if None in chosen else []
            yield or_(_C[name].in_(ids), *unset)
    yield from equal(_C, owner_id=owner_id)
    yield from of_department(tx, _C.owner_id, department_id)
    yield from within_days(tx, _C.created_at, since=created_from, until=created_to)
    yield from within_days(tx, _C.followed_at, since=followed_from, until=followed_to)
    yield from narrowed(tx, "lead", _C.fields, field)


def seen_by(tx: Transaction) -> Condition:
    """The actor's own, and those of employees within the actor's scope."""
    return within_scope(tx.actor, "leads", owner=_C.owner_id)
