"""Events of collection plans and collections, each with the order they belong to as it is after the event."""

from dataclasses import dataclass
from typing import ClassVar, TypedDict

from shared.contracts.crm.events import Named
from shared.contracts.crm.orders import OrderState
from shared.contracts.crm.submissions import SubmittedForApproval
from shared.kernel.events import Event


class PlanState(TypedDict):
    """What is to be collected when; `remind_days` ahead its owner is reminded, None for never."""

    due_on: str
    amount: str
    method: Named | None
    remind_days: int | None


class CollectionState(TypedDict):
    """What was collected; money as text."""

    received_on: str
    amount: str
    invoiced: str
    method: Named
    payee: str | None


@dataclass(frozen=True, kw_only=True)
class CollectionPlanEvent(Event):
    """Something happened to one collection plan."""

    collection_plan_id: str
    order_id: str
    order: OrderState
    state: PlanState


@dataclass(frozen=True, kw_only=True)
class CollectionPlanCreated(CollectionPlanEvent):
    """A collection was planned for an order. Sent when saved (O4). Heard by stats (Q9)."""

    type: ClassVar[str] = "crm.collection_plan.created"


@dataclass(frozen=True, kw_only=True)
class CollectionPlanChanged(CollectionPlanEvent):
    """A plan changed. Sent when saved (O4). Heard by stats (Q9)."""

    type: ClassVar[str] = "crm.collection_plan.changed"
    before: PlanState


@dataclass(frozen=True, kw_only=True)
class CollectionPlanDeleted(CollectionPlanEvent):
    """A plan was given up. Sent when deleted (O4). Heard by stats (Q9)."""

    type: ClassVar[str] = "crm.collection_plan.deleted"


@dataclass(frozen=True, kw_only=True)
class CollectionPlanDueNear(CollectionPlanEvent):
    """A planned collection is due in so many `days`, as its reminder asked for.

    Sent by the clock, once per due date (O4). Heard by notifications.
    """

    type: ClassVar[str] = "crm.collection_plan.due_near"
    days: int


@dataclass(frozen=True, kw_only=True)
class CollectionEvent(Event):
    """Something happened to one collection."""

    collection_id: str
    order_id: str
    order: OrderState
    state: CollectionState


@dataclass(frozen=True, kw_only=True)
class CollectionSubmitted(SubmittedForApproval):
    """Money was collected for an order; it counts when its approval passed.

    Sent when it is handed in where the company asks for an approval (O4). Heard by the office.
    """

    type: ClassVar[str] = "crm.collection.submitted"
    collection_id: str
    order_id: str
    order: OrderState
    state: CollectionState


@dataclass(frozen=True, kw_only=True)
class CollectionReturned(CollectionEvent):
    """A collection does not count: refused, or to be submitted anew ("to_approve"), or removed before it did.

    Sent when the office told so, or its writer removed it ("deleted") (O4). Heard by live screens.
    """

    type: ClassVar[str] = "crm.collection.returned"
    status: str
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class CollectionCreated(CollectionEvent):
    """Money was collected for an order and counts.

    Sent when saved, or when its approval passed where the company asks for one (O4). Heard by stats (Q9).
    """

    type: ClassVar[str] = "crm.collection.created"


@dataclass(frozen=True, kw_only=True)
class CollectionChanged(CollectionEvent):
    """A collection was mended. Sent when saved (O4). Heard by stats (Q9)."""

    type: ClassVar[str] = "crm.collection.changed"
    before: CollectionState


@dataclass(frozen=True, kw_only=True)
class CollectionDeleted(CollectionEvent):
    """A collection was taken back. Sent when deleted (O4). Heard by stats (Q9)."""

    type: ClassVar[str] = "crm.collection.deleted"


EVENTS: tuple[type[Event], ...] = (
    CollectionPlanCreated,
    CollectionPlanChanged,
    CollectionPlanDeleted,
    CollectionPlanDueNear,
    CollectionSubmitted,
    CollectionReturned,
    CollectionCreated,
    CollectionChanged,
    CollectionDeleted,
)
