from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, tuple_

from services.crm.mentions import mention_columns, mentions_shown
from services.crm.names import contact_names, customer_names
from services.crm.paging import named, read_page
from services.crm.places import position_of
from services.crm.visits.filters import conditions, open_to, there
from services.crm.visits.model import Visit
from shared.database import Transaction
from shared.database.tables import employees
from shared.kernel.errors import Missing

_C = Visit.__table__.c
_PLAIN = ("id", "stage", "content", "files", "address", "distance_m", "visited_at", "received_at")


def list_visits(tx: Transaction, *, page: int = 1, page_size: int = 20, **filters: Any) -> dict[str, Any]:
    """One page, newest first; the total is exact up to 10,000. Whoever names a customer must be let see it."""
    newest = (_C.visited_at.desc(), _C.id.desc())
    statement = _visits().where(*conditions(tx, **filters)).order_by(*newest)
    return read_page(tx, statement, page=page, page_size=page_size, item=_shown)


def find_visits(
    tx: Transaction, *, before: tuple[datetime, str] | None, most: int, **filters: Any
) -> list[dict[str, Any]]:
    """Those of a list that come after a moment and an id, newest first: to go over all of them."""
    rest = [] if before is None else [tuple_(_C.visited_at, _C.id) < tuple_(*map(literal, before))]
    statement = _visits().where(*conditions(tx, **filters), *rest).order_by(_C.visited_at.desc(), _C.id.desc())
    return [_shown(row) for row in tx.session.execute(statement.limit(most))]


def count_visits(tx: Transaction, customer_id: str) -> int:
    of_customer = select(func.count()).where(_C.company_id == tx.company_id, _C.customer_id == customer_id)
    return tx.session.scalar(of_customer) or 0


def get_visit(tx: Transaction, visit_id: str) -> dict[str, Any]:
    """:raises Missing: not there"""
    tx.flush()
    row = tx.session.execute(_visits().where(*there(tx), _C.id == visit_id)).one_or_none()
    if row is None:
        raise Missing
    return _shown(row)


def is_open_to_actor(tx: Transaction, visit_id: str) -> bool:
    """Whether the actor may open it, whoever its customer belongs to by now."""
    found = select(_C.id).where(_C.company_id == tx.company_id, _C.id == visit_id, open_to(tx))
    return tx.session.execute(found).first() is not None


def _visits() -> Select[Any]:
    joined = (
        Visit.__table__.join(customer_names, _is(customer_names, _C.customer_id))
        .outerjoin(contact_names, _is(contact_names, _C.contact_id))
        .outerjoin(employees, _is(employees, _C.visited_by))
    )
    return select(
        *(_C[name] for name in (*_PLAIN, "longitude", "latitude", "customer_id", "contact_id", "visited_by")),
        customer_names.c.name.label("customer_name"),
        contact_names.c.name.label("contact_name"),
        employees.c.name.label("visitor_name"),
        *mention_columns(_C),
    ).select_from(joined)


def _is(table: Any, column: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(table.c.company_id == _C.company_id, table.c.id == column)


def _shown(row: Any) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        **mentions_shown(row),
        "customer": named(row.customer_id, row.customer_name),
        "contact": named(row.contact_id, row.contact_name),
        "position": position_of(row),
        "visited_by": named(row.visited_by, row.visitor_name),
    }
