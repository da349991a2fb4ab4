from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from services.crm.change_log import list_lines
from services.crm.custom_fields.filtering import sorted_column
from services.crm.custom_fields.values import shown_values
from services.crm.db import choices
from services.crm.leads import rules
from services.crm.leads.filters import conditions, seen_by
from services.crm.leads.model import Lead
from services.crm.names import customer_names
from services.crm.paging import named, read_page
from shared.database import Transaction
from shared.database.tables import employees
from shared.kernel.errors import Missing

Answer = dict[str, Any]
FIRST = "00000000-0000-0000-0000-000000000000"
_C = Lead.__table__.c
_PLAIN = ("id", "version", "name", "company", "phone", "address", "note")
_MOMENTS = ("converted_at", "followed_at", "created_at", "updated_at")


def list_leads(tx: Transaction, *, sort: str, page: int, page_size: int, **filters: Any) -> Answer:
    """One page of mine or the team's; the total is exact up to 10,000."""
    column = sorted_column(tx, "lead", sort, _C)
    ordered = column.desc() if sort.startswith("-") else column.asc()
    statement = leads().where(*conditions(tx, **filters)).order_by(ordered.nulls_last(), _C.id.desc())
    return read_page(tx, statement, page=page, page_size=page_size, item=shown)


def get_lead(tx: Transaction, lead_id: str) -> Answer:
    """With what the actor may do. :raises Missing: not there, or not the actor's to see"""
    tx.flush()
    statement = leads().where(_C.company_id == tx.company_id, _C.id == lead_id, seen_by(tx))
    row = tx.session.execute(statement).one_or_none()
    if row is None:
        raise Missing
    relation = rules.relation_of(administrator=tx.actor.administrator, acts_for_owner=True)
    rights = rules.RIGHTS["converted" if row.customer_id else "open"][relation]
    may = sorted(each for each in rights if _has_action(tx, each))
    return shown(row) | {"may": may}


def list_changes(tx: Transaction, lead_id: str, *, page: int, page_size: int) -> Answer:
    """:raises Missing: not there, or not the actor's to see"""
    require_seen(tx, lead_id)
    return list_lines(tx, lead_id, page=page, page_size=page_size)


def require_seen(tx: Transaction, lead_id: str) -> None:
    """:raises Missing: not there, or not the actor's to see"""
    found = select(_C.id).where(_C.company_id == tx.company_id, _C.id == lead_id, seen_by(tx))
    if tx.session.execute(found).first() is None:
        raise Missing


def find_ids(tx: Transaction, *, most: int, after: str = FIRST, **filters: Any) -> list[str]:
    """The first ids of a list behind `after`, in their order."""
    filters.pop("sort", None)
    found = select(_C.id).where(*conditions(tx, **filters), _C.id > after).order_by(_C.id).limit(most)
    return list(tx.session.scalars(found))


def count_found(tx: Transaction, **filters: Any) -> int:
    filters.pop("sort", None)
    return tx.session.scalar(select(func.count()).where(*conditions(tx, **filters))) or 0


def leads_after(tx: Transaction, after: str, *, most: int, **filters: Any) -> list[Answer]:
    """The first leads of a list behind that id, in the order of their ids."""
    wanted = leads().where(*conditions(tx, **filters), _C.id > after).order_by(_C.id).limit(most)
    return [shown(row) for row in tx.session.execute(wanted)]


def leads() -> Select[Any]:
    """Rows with the names of what they refer to."""
    status, source, owner = choices.alias("status"), choices.alias("source"), employees.alias("owner")
    joined = (
        Lead.__table__.outerjoin(status, _is(status, _C.status_id))
        .outerjoin(source, _is(source, _C.source_id))
        .outerjoin(owner, _is(owner, _C.owner_id))
        .outerjoin(customer_names, _is(customer_names, _C.customer_id))
    )
    return select(
        *(_C[name] for name in (*_PLAIN, *_MOMENTS, "fields", "status_id", "source_id", "owner_id", "customer_id")),
        status.c.name.label("status_name"),
        source.c.name.label("source_name"),
        owner.c.name.label("owner_name"),
        customer_names.c.name.label("customer_name"),
    ).select_from(joined)


def shown(row: Any) -> Answer:
    plain = {name: getattr(row, name) for name in (*_PLAIN, *_MOMENTS)}
    references = ("status", "source", "owner", "customer")
    related = {each: named(getattr(row, f"{each}_id"), getattr(row, f"{each}_name")) for each in references}
    return plain | related | shown_values(row.fields)


def _is(table: Any, column: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(table.c.company_id == _C.company_id, table.c.id == column)


def _has_action(tx: Transaction, right: str) -> bool:
    action = rules.NEEDS_ACTION.get(right)
    return action is None or tx.actor.may(action)
