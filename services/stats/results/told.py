"""What the CRM's events tell of results."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from services.stats.counting.rules import NOWHERE
from shared.contracts.crm.collections import (
    CollectionChanged,
    CollectionCreated,
    CollectionDeleted,
    CollectionEvent,
    CollectionPlanChanged,
    CollectionPlanCreated,
    CollectionPlanDeleted,
    CollectionPlanEvent,
)
from shared.contracts.crm.events import Named
from shared.contracts.crm.opportunities import OpportunityDeleted, OpportunityWon
from shared.contracts.crm.orders import (
    OrderApproved,
    OrderDeleted,
    OrderEvent,
    OrderLine,
    OrderOwnerChanged,
    OrderTerminated,
)
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


class Sold(NamedTuple):
    """The lines of an order, each with product, category, quantity and amount."""

    order_id: str
    lines: list[tuple[str, str, int, str]]


class Gone(NamedTuple):
    """A result that is no more, by all its kinds."""

    id: str


class Ended(NamedTuple):
    """An order whose results no longer count."""

    order_id: str


class Removed(NamedTuple):
    """An order that is no more, with all that hung on it."""

    order_id: str


class HandedOver(NamedTuple):
    """An order whose receivable, and whose plans from then on, are another's."""

    order_id: str
    employee: str
    department: str


Said = Result | Sold | Gone | Ended | Removed | HandedOver


def results_of(event: Event) -> Iterator[Said]:
    """What an event tells of results."""
    match event:
        case OpportunityWon():
            state = event.state
            whose = _whose(state["owner"], state["customer"])
            yield Result("win", event.opportunity_id, *whose, state["title"], _money(state["expected_amount"]))
        case OpportunityDeleted():
            yield Gone(event.opportunity_id)
        case OrderEvent():
            yield from _of_order(event)
        case CollectionEvent() | CollectionPlanEvent():
            yield from _of_collection(event)


def _of_order(event: OrderEvent) -> Iterator[Said]:
    match event:
        case OrderApproved():
            yield from _approved(event)
        case OrderTerminated():
            yield Ended(event.order_id)
        case OrderDeleted():
            yield Removed(event.order_id)
        case OrderOwnerChanged():
            owner = event.state["owner"]
            yield HandedOver(event.order_id, owner["id"], owner["department_id"] or NOWHERE)


def _approved(event: OrderApproved) -> Iterator[Said]:
    """The order as a result, and as something to be received."""
    order = event.state
    approved = Result(
        "order",
        event.order_id,
        *_whose(order["owner"], order["customer"]),
        title=order["title"],
        amount=_money(order["deal_amount"]),
        product_total=_money(order["product_total"]),
        order_id=event.order_id,
        at=order["approved_at"],
    )
    yield approved
    yield approved._replace(kind="due")
    yield Sold(event.order_id, [_line(each) for each in order["lines"]])


def _of_collection(event: CollectionEvent | CollectionPlanEvent) -> Iterator[Said]:
    """What was planned to be collected, or was: as a result of who sold it, and as paid of what is due."""
    match event:
        case CollectionPlanDeleted():
            yield Gone(event.collection_plan_id)
        case CollectionDeleted():
            yield Gone(event.collection_id)
        case CollectionPlanCreated() | CollectionPlanChanged():
            yield _collected("plan", event.collection_plan_id, event, day=event.state["due_on"])
        case CollectionCreated() | CollectionChanged():
            for kind in ("collection", "paid"):
                yield _collected(kind, event.collection_id, event, day=event.state["received_on"])


def _collected(kind: str, one_id: str, event: CollectionEvent | CollectionPlanEvent, *, day: str) -> Result:
    order = event.order
    return Result(
        kind,
        one_id,
        *_whose(order["owner"], order["customer"]),
        title=order["title"],
        amount=_money(event.state["amount"]),
        order_id=event.order_id,
        counts=order["status"] != "terminated",
        day=day,
    )


def _line(line: OrderLine) -> tuple[str, str, int, str]:
    category = line["category"]
    return line["product"]["id"], category["id"] if category else NOWHERE, line["quantity"], _money(line["amount"])


def _whose(owner: Person, customer: Named) -> tuple[str, str, str, str]:
    return owner["id"], owner["department_id"] or NOWHERE, customer["id"], customer["name"]


def _money(amount: str | None) -> str:
    return str(Decimal(amount or 0))
