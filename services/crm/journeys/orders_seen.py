"""Orders as far as the actor may see and touch them: by scope, and by the customers the actor works with."""

from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, select

from services.crm.concerned import is_concerned
from services.crm.journeys.customer_of import works_with
from services.crm.names import order_names
from services.crm.orders import queries, rules
from services.crm.orders.model import Order
from services.crm.orders.repository import Orders
from services.crm.orders.rules import NEEDS, Relation
from shared.database import Transaction
from shared.kernel.errors import Forbidden, Missing

Answer = dict[str, Any]
_FUNCTION = "orders"
SEEN_BY = (_FUNCTION, "approvals")
"""Who approves something of an order sees it, also without the function."""


def _relation(tx: Transaction, order_id: str, *, owner_id: str, customer_id: str) -> Relation:
    sees_orders = tx.actor.may_use(_FUNCTION)
    if sees_orders:
        relation = queries.relation_to(tx, order_id, owner_id=owner_id, works_with=False)
        if relation != "none":
            return relation
    related = (sees_orders and works_with(tx, customer_id)) or is_concerned(tx, "order", order_id)
    return "related" if related else "none"


def fetch_order(tx: Transaction, order_id: UUID | str, *, to: str) -> Order:
    """The order, locked, for one who may do this to it.

    :raises Missing: not there, or not theirs to see  :raises Forbidden: not theirs to do
    :raises NotInThisStatus: its status does not allow it
    """
    order = Orders(tx).fetch(str(order_id))
    order.relation = _relation(tx, order.id, owner_id=order.owner_id, customer_id=order.customer_id)
    order.require(to)
    if to in NEEDS and not tx.actor.may(NEEDS[to]):
        raise Forbidden
    return order


def read_order(tx: Transaction, order_id: UUID | str, *, handed_over: bool = False) -> Answer:
    """:raises Missing: not there, or not the actor's to see, unless they have just handed it over"""
    shown = queries.get_order(tx, str(order_id))
    relation = _relation(tx, shown["id"], owner_id=shown["owner"]["id"], customer_id=shown["customer"]["id"])
    if relation == "none" and not handed_over:
        raise Missing
    allowed = rules.rights(
        status=cast(rules.Status, shown["status"]),
        relation=relation,
        may=tx.actor.may,
        termination=shown["termination"],
    )
    return shown | {"may": sorted(allowed - {"view"})}


def orders_seen(
    tx: Transaction, *, view: str | None, order_id: UUID | None, customer_id: UUID | None
) -> list[ColumnElement[bool]]:
    """That what belongs to an order is of one the actor sees: mine, the team's, or all of an order or customer.

    :raises Missing: an order that is not the actor's to see
    """
    if order_id is not None:
        read_order(tx, order_id)
    everything = order_id is not None or (customer_id is not None and works_with(tx, str(customer_id)))
    own = queries.whose(tx, view=view, customer_id=customer_id, everything=everything, narrowed=order_id is not None)
    orders = select(Order.id).where(Order.company_id == tx.company_id, *own)
    return [order_names.c.id.in_(orders)]
