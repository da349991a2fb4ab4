"""What the screens of orders read: lists with what is paid, one with its lines."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from services.crm.custom_fields.filtering import narrowed, sorted_column
from services.crm.custom_fields.values import shown_values
from services.crm.days import moments_between
from services.crm.names import customer_names, opportunity_names
from services.crm.orders import rules
from services.crm.orders.model import Order
from services.crm.orders.tables import order_lines
from services.crm.paging import containing, named, read_page
from shared.database import Transaction
from shared.database.tables import employees
from shared.directory.scope import within_scope
from shared.kernel.errors import Missing

Answer = dict[str, Any]
Conditions = list[ColumnElement[bool]]
_C = Order.__table__.c
_PLAIN = ("id", "version", "title", "status", "note", "refusal_reason")
_ENDING = ("termination", "termination_reason", "termination_refusal")
_MOMENTS = ("submitted_at", "approved_at", "completed_at", "terminated_at", "created_at", "updated_at")
_MONEY = ("product_total", "deal_amount", "collected", "invoiced")


def list_orders(tx: Transaction, *, sort: str, page: int, page_size: int, **filters: Any) -> Answer:
    """One page of mine, the team's, or a customer's."""
    column = sorted_column(tx, "order", sort, _C)
    ordered = column.desc() if sort.startswith("-") else column.asc()
    statement = _orders().where(*_conditions(tx, **filters)).order_by(ordered.nulls_last(), _C.id.desc())
    return read_page(tx, statement, page=page, page_size=page_size, item=_shown)


def orders_after(tx: Transaction, after: str, *, most: int, **filters: Any) -> list[Answer]:
    """The first orders of a list behind that id, in the order of their ids."""
    where = _conditions(tx, everything_of_customer=False, **filters)
    wanted = _orders().where(*where, _C.id > after).order_by(_C.id).limit(most)
    return [_shown(row) for row in tx.session.execute(wanted)]


def get_order(tx: Transaction, order_id: str) -> Answer:
    """One with its lines, whoever asks. :raises Missing: not there"""
    tx.flush()
    row = tx.session.execute(_orders().where(_C.company_id == tx.company_id, _C.id == order_id)).one_or_none()
    if row is None:
        raise Missing
    line = order_lines.c
    lines = tx.session.execute(
        select(order_lines).where(line.company_id == tx.company_id, line.order_id == order_id).order_by(line.place)
    )
    return _shown(row) | {"lines": [_line(each) for each in lines]}


def relation_to(tx: Transaction, order_id: str, *, owner_id: str, works_with: bool) -> rules.Relation:
    """How the actor stands to an order."""
    seen = within_scope(tx.actor, "orders", owner=_C.owner_id)
    found = select(_C.id).where(_C.company_id == tx.company_id, _C.id == order_id, seen)
    return rules.relation_of(
        administrator=tx.actor.administrator,
        is_owner=owner_id == tx.actor.employee_id,
        acts_for_owner=tx.session.execute(found).first() is not None,
        works_with_customer=works_with,
    )


def whose(
    tx: Transaction, *, view: str | None, customer_id: Any, everything: bool, narrowed: bool = False
) -> Conditions:
    """Mine, the team's, or all of a customer or order that one was let see."""
    of_customer = [] if customer_id is None else [_C.customer_id == str(customer_id)]
    if view == "mine" or (view is None and customer_id is None and not narrowed):
        return [*of_customer, _C.owner_id == tx.actor.employee_id]
    if view is None and everything:
        return of_customer
    return [*of_customer, within_scope(tx.actor, "orders", owner=_C.owner_id)]


def _conditions(
    tx: Transaction,
    *,
    view: str | None,
    customer_id: Any,
    everything_of_customer: bool,
    q: str | None,
    product_id: Sequence[Any] | None,
    field: Sequence[str] | None,
    **filters: Any,
) -> Conditions:
    where: Conditions = [_C.company_id == tx.company_id]
    where += whose(tx, view=view, customer_id=customer_id, everything=everything_of_customer)
    if q:
        pattern = containing(q)
        where.append(_C.title.ilike(pattern) | customer_names.c.name.ilike(pattern))
    if product_id:
        of = order_lines.c
        sold = select(of.order_id).where(
            of.company_id == tx.company_id, of.product_id.in_([str(each) for each in product_id])
        )
        where.append(_C.id.in_(sold))
    for name in ("status", "owner_id"):
        if filters.get(name):
            where.append(_C[name].in_([str(each) for each in filters[name]]))
    for name in ("created", "approved"):
        since, until = filters[f"{name}_from"], filters[f"{name}_to"]
        where += moments_between(tx, _C[f"{name}_at"], since=since, until=until)
    return where + narrowed(tx, "order", _C.fields, field)


def _orders() -> Select[Any]:
    owner = employees.alias("owner")
    joined = (
        Order.__table__.join(customer_names, _is(customer_names, _C.customer_id))
        .outerjoin(owner, _is(owner, _C.owner_id))
        .outerjoin(opportunity_names, _is(opportunity_names, _C.opportunity_id))
    )
    return select(
        *(_C[name] for name in (*_PLAIN, *_ENDING, *_MOMENTS, *_MONEY, "fields")),
        _C.customer_id,
        customer_names.c.name.label("customer_name"),
        _C.owner_id,
        owner.c.name.label("owner_name"),
        _C.opportunity_id,
        opportunity_names.c.title.label("opportunity_title"),
    ).select_from(joined)


def _is(table: Any, column: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(table.c.company_id == _C.company_id, table.c.id == column)


def _shown(row: Any) -> Answer:
    plain = {name: getattr(row, name) for name in (*_PLAIN, *_ENDING, *_MOMENTS)}
    return (
        plain
        | _money(row)
        | shown_values(row.fields)
        | {
            "customer": named(row.customer_id, row.customer_name),
            "owner": named(row.owner_id, row.owner_name),
            "opportunity": named(row.opportunity_id, row.opportunity_title),
        }
    )


def _money(row: Any) -> Answer:
    outstanding: Decimal = row.deal_amount - row.collected
    return {name: f"{getattr(row, name):.2f}" for name in _MONEY} | {
        "outstanding": f"{outstanding:.2f}",
        "rate": rules.rate(row.collected, row.deal_amount),
    }


def _line(row: Any) -> Answer:
    return {
        "product": {"id": row.product_id, "name": row.product_name},
        "unit": row.unit,
        "quantity": row.quantity,
        "price": f"{row.price:.2f}",
        "discount": f"{row.discount:.2f}",
        "amount": f"{row.amount:.2f}",
    }
