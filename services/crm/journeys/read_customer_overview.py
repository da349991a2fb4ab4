"""Everything at a glance about a customer: itself, its contacts, its latest follow-ups (C4)."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from services.crm.attachments.queries import count_attachments
from services.crm.calls.queries import count_calls
from services.crm.contacts.queries import count_contacts, list_contacts
from services.crm.contacts.schemas import ContactShown
from services.crm.customers.answers import CustomerInFull
from services.crm.customers.queries import count_changes, get_customer
from services.crm.customers.schemas import OneCustomer
from services.crm.follow_ups.queries import count_follow_ups, list_follow_ups
from services.crm.follow_ups.schemas import FollowUpShown
from services.crm.visits.queries import count_visits
from shared.database import Transaction
from shared.nameko.entrypoints import query

_CONTACTS = 100
_LATEST = 10


class OverviewCounts(Schema):
    contacts = fields.Integer(required=True)
    follow_ups = fields.Integer(required=True)
    visits = fields.Integer(required=True)
    calls = fields.Integer(required=True)
    changes = fields.Integer(required=True)
    attachments = fields.Integer(required=True)


class CustomerOverview(Schema):
    """`server_time` lets a client count down on a clock that is wrong."""

    customer = fields.Nested(CustomerInFull, required=True)
    contacts = fields.List(fields.Nested(ContactShown), required=True)
    follow_ups = fields.List(fields.Nested(FollowUpShown), required=True)
    counts = fields.Nested(OverviewCounts, required=True)
    server_time = fields.DateTime(required=True)


class ReadCustomerOverview:
    """What others may ask of a customer as a whole."""

    @query(takes=OneCustomer, answers=CustomerOverview, needs="customers")
    def read_customer_overview(self, tx: Transaction, *, customer_id: UUID) -> dict[str, Any]:
        """A customer with its contacts, its latest follow-ups and how many there are of each (C4)."""
        asked = str(customer_id)
        customer = get_customer(tx, asked)
        may_see, may_read = "see_contacts" in customer["may"], tx.actor.may_use("follow_ups")
        latest = list_follow_ups(tx, customer_id=customer_id, page_size=_LATEST)["items"] if may_read else []
        contacts = list_contacts(tx, asked, page=1, page_size=_CONTACTS)["items"] if may_see else []
        return {
            "customer": customer,
            "contacts": contacts,
            "follow_ups": latest,
            "counts": {
                "contacts": count_contacts(tx, asked) if may_see else 0,
                "follow_ups": count_follow_ups(tx, asked) if may_read else 0,
                "visits": count_visits(tx, asked) if tx.actor.may_use("visits") else 0,
                "calls": count_calls(tx, asked) if tx.actor.may_use("calls") else 0,
                "changes": count_changes(tx, asked),
                "attachments": count_attachments(tx, asked) if may_see else 0,
            },
            "server_time": tx.now,
        }
