"""What the CRM's events tell of activities."""

from typing import NamedTuple

from services.stats.counting.rules import NOWHERE
from shared.contracts.crm.events import FollowUpWritten
from shared.contracts.crm.visits import CallReceived, VisitCheckedIn
from shared.kernel.actor import Person
from shared.kernel.events import Event

LEAD = "lead"


class Activity(NamedTuple):
    """Something done with a customer or lead.

    `key` is the behaviour of a follow-up; `at` is None where it was done when it was told.
    """

    kind: str
    employee: str
    department: str
    stage: str
    key: str
    subject_id: str
    subject_name: str
    content: str
    at: str | None = None
    seconds: int = 0


def activity_of(event: Event) -> Activity | None:
    """The activity that an event tells of, if it does."""
    match event:
        case FollowUpWritten():
            lead = event.customer_id is None
            return Activity(
                "follow_up",
                *_who(event.written_by),
                stage=event.stage,
                key=event.behaviour["id"],
                subject_id=(event.lead_id if lead else event.customer_id) or NOWHERE,
                subject_name=(event.lead_name if lead else event.customer_name) or "",
                content=event.content,
            )
        case VisitCheckedIn():
            return Activity(
                "visit",
                *_who(event.visited_by),
                stage=event.stage,
                key="",
                subject_id=event.customer["id"],
                subject_name=event.customer["name"],
                content=event.content,
                at=event.visited_at,
            )
        case CallReceived():
            subject = event.lead if event.customer is None else event.customer
            return Activity(
                "call",
                *_who(event.made_by),
                stage=event.stage,
                key="",
                subject_id=subject["id"] if subject else NOWHERE,
                subject_name=subject["name"] if subject else "",
                content=event.number,
                at=event.started_at,
                seconds=event.seconds,
            )
    return None


def _who(person: Person) -> tuple[str, str]:
    return person["id"], person["department_id"] or NOWHERE
