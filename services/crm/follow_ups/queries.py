from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, RowMapping, Select, and_, func, select

from services.crm.db import choices
from services.crm.follow_ups.model import FollowUp
from services.crm.names import contact_names, customer_names
from shared.database import Transaction
from shared.database.tables import employees
from shared.directory.scope import within_scope
from shared.kernel.errors import Missing

_BOUND = 10_000
_C = FollowUp.__table__.c
_PLAIN = ("id", "stage", "content", "next_at", "written_at")
_NAMED = ("customer", "behaviour", "contact", "written_by")


def list_follow_ups(
    tx: Transaction,
    *,
    view: str | None = None,
    customer_id: UUID | None = None,
    written_from: date | None = None,
    written_to: date | None = None,
    q: str | None = None,
    page: int = 1,
    page_size: int = 20,
    **equals: Any,
) -> dict[str, Any]:
    """One page, newest first; the total is exact up to 10,000. Whoever names a customer must be let see it."""
    where = [_C.company_id == tx.company_id, customer_names.c.recycled_at.is_(None)]
    where += _whose(tx, view=view, customer_id=customer_id)
    where += _when(tx, since=written_from, until=written_to)
    if q:
        where.append(_C.content.contains(q, autoescape=True) | customer_names.c.name.contains(q, autoescape=True))
    columns = {"behaviour_id": _C.behaviour_id, "employee_id": _C.written_by, "stage": _C.stage}
    where += [columns[name] == _plain(value) for name, value in equals.items() if value is not None]
    newest = (_C.written_at.desc(), _C.id.desc())
    rows = tx.session.execute(
        _follow_ups().where(*where).order_by(*newest).limit(page_size).offset((page - 1) * page_size)
    ).mappings()
    items = [_shown(row) for row in rows]
    total = _count(tx, where)
    answer = {"items": items, "total": min(total, _BOUND), "page": page, "page_size": page_size}
    return answer | ({"total_is_lower_bound": True} if total > _BOUND else {})


def count_follow_ups(tx: Transaction, customer_id: str) -> int:
    return _count(tx, [_C.company_id == tx.company_id, _C.customer_id == customer_id])


def get_follow_up(tx: Transaction, follow_up_id: str) -> dict[str, Any]:
    """:raises Missing: not there"""
    tx.flush()
    one = _follow_ups().where(
        _C.company_id == tx.company_id, _C.id == follow_up_id, customer_names.c.recycled_at.is_(None)
    )
    row = tx.session.execute(one).mappings().one_or_none()
    if row is None:
        raise Missing
    return _shown(row)


def is_in_scope(tx: Transaction, follow_up_id: str) -> bool:
    """Whether the actor sees it among the team's, whoever its customer belongs to by now."""
    seen = within_scope(tx.actor, "follow_ups", owner=_C.written_by)
    found = select(_C.id).where(_C.company_id == tx.company_id, _C.id == follow_up_id, seen)
    return tx.session.execute(found).first() is not None


def _whose(tx: Transaction, *, view: str | None, customer_id: UUID | None) -> list[ColumnElement[bool]]:
    of_customer = [_C.customer_id == str(customer_id)] if customer_id else []
    if view == "team":
        return [*of_customer, within_scope(tx.actor, "follow_ups", owner=_C.written_by)]
    return of_customer if of_customer and view is None else [*of_customer, _C.written_by == tx.actor.employee_id]


def _when(tx: Transaction, *, since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """Both days are included, as the company's clocks show them."""
    zone = ZoneInfo(tx.actor.time_zone)
    where = []
    if since:
        where.append(_C.written_at >= datetime.combine(since, time(), zone))
    if until:
        where.append(_C.written_at < datetime.combine(until + timedelta(days=1), time(), zone))
    return where


def _follow_ups() -> Select[Any]:
    contact, writer = contact_names, employees
    behaviour = choices
    joined = (
        FollowUp.__table__.join(customer_names, _is(customer_names, _C.customer_id))
        .outerjoin(behaviour, _is(behaviour, _C.behaviour_id))
        .outerjoin(contact, _is(contact, _C.contact_id))
        .outerjoin(writer, _is(writer, _C.written_by))
    )
    return select(
        *(_C[name] for name in _PLAIN),
        _C.customer_id.label("customer"),
        customer_names.c.name.label("customer_name"),
        _C.behaviour_id.label("behaviour"),
        behaviour.c.name.label("behaviour_name"),
        _C.contact_id.label("contact"),
        contact.c.name.label("contact_name"),
        _C.written_by.label("written_by"),
        writer.c.name.label("written_by_name"),
    ).select_from(joined)


def _is(named: Any, column: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(named.c.company_id == _C.company_id, named.c.id == column)


def _count(tx: Transaction, where: list[ColumnElement[bool]]) -> int:
    joined = FollowUp.__table__.join(customer_names, _is(customer_names, _C.customer_id))
    counted = select(_C.id).select_from(joined).where(*where).limit(_BOUND + 1).subquery()
    return tx.session.scalar(select(func.count()).select_from(counted)) or 0


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def _shown(row: RowMapping) -> dict[str, Any]:
    named = {name: {"id": row[name], "name": row[f"{name}_name"] or ""} if row[name] else None for name in _NAMED}
    return {name: row[name] for name in _PLAIN} | named
