"""Events of the CRM. Each customer event carries the customer as it is after the event, names as they were."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, TypedDict

from shared.kernel.actor import Person
from shared.kernel.events import Event


class Named(TypedDict):
    """Something configured, with the name it had at the moment of the event."""

    id: str
    name: str


class CustomerState(TypedDict):
    """A customer after an event. `owner` is None in the pool; `recycled` is true in the recycle bin."""

    name: str
    stage: str
    owner: Person | None
    status: Named | None
    tags: list[Named]
    recycled: bool


class PoolRuleVersion(TypedDict):
    """The pool rule that dropped a customer, as it was."""

    id: str
    name: str
    version: int


class ImportedCustomer(TypedDict):
    """One customer that an import created; its first version."""

    customer_id: str
    state: CustomerState


@dataclass(frozen=True, kw_only=True)
class CustomerEvent(Event):
    """Something happened to one customer."""

    customer_id: str
    state: CustomerState


@dataclass(frozen=True, kw_only=True)
class CustomerCreated(CustomerEvent):
    """A customer was created by hand (`origin` "manual") or from a lead ("converted").

    Sent when an employee saves a new customer. Heard by stats (Q1 added).
    """

    type: ClassVar[str] = "crm.customer.created"
    origin: str = "manual"


@dataclass(frozen=True, kw_only=True)
class CustomersImported(Event):
    """A chunk of an import was written: up to 100 new customers, each at version 1.

    Sent per chunk of a running import (C2). Heard by stats (Q1 imported).
    """

    type: ClassVar[str] = "crm.customer_import.customers_imported"
    customer_import_id: str
    customers: list[ImportedCustomer]

    def versions(self, version: int) -> list[tuple[str, str, int]]:
        return super().versions(version) + [("customer", each["customer_id"], 1) for each in self.customers]


@dataclass(frozen=True, kw_only=True)
class CustomerChanged(CustomerEvent):
    """Basic data of a customer changed; `changes` maps field to [before, after].

    Sent when basic data is saved by hand or by an import that updates. Heard by stats (name).
    """

    type: ClassVar[str] = "crm.customer.changed"
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CustomerStatusChanged(CustomerEvent):
    """The customer's status changed. Sent by hand or with a follow-up. Heard by stats (Q3)."""

    type: ClassVar[str] = "crm.customer.status_changed"
    before: Named | None


@dataclass(frozen=True, kw_only=True)
class CustomerTagsChanged(CustomerEvent):
    """The customer's tags changed. Sent by hand or with a follow-up. Heard by stats (Q3)."""

    type: ClassVar[str] = "crm.customer.tags_changed"
    before: list[Named]


@dataclass(frozen=True, kw_only=True)
class CustomerTaken(CustomerEvent):
    """An employee took the customer from the pool. Sent when taken (C17). Heard by stats (Q1 taken_from_pool)."""

    type: ClassVar[str] = "crm.customer.taken"


@dataclass(frozen=True, kw_only=True)
class CustomerAssigned(CustomerEvent):
    """Somebody assigned the customer from the pool to an employee.

    Sent when assigned (C17). Heard by stats (Q1: counts as taken from the pool, for the new owner).
    """

    type: ClassVar[str] = "crm.customer.assigned"


@dataclass(frozen=True, kw_only=True)
class CustomerTransferred(CustomerEvent):
    """The customer went from one owner to another.

    Sent when transferred (C3). Heard by stats (Q1 transferred_out of the former, transferred_in of the new owner).
    """

    type: ClassVar[str] = "crm.customer.transferred"
    former_owner: Person


@dataclass(frozen=True, kw_only=True)
class CustomerDroppedToPool(CustomerEvent):
    """The owner gave the customer up (`kind` "by_hand") or a pool rule took it away ("automatic").

    Sent when dropped (C3, C17). Heard by stats (Q1 dropped, auto_dropped of the former owner).
    """

    type: ClassVar[str] = "crm.customer.dropped_to_pool"
    former_owner: Person
    kind: str
    reason: str | None
    rule: PoolRuleVersion | None = None


@dataclass(frozen=True, kw_only=True)
class CustomerDeleted(CustomerEvent):
    """The customer went to the recycle bin; `former_owner` is None when it lay in the pool.

    Sent when deleted (C3). Heard by stats (Q1 deleted).
    """

    type: ClassVar[str] = "crm.customer.deleted"
    former_owner: Person | None


@dataclass(frozen=True, kw_only=True)
class CustomerRestored(CustomerEvent):
    """The customer came back from the recycle bin, to its owner or to the pool.

    Sent when restored (C18). Heard by stats (a deletion is taken back: Q1 deleted, -1, on the day of restoring).
    """

    type: ClassVar[str] = "crm.customer.restored"


@dataclass(frozen=True, kw_only=True)
class CustomerPurged(CustomerEvent):
    """The customer was removed for good with all that hung on it. Sent when purged (C18). Heard by stats."""

    type: ClassVar[str] = "crm.customer.purged"


@dataclass(frozen=True, kw_only=True)
class CustomerSigned(CustomerEvent):
    """A developing customer's order was approved: it is a signed one (S1).

    Sent with the approval of an order. Heard by stats (Q1 became_signed).
    """

    type: ClassVar[str] = "crm.customer.signed"


@dataclass(frozen=True, kw_only=True)
class CustomerSignedBack(CustomerEvent):
    """A signed customer has no approved order any more and is developed again (S2); it may be dropped with it.

    Sent when its last approved order is terminated. Heard by stats (Q1 signed_back).
    """

    type: ClassVar[str] = "crm.customer.signed_back"


@dataclass(frozen=True, kw_only=True)
class CustomerParticipantsChanged(CustomerEvent):
    """Participants were added or removed. Sent when saved (C3). Heard by live screens."""

    type: ClassVar[str] = "crm.customer.participants_changed"
    added: list[Person]
    removed: list[Person]


@dataclass(frozen=True, kw_only=True)
class FollowUpWritten(Event):
    """An employee wrote a follow-up about a customer or, with `stage` "lead", about a lead.

    `visit_id` is set when it is a check-in, which is told by an event of its own besides. Sent when saved (U1). Heard
    by stats (Q4: times and customers per `written_by`, behaviour and stage), notifications (`mentions`,
    `mentioned_departments`, `next_at`) and live screens.
    """

    type: ClassVar[str] = "crm.follow_up.written"
    follow_up_id: str
    customer_id: str | None
    customer_name: str | None
    stage: str
    behaviour: Named
    written_by: Person
    content: str
    next_at: str | None
    lead_id: str | None = None
    lead_name: str | None = None
    contact: Named | None = None
    mentions: list[Person] = field(default_factory=list)
    mentioned_departments: list[Named] = field(default_factory=list)
    visit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class ContactEvent(Event):
    """Something happened to a contact of a customer."""

    contact_id: str
    customer_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ContactCreated(ContactEvent):
    """A contact was added to a customer (C7). Sent when saved. Heard by live screens."""

    type: ClassVar[str] = "crm.contact.created"


@dataclass(frozen=True, kw_only=True)
class ContactChanged(ContactEvent):
    """A contact's data changed. Sent when saved. Heard by live screens."""

    type: ClassVar[str] = "crm.contact.changed"


@dataclass(frozen=True, kw_only=True)
class ContactDeleted(ContactEvent):
    """A contact was removed. Sent when deleted. Heard by live screens."""

    type: ClassVar[str] = "crm.contact.deleted"


EVENTS: tuple[type[Event], ...] = (
    CustomerCreated,
    CustomersImported,
    CustomerChanged,
    CustomerStatusChanged,
    CustomerTagsChanged,
    CustomerTaken,
    CustomerAssigned,
    CustomerTransferred,
    CustomerDroppedToPool,
    CustomerDeleted,
    CustomerRestored,
    CustomerPurged,
    CustomerSigned,
    CustomerSignedBack,
    CustomerParticipantsChanged,
    FollowUpWritten,
    ContactCreated,
    ContactChanged,
    ContactDeleted,
)
