"""Events of leads. Each carries the lead as it is after the event, names as they were."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, TypedDict

from shared.contracts.crm.events import Named
from shared.kernel.actor import Person
from shared.kernel.events import Event


class LeadState(TypedDict):
    """A lead after an event: whom it is about, whose it is, how it stands, where it came from."""

    name: str
    company: str | None
    owner: Person
    status: Named | None
    source: Named | None


@dataclass(frozen=True, kw_only=True)
class LeadEvent(Event):
    """Something happened to one lead."""

    lead_id: str
    state: LeadState


@dataclass(frozen=True, kw_only=True)
class LeadCreated(LeadEvent):
    """A lead was created by hand (`origin` "manual") or out of a workbook ("imported").

    Sent when saved (L2). Heard by live screens.
    """

    type: ClassVar[str] = "crm.lead.created"
    origin: str = "manual"


@dataclass(frozen=True, kw_only=True)
class LeadChanged(LeadEvent):
    """A lead's data changed; `changes` maps field to [before, after]. Sent when saved. Heard by live screens."""

    type: ClassVar[str] = "crm.lead.changed"
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LeadStatusChanged(LeadEvent):
    """A lead's status changed. Sent by hand or with a follow-up (L3). Heard by live screens."""

    type: ClassVar[str] = "crm.lead.status_changed"
    before: Named | None


@dataclass(frozen=True, kw_only=True)
class LeadTransferred(LeadEvent):
    """The lead went from one owner to another. Sent when transferred (L4). Heard by live screens."""

    type: ClassVar[str] = "crm.lead.transferred"
    former_owner: Person


@dataclass(frozen=True, kw_only=True)
class LeadConverted(LeadEvent):
    """The lead became a developing customer, to which its follow-ups went along.

    Sent when converted (L4), beside the creation of the customer with origin "converted". Heard by live screens.
    """

    type: ClassVar[str] = "crm.lead.converted"
    customer: Named


@dataclass(frozen=True, kw_only=True)
class LeadDeleted(LeadEvent):
    """The lead was removed for good. Sent when deleted. Heard by live screens."""

    type: ClassVar[str] = "crm.lead.deleted"


EVENTS: tuple[type[Event], ...] = (
    LeadCreated,
    LeadChanged,
    LeadStatusChanged,
    LeadTransferred,
    LeadConverted,
    LeadDeleted,
)
