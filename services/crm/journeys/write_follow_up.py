"""A follow-up, the customer or lead it is about, and what else it changes there: one transaction (U1)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.crm.contacts.model import Contact
from services.crm.contacts.queries import today
from services.crm.contacts.repository import Contacts
from services.crm.customers import labels, lookups
from services.crm.customers.model import Customer
from services.crm.customers.repository import Customers
from services.crm.follow_ups import queries, schemas
from services.crm.follow_ups.model import FollowUp
from services.crm.leads.repository import Leads
from services.crm.mentions import read_mentions
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.kernel.errors import Invalid
from shared.nameko.entrypoints import command

Answer = dict[str, Any]
_ALONG: tuple[str, ...] = ("status_id", "tag_ids", "contact_role_id")


def contact_of(tx: Transaction, contact_id: UUID | None, *, customer_id: str) -> Contact | None:
    """:raises Invalid: no contact of this customer"""
    if contact_id is None:
        return None
    contacts = Contacts(tx)
    if not contacts.belongs(str(contact_id), customer_id=customer_id):
        raise Invalid(errors={"contact_id": ["Not a contact of this customer."]})
    return contacts.fetch(str(contact_id))


def contact_named(contact: Contact | None) -> Named | None:
    return Named(id=contact.id, name=contact.name) if contact else None


def _set_status(tx: Transaction, customer: Customer, status_id: UUID | None) -> None:
    customer.require("set_status")
    customer.set_status(labels.status_of(tx, customer, status_id), by=tx.actor.as_person(), at=tx.now)


def _set_tags(tx: Transaction, customer: Customer, tag_ids: Sequence[UUID]) -> None:
    customer.require("set_tags")
    customer.set_tags(labels.tags_of(tx, customer, tag_ids), by=tx.actor.as_person(), at=tx.now)


def _set_role(tx: Transaction, customer: Customer, contact: Contact | None, role_id: UUID | None) -> None:
    """:raises Invalid: no contact was chosen, or no such role"""
    customer.require("change_contacts")
    if contact is None:
        raise Invalid(errors={"contact_role_id": ["Choose a contact first."]})
    wanted = str(role_id) if role_id else None
    lookups.choice(tx, wanted, kind="contact-roles", field="contact_role_id", kept=contact.role_id)
    contact.change(fields={"role_id": wanted}, at=tx.now, today=today(tx))


def _change_along(tx: Transaction, customer: Customer, contact: Contact | None, also: dict[str, Any]) -> None:
    if "status_id" in also:
        _set_status(tx, customer, also["status_id"])
    if "tag_ids" in also:
        _set_tags(tx, customer, also["tag_ids"])
    if "contact_role_id" in also:
        _set_role(tx, customer, contact, also["contact_role_id"])


class WriteFollowUp:
    """What others may order of follow-ups."""

    @command(takes=schemas.FollowUpDraft, answers=schemas.FollowUpShown, needs="follow_ups")
    def write_follow_up(
        self, tx: Transaction, *, customer_id: UUID | None, lead_id: UUID | None, **draft: Any
    ) -> Answer:
        """Write down what was done with a customer, which starts the clock of the pool anew, or with a lead.

        It may set status, tags and the contact's role at once.
        """
        also = {name: draft.pop(name) for name in _ALONG if name in draft}
        if lead_id is not None:
            return queries.get_follow_up(tx, _about_lead(tx, str(lead_id), draft, also))
        return queries.get_follow_up(tx, _about_customer(tx, str(customer_id), draft, also))


def _about_customer(tx: Transaction, customer_id: str, draft: dict[str, Any], also: dict[str, Any]) -> str:
    customers = Customers(tx)
    customer = customers.fetch(customer_id, to="follow_up")
    contact = contact_of(tx, draft.pop("contact_id"), customer_id=customer.id)
    subject = Named(id=customer.id, name=customer.name)
    follow_up = _written(tx, draft, customer=subject, stage=customer.stage, contact=contact_named(contact))
    customer.follow_up(at=tx.now)
    _change_along(tx, customer, contact, also)
    customers.save()
    tx.add(follow_up)
    return follow_up.id


def _about_lead(tx: Transaction, lead_id: str, draft: dict[str, Any], also: dict[str, Any]) -> str:
    leads = Leads(tx)
    lead = leads.fetch(lead_id, to="follow_up")
    del draft["contact_id"]
    follow_up = _written(tx, draft, lead=Named(id=lead.id, name=lead.name), stage="lead")
    lead.follow_up(at=tx.now)
    if "status_id" in also:
        wanted = also["status_id"] and str(also["status_id"])
        status = lookups.choice(tx, wanted, kind="lead-statuses", field="status_id", kept=lead.status_id)
        lead.set_status(status, at=tx.now)
    leads.save()
    tx.add(follow_up)
    return follow_up.id


def _written(
    tx: Transaction,
    draft: dict[str, Any],
    *,
    stage: str,
    customer: Named | None = None,
    lead: Named | None = None,
    contact: Named | None = None,
) -> FollowUp:
    behaviour_id, people = str(draft.pop("behaviour_id")), draft.pop("mention_ids")
    return FollowUp.write(
        company_id=tx.company_id,
        follow_up_id=tx.new_id(),
        customer=customer,
        lead=lead,
        stage=stage,
        behaviour=lookups.several(tx, [behaviour_id], kind="behaviours", field="behaviour_id")[0],
        contact=contact,
        files=draft.pop("file_ids"),
        mentions=read_mentions(tx, people=people, departments=draft.pop("mention_department_ids")),
        by=tx.actor.as_person(),
        at=tx.now,
        **draft,
    )
