"""What the CRM's events tell of customers, in the words of the counting rules."""

from collections.abc import Iterator
from typing import NamedTuple

from services.stats.counting.rules import NONE, NOWHERE, State, Told
from shared.contracts.crm.events import (
    CustomerCreated,
    CustomerDeleted,
    CustomerDroppedToPool,
    CustomerEvent,
    CustomerPurged,
    CustomersImported,
    CustomerState,
    CustomerTransferred,
    FollowUpWritten,
)
from shared.contracts.crm.products import ProductCategoryEvent, ProductEvent
from shared.contracts.crm.settings import ChoiceChanged
from shared.kernel.actor import Person
from shared.kernel.events import Event

_LABELS = {
    "customer-statuses": "status",
    "signed-statuses": "signed_status",
    "customer-tags": "tag",
    "signed-tags": "tag",
    "behaviours": "behaviour",
}


class Change(NamedTuple):
    """One customer after an event; `state` is None when it was purged."""

    customer_id: str
    state: State | None
    told: Told


def changes_of(event: Event) -> Iterator[Change]:
    """A change per customer that the event is about; none for events that do not count."""
    match event:
        case CustomersImported():
            told = Told(origin="imported")
            for each in event.customers:
                yield Change(each["customer_id"], _state(each["state"]), told)
        case CustomerPurged():
            yield Change(event.customer_id, None, Told())
        case CustomerEvent():
            yield Change(event.customer_id, _state(event.state), _told(event))


def labels_of(event: Event) -> Iterator[tuple[str, str, str]]:
    """The names of statuses, tags, behaviours, products and their categories as they were: (kind, id, name)."""
    match event:
        case ChoiceChanged() if event.kind in _LABELS:
            yield _LABELS[event.kind], event.choice_id, event.name
        case FollowUpWritten():
            yield "behaviour", event.behaviour["id"], event.behaviour["name"]
        case ProductEvent():
            yield "product", event.product_id, event.state["name"]
        case ProductCategoryEvent():
            yield "product_category", event.product_category_id, event.name
        case CustomersImported():
            for each in event.customers:
                yield from _labels(each["state"])
        case CustomerEvent():
            yield from _labels(event.state)


def _labels(state: CustomerState) -> Iterator[tuple[str, str, str]]:
    status = state["status"]
    if status:
        kind = "status" if state["stage"] == "developing" else "signed_status"
        yield kind, status["id"], status["name"]
    for tag in state["tags"]:
        yield "tag", tag["id"], tag["name"]


def _state(state: CustomerState) -> State:
    owner, status = state["owner"], state["status"]
    return State(
        name=state["name"],
        stage=state["stage"],
        owner=owner["id"] if owner else None,
        department=(owner["department_id"] if owner else None) or NOWHERE,
        status=status["id"] if status else NONE,
        tags=tuple(sorted(tag["id"] for tag in state["tags"])) or (NONE,),
        recycled=state["recycled"],
    )


def _told(event: CustomerEvent) -> Told:
    match event:
        case CustomerCreated():
            return Told(origin=event.origin)
        case CustomerDroppedToPool():
            return Told(automatic=event.kind == "automatic", former_department=_department(event.former_owner))
        case CustomerTransferred() | CustomerDeleted() if event.former_owner:
            return Told(former_department=_department(event.former_owner))
        case _:
            return Told()


def _department(person: Person) -> str:
    return person["department_id"] or NOWHERE
