from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, tuple_

from services.crm.db import choices
from services.crm.follow_ups.filters import conditions, open_to, there
from services.crm.follow_ups.model import FollowUp
from services.crm.mentions import mention_columns, mentions_shown
from services.crm.names import comment_count, contact_names, customer_names, lead_names
from services.crm.paging import named, read_page
from services.crm.places import position_of
from shared.database import Transaction
from shared.database.tables import employees
from shared.kernel.errors import Missing

_C = FollowUp.__table__.c
_REFERENCES = ("customer_id", "lead_id", "behaviour_id", "contact_id", "written_by")
_PLAIN = ("id", "stage", "content", "files", "address", "next_at", "written_at")


def list_follow_ups(tx: Transaction, *, page: int = 1, page_size: int = 20, **filters: Any) -> dict[str, Any]:
    """One page, newest first; the total is exact up to 10,000. Whoever names a customer must be let see it."""
    newest = (_C.written_at.desc(), _C.id.desc())
    statement = _follow_ups().where(*conditions(tx, **filters)).order_by(*newest)
    return read_page(tx, statement, page=page, page_size=page_size, item=_shown)


def find_follow_ups(
    tx: Transaction, *, before: tuple[datetime, str] | None, most: int, **filters: Any
) -> list[dict[str, Any]]:
    """Those of a list that come after a moment and an id, newest first: to go over all of them."""
    rest = [] if before is None else [tuple_(_C.written_at, _C.id) < tuple_(*map(literal, before))]
    statement = _follow_ups().where(*conditions(tx, **filters), *rest).order_by(_C.written_at.desc(), _C.id.desc())
    return [_shown(row) for row in tx.session.execute(statement.limit(most))]


def count_follow_ups(tx: Transaction, customer_id: str) -> int:
    of_customer = select(func.count()).where(_C.company_id == tx.company_id, _C.customer_id == customer_id)
    return tx.session.scalar(of_customer) or 0


def get_follow_up(tx: Transaction, follow_up_id: str) -> dict[str, Any]:
    """:raises Missing: not there"""
    tx.flush()
    row = tx.session.execute(_follow_ups().where(*there(tx), _C.id == follow_up_id)).one_or_none()
    if row is None:
        raise Missing
    return _shown(row)


def is_open_to_actor(tx: Transaction, follow_up_id: str) -> bool:
    """Whether the actor may open it, whoever its customer belongs to by now."""
    found = select(_C.id).where(_C.company_id == tx.company_id, _C.id == follow_up_id, open_to(tx))
    return tx.session.execute(found).first() is not None


def _follow_ups() -> Select[Any]:
    joined = (
        FollowUp.__table__.outerjoin(customer_names, _is(customer_names, _C.customer_id))
        .outerjoin(lead_names, _is(lead_names, _C.lead_id))
        .outerjoin(choices, _is(choices, _C.behaviour_id))
        .outerjoin(contact_names, _is(contact_names, _C.contact_id))
        .outerjoin(employees, _is(employees, _C.written_by))
    )
    return select(
        *(_C[name] for name in _PLAIN),
        *(_C[name] for name in ("longitude", "latitude", *_REFERENCES)),
        customer_names.c.name.label("customer_name"),
        lead_names.c.name.label("lead_name"),
        choices.c.name.label("behaviour_name"),
        contact_names.c.name.label("contact_name"),
        employees.c.name.label("writer_name"),
        comment_count("follow_up", _C).label("comments"),
        *mention_columns(_C),
    ).select_from(joined)


def _is(table: Any, column: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(table.c.company_id == _C.company_id, table.c.id == column)


def _shown(row: Any) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        **mentions_shown(row),
        "comments": row.comments,
        "customer": named(row.customer_id, row.customer_name),
        "lead": named(row.lead_id, row.lead_name),
        "behaviour": named(row.behaviour_id, row.behaviour_name),
        "contact": named(row.contact_id, row.contact_name),
        "position": position_of(row),
        "written_by": named(row.written_by, row.writer_name),
    }
