"""Events of orders. Each carries the order as it is after the event, names and prices as they were."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, TypedDict

from shared.contracts.crm.events import Named
from shared.contracts.crm.submissions import SubmittedForApproval
from shared.kernel.actor import Person
from shared.kernel.events import Event


class OrderLine(TypedDict):
    """A line of an order; money as text, `discount` in percent off the price."""

    product: Named
    category: Named | None
    unit: str | None
    quantity: int
    price: str
    discount: str
    amount: str


class OrderState(TypedDict):
    """An order after an event.

    `status` is "to_approve", "in_approval", "refused", "running", "completed" or "terminated"; `approved_at` is None
    until it was approved.
    """

    title: str
    customer: Named
    owner: Person
    status: str
    lines: list[OrderLine]
    product_total: str
    deal_amount: str
    collected: str
    invoiced: str
    approved_at: str | None


@dataclass(frozen=True, kw_only=True)
class OrderEvent(Event):
    """Something happened to one order."""

    order_id: str
    state: OrderState


@dataclass(frozen=True, kw_only=True)
class OrderCreated(OrderEvent):
    """An employee wrote an order for a customer of their own. Sent when saved (O2). Heard by live screens."""

    type: ClassVar[str] = "crm.order.created"


@dataclass(frozen=True, kw_only=True)
class OrderChanged(OrderEvent):
    """An order that is not approved yet changed; `changes` maps field to [before, after].

    Sent when saved (O3). Heard by live screens.
    """

    type: ClassVar[str] = "crm.order.changed"
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OrderSubmitted(SubmittedForApproval):
    """An order waits for its approval. Sent when its owner submits it (O3). Heard by the office."""

    type: ClassVar[str] = "crm.order.submitted"
    order_id: str
    state: OrderState


@dataclass(frozen=True, kw_only=True)
class OrderApproved(OrderEvent):
    """An order runs: its stock was taken and its customer is a signed one.

    Sent when the office's approval passed or was closed (O3, S1). Heard by stats (Q8, Q10, Q11).
    """

    type: ClassVar[str] = "crm.order.approved"


@dataclass(frozen=True, kw_only=True)
class OrderRefused(OrderEvent):
    """An order did not pass (`cause` "approval"), or there was not enough in stock when it did ("stock").

    Sent when the office's approval ended (O3). Heard by notifications and live screens.
    """

    type: ClassVar[str] = "crm.order.refused"
    reason: str | None
    cause: str = "approval"


@dataclass(frozen=True, kw_only=True)
class OrderReturned(OrderEvent):
    """An order is to be submitted anew: its approval was withdrawn, or none could be opened.

    Sent when the office told so. Heard by live screens.
    """

    type: ClassVar[str] = "crm.order.returned"
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class OrderCompleted(OrderEvent):
    """An order is fully paid. Sent with the collection that pays it (O4). Heard by live screens."""

    type: ClassVar[str] = "crm.order.completed"


@dataclass(frozen=True, kw_only=True)
class OrderTerminationSubmitted(SubmittedForApproval):
    """The end of an approved order waits for its approval; until then nothing else is done with it.

    Sent when its owner terminates it where the company asks for an approval (O3). Heard by the office.
    """

    type: ClassVar[str] = "crm.order.termination_submitted"
    order_id: str
    state: OrderState
    reason: str


@dataclass(frozen=True, kw_only=True)
class OrderTerminationRefused(OrderEvent):
    """An order goes on: its end was refused, withdrawn, or no approval of it could be opened; `reason` says why.

    Sent when the office told so. Heard by live screens.
    """

    type: ClassVar[str] = "crm.order.termination_refused"
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class OrderTerminated(OrderEvent):
    """An approved order ended early; its stock was given back, its collections leave the performance figures.

    Sent when its owner terminates it, or its end was approved (O3, S2). Heard by stats (Q8 to Q11).
    """

    type: ClassVar[str] = "crm.order.terminated"
    reason: str


@dataclass(frozen=True, kw_only=True)
class OrderOwnerChanged(OrderEvent):
    """A running order went from one owner to another.

    Sent when changed by hand. Heard by stats (Q8: later sums count for the new owner).
    """

    type: ClassVar[str] = "crm.order.owner_changed"
    former_owner: Person


@dataclass(frozen=True, kw_only=True)
class OrderDeleted(OrderEvent):
    """A terminated order was removed with its plans and collections. Sent when deleted (O3). Heard by stats."""

    type: ClassVar[str] = "crm.order.deleted"


EVENTS: tuple[type[Event], ...] = (
    OrderCreated,
    OrderChanged,
    OrderSubmitted,
    OrderApproved,
    OrderRefused,
    OrderReturned,
    OrderCompleted,
    OrderTerminationSubmitted,
    OrderTerminationRefused,
    OrderTerminated,
    OrderOwnerChanged,
    OrderDeleted,
)
