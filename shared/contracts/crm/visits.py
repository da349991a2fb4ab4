"""Events of visits and calls."""

from dataclasses import dataclass, field
from typing import ClassVar, TypedDict

from shared.contracts.crm.events import Named
from shared.kernel.actor import Person
from shared.kernel.events import Event


class Position(TypedDict):
    """Degrees of longitude and latitude, WGS-84, as devices tell them."""

    lng: float
    lat: float


@dataclass(frozen=True, kw_only=True)
class VisitCheckedIn(Event):
    """An employee checked in at a customer's; `stage` is developing or signed.

    `visited_at` is earlier than the event when the phone had no network. `distance_m` is how far the customer's own
    position was, None when it had none. The same visit is told as a follow-up too (`crm.follow_up.written` with
    `visit_id`), for the statistic of follow-ups. Sent when saved (V4). Heard by stats (Q5: times and customers per
    `visited_by` and day, the management report), notifications (`mentions`) and live screens.
    """

    type: ClassVar[str] = "crm.visit.checked_in"
    visit_id: str
    follow_up_id: str
    customer: Named
    stage: str
    contact: Named | None
    visited_by: Person
    visited_at: str
    content: str
    position: Position
    address: str | None
    distance_m: int | None
    photos: int
    mentions: list[Person] = field(default_factory=list)
    mentioned_departments: list[Named] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class CallReceived(Event):
    """A phone's call arrived: of a customer or, with `stage` "lead", of a lead.

    `direction` is outgoing or incoming; `seconds` is how long was spoken, 0 when nobody answered. Sent when uploaded
    (U5). Heard by stats (Q6: times, customers and seconds per `made_by` and day of `started_at`) and live screens.
    """

    type: ClassVar[str] = "crm.call.received"
    call_id: str
    customer: Named | None
    lead: Named | None
    stage: str
    number: str
    direction: str
    started_at: str
    seconds: int
    recorded: bool
    made_by: Person


EVENTS: tuple[type[Event], ...] = (VisitCheckedIn, CallReceived)
