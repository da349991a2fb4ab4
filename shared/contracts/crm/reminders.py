"""Reminders of the CRM: a moment that somebody waits for has come. Each is recorded once, with its mark."""

from dataclasses import dataclass
from typing import ClassVar

from shared.contracts.crm.events import ContactEvent, CustomerEvent, Named
from shared.kernel.actor import Person
from shared.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ContactBirthdayNear(ContactEvent):
    """A contact's birthday `on` is at most 7 days ahead; `people` are the customer's owner and participants.

    Sent by the clock, once a year per contact (C5). Heard by notifications.
    """

    type: ClassVar[str] = "crm.contact.birthday_near"
    customer_name: str
    on: str
    days: int
    people: list[Person]


@dataclass(frozen=True, kw_only=True)
class CustomerFallsSoon(CustomerEvent):
    """The customer falls into the pool at `falls_at`, within so many `days`, by the rule, unless its owner acts.

    Sent by the clock when the rule's red days begin, once per date of fall (C17). Heard by notifications.
    """

    type: ClassVar[str] = "crm.customer.falls_soon"
    falls_at: str
    days: int
    rule: Named


@dataclass(frozen=True, kw_only=True)
class FollowUpDue(Event):
    """The next date of a follow-up has come; it is about a customer or a lead.

    Sent by the clock, once (U1). Heard by notifications.
    """

    type: ClassVar[str] = "crm.follow_up.due"
    follow_up_id: str
    customer: Named | None
    lead: Named | None = None
    written_by: Person
    content: str
    next_at: str


EVENTS: tuple[type[Event], ...] = (ContactBirthdayNear, CustomerFallsSoon, FollowUpDue)
