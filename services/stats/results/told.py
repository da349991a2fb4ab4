"""What the CRM's events tell of results."""

from decimal import Decimal
from typing import NamedTuple

from services.stats.counting.rules import NOWHERE
from shared.contracts.crm.collections import CollectionChanged, CollectionCreated, CollectionDeleted
from shared.contracts.crm.events import Named
from shared.contracts.crm.opportunities import OpportunityDeleted, OpportunityWon
from shared.contracts.crm.orders import OrderApproved, OrderDeleted, OrderTerminated
from shared.kernel.actor import Person
from shared.kernel.events import Event


class Result(NamedTuple):
    """`day` or `at` says when, neither that it was when it was told; `product_total` is that of an order."""

    kind: str
    id: str
    employee: str
    department: str
    customer_id: str
    customer_name: str
    title: str
    amount: str
    product_total: str = "0"
    order_id: str | None = None
    counts: bool = True
    day: str | None = None
    at: str | None = None


class Gone(NamedTuple):
    """A result that is no more."""

    kind: str
    id: str


class Ended(NamedTuple):
    """An order whose results no longer count."""

    order_id: str


Said = Result | Gone | Ended


def results_of(event: Event) -> Said | None:
    """What an event tells of a result, if it does."""
    match event:
        case OrderTerminated():
            return Ended(event.order_id)
        case OpportunityDeleted():
            return Gone("win", event.opportunity_id)
        case OrderDeleted():
            return Gone("order", event.order_id)
        case CollectionDeleted():
            return Gone("collection", event.collection_id)
    return _result_of(event)


def _result_of(event: Event) -> Result | None:
    match event:
        case OpportunityWon():
            state = event.state
            whose = _whose(state["owner"], state["customer"])
            return Result("win", event.opportunity_id, *whose, state["title"], _money(state["expected_amount"]))
        case OrderApproved():
            order = event.state
            return Result(
                "order",
                event.order_id,
                *_whose(order["owner"], order["customer"]),
                title=order["title"],
                amount=_money(order["deal_amount"]),
                product_total=_money(order["product_total"]),
                order_id=event.order_id,
                at=order["approved_at"],
            )
        case CollectionCreated() | CollectionChanged():
            order = event.order
            return Result(
                "collection",
                event.collection_id,
                *_whose(order["owner"], order["customer"]),
                title=order["title"],
                amount=_money(event.state["amount"]),
                order_id=event.order_id,
                counts=order["status"] != "terminated",
                day=event.state["received_on"],
            )
    return None


def _whose(owner: Person, customer: Named) -> tuple[str, str, str, str]:
    return owner["id"], owner["department_id"] or NOWHERE, customer["id"], customer["name"]


def _money(amount: str | None) -> str:
    return str(Decimal(amount or 0))
