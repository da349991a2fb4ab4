"""What screens read of plans and collections; who may see the orders is said by their conditions."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, literal, select, tuple_

from services.crm.collections.model import Collection, CollectionPlan
from services.crm.days import days_between
from services.crm.db import choices
from services.crm.names import customer_names, order_names
from services.crm.paging import named, read_page
from shared.database import Transaction
from shared.database.tables import employees
from shared.kernel.errors import Missing

Answer = dict[str, Any]
Conditions = list[ColumnElement[bool]]
_PLAN: Any = CollectionPlan.__table__
_COLLECTION: Any = Collection.__table__
_OF_PLAN = ("id", "version", "due_on", "remind_days", "note", "created_at")
_OF_COLLECTION = ("id", "version", "received_on", "payee", "files", "note", "status", "refusal_reason", "created_at")


def list_plans(tx: Transaction, *, seen: Conditions, page: int, page_size: int, **filters: Any) -> Answer:
    """One page of plans, the next due first."""
    where = _conditions(tx, _PLAN, seen=seen, on="due", **filters)
    statement = _plans().where(*where).order_by(_PLAN.c.due_on, _PLAN.c.id)
    return read_page(tx, statement, page=page, page_size=page_size, item=_plan)


def list_collections(tx: Transaction, *, seen: Conditions, page: int, page_size: int, **filters: Any) -> Answer:
    """One page of collections, the latest first."""
    where = _conditions(tx, _COLLECTION, seen=seen, on="received", **filters)
    statement = _collections().where(*where).order_by(_COLLECTION.c.received_on.desc(), _COLLECTION.c.id.desc())
    return read_page(tx, statement, page=page, page_size=page_size, item=_collection)


def find_collections(
    tx: Transaction, *, seen: Conditions, before: tuple[date, str] | None, most: int, **filters: Any
) -> list[Answer]:
    """Those of a list that come after a day and an id, the latest first: to go over all of them."""
    c = _COLLECTION.c
    where = _conditions(tx, _COLLECTION, seen=seen, on="received", **filters)
    rest = [] if before is None else [tuple_(c.received_on, c.id) < tuple_(*map(literal, before))]
    statement = _collections().where(*where, *rest).order_by(c.received_on.desc(), c.id.desc())
    return [_collection(row) for row in tx.session.execute(statement.limit(most))]


def get_plan(tx: Transaction, plan_id: str) -> Answer:
    """:raises Missing: not there"""
    tx.flush()
    return _plan(_one(tx, _plans().where(_PLAN.c.company_id == tx.company_id, _PLAN.c.id == plan_id)))


def get_collection(tx: Transaction, collection_id: str) -> Answer:
    """:raises Missing: not there"""
    tx.flush()
    c = _COLLECTION.c
    return _collection(_one(tx, _collections().where(c.company_id == tx.company_id, c.id == collection_id)))


def _one(tx: Transaction, statement: Select[Any]) -> Any:
    row = tx.session.execute(statement).one_or_none()
    if row is None:
        raise Missing
    return row


def _conditions(
    tx: Transaction,
    of: Any,
    *,
    seen: Conditions,
    on: str,
    order_id: Any,
    method_id: Any,
    status: Any = None,
    **days: Any,
) -> Conditions:
    where: Conditions = [of.c.company_id == tx.company_id, *seen]
    if order_id is not None:
        where.append(of.c.order_id == str(order_id))
    if method_id:
        where.append(of.c.method_id.in_([str(each) for each in method_id]))
    if status:
        where.append(of.c.status.in_(status))
    return where + days_between(of.c[f"{on}_on"], since=days[f"{on}_from"], until=days[f"{on}_to"])


def _plans() -> Select[Any]:
    return _with_names(_PLAN, [_PLAN.c[name] for name in _OF_PLAN])


def _collections() -> Select[Any]:
    return _with_names(_COLLECTION, [_COLLECTION.c[name] for name in (*_OF_COLLECTION, "invoiced")])


def _with_names(of: Any, columns: list[Any]) -> Select[Any]:
    creator = employees.alias("creator")
    o = order_names.c
    joined = (
        of.join(order_names, _is(order_names, of, of.c.order_id))
        .join(customer_names, and_(customer_names.c.company_id == o.company_id, customer_names.c.id == o.customer_id))
        .outerjoin(choices, _is(choices, of, of.c.method_id))
        .outerjoin(creator, _is(creator, of, of.c.created_by))
    )
    return select(
        *columns,
        of.c.amount,
        of.c.order_id,
        o.title.label("order_title"),
        o.status.label("order_status"),
        o.customer_id,
        customer_names.c.name.label("customer_name"),
        of.c.method_id,
        choices.c.name.label("method_name"),
        of.c.created_by,
        creator.c.name.label("creator_name"),
    ).select_from(joined)


def _is(table: Any, of: Table, column: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(table.c.company_id == of.c.company_id, table.c.id == column)


def _plan(row: Any) -> Answer:
    return {name: getattr(row, name) for name in _OF_PLAN} | _shared(row)


def _collection(row: Any) -> Answer:
    return {name: getattr(row, name) for name in _OF_COLLECTION} | _shared(row) | {"invoiced": f"{row.invoiced:.2f}"}


def _shared(row: Any) -> Answer:
    return {
        "amount": f"{row.amount:.2f}",
        "order": named(row.order_id, row.order_title),
        "order_status": row.order_status,
        "customer": named(row.customer_id, row.customer_name),
        "method": named(row.method_id, row.method_name),
        "created_by": named(row.created_by, row.creator_name),
    }
