from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, tuple_

from services.crm.calls.model import Call
from services.crm.names import customer_names, lead_names
from services.crm.narrowing import equal, of_department, within_days
from services.crm.paging import containing, named, read_page
from shared.database import Transaction
from shared.database.tables import employees
from shared.directory.scope import within_scope
from shared.kernel.errors import Missing

Condition = ColumnElement[bool]
_C = Call.__table__.c
_PLAIN = ("id", "stage", "number", "direction", "started_at", "seconds", "received_at")


def list_calls(tx: Transaction, *, page: int, page_size: int, **filters: Any) -> dict[str, Any]:
    """One page, newest first, counted up to 10,000. Whoever names a customer or a lead must be let see it."""
    newest = (_C.started_at.desc(), _C.id.desc())
    statement = _calls().where(*_conditions(tx, **filters)).order_by(*newest)
    return read_page(tx, statement, page=page, page_size=page_size, item=_shown)


def find_calls(
    tx: Transaction, *, before: tuple[datetime, str] | None, most: int, **filters: Any
) -> list[dict[str, Any]]:
    """Those of a list that come after a moment and an id, newest first: to go over all of them."""
    rest = [] if before is None else [tuple_(_C.started_at, _C.id) < tuple_(*map(literal, before))]
    statement = _calls().where(*_conditions(tx, **filters), *rest).order_by(_C.started_at.desc(), _C.id.desc())
    return [_shown(row) for row in tx.session.execute(statement.limit(most))]


def count_calls(tx: Transaction, customer_id: str) -> int:
    of_customer = select(func.count()).where(_C.company_id == tx.company_id, _C.customer_id == customer_id)
    return tx.session.scalar(of_customer) or 0


def get_call(tx: Transaction, call_id: str) -> dict[str, Any]:
    """:raises Missing: not there"""
    tx.flush()
    row = tx.session.execute(_calls().where(*_there(tx), _C.id == call_id)).one_or_none()
    if row is None:
        raise Missing
    return _shown(row)


def is_in_scope(tx: Transaction, call_id: str) -> bool:
    """Whether the actor sees it among the team's, whoever its customer belongs to by now."""
    found = select(_C.id).where(_C.company_id == tx.company_id, _C.id == call_id, _of_team(tx))
    return tx.session.execute(found).first() is not None


def _conditions(
    tx: Transaction,
    *,
    view: str | None,
    customer_id: UUID | None,
    lead_id: UUID | None,
    employee_id: UUID | None,
    department_id: UUID | None,
    min_seconds: int | None,
    started_from: date | None,
    started_to: date | None,
    q: str | None,
    **wanted: Any,
) -> Iterator[Condition]:
    yield from _there(tx)
    if view == "team":
        yield _of_team(tx)
    elif view == "mine" or (customer_id is None and lead_id is None):
        yield _C.made_by == tx.actor.employee_id
    yield from equal(_C, customer_id=customer_id, lead_id=lead_id, made_by=employee_id, **wanted)
    yield from of_department(tx, _C.made_by, department_id)
    yield from within_days(tx, _C.started_at, since=started_from, until=started_to)
    if min_seconds:
        yield _C.seconds >= min_seconds
    if q and q.strip():
        yield or_(*(each.ilike(containing(q)) for each in (customer_names.c.name, lead_names.c.name, _C.number)))


def _there(tx: Transaction) -> Iterator[Condition]:
    """What is not about a customer in the recycle bin."""
    yield _C.company_id == tx.company_id
    yield customer_names.c.recycled_at.is_(None)


def _of_team(tx: Transaction) -> Condition:
    return within_scope(tx.actor, "calls", owner=_C.made_by)


def _calls() -> Select[Any]:
    joined = (
        Call.__table__.outerjoin(customer_names, _is(customer_names, _C.customer_id))
        .outerjoin(lead_names, _is(lead_names, _C.lead_id))
        .outerjoin(employees, _is(employees, _C.made_by))
    )
    return select(
        *(_C[name] for name in (*_PLAIN, "recording", "customer_id", "lead_id", "made_by")),
        customer_names.c.name.label("customer_name"),
        lead_names.c.name.label("lead_name"),
        employees.c.name.label("maker_name"),
    ).select_from(joined)


def _is(table: Any, column: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(table.c.company_id == _C.company_id, table.c.id == column)


def _shown(row: Any) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        "customer": named(row.customer_id, row.customer_name),
        "lead": named(row.lead_id, row.lead_name),
        "file": row.recording,
        "made_by": named(row.made_by, row.maker_name),
    }
