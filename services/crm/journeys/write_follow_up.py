"""A follow-up, the customer it is about, and what else it changes there: one transaction (U1)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.crm.contacts.model import Contact
from services.crm.contacts.queries import today
from services.crm.contacts.repository import Contacts
from services.crm.customers import lookups
from services.crm.customers.model import Customer
from services.crm.customers.repository import Customers
from services.crm.follow_ups import queries, schemas
from services.crm.follow_ups.model import FollowUp
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
    status = lookups.choice(
        tx,
        str(status_id) if status_id else None,
        kind="customer-statuses",
        field="status_id",
        kept=customer.status_id,
    )
    customer.set_status(status, by=tx.actor.as_person(), at=tx.now)


def _set_tags(tx: Transaction, customer: Customer, tag_ids: Sequence[UUID]) -> None:
    customer.require("set_tags")
    kept = [each["id"] for each in customer.tags]
    tags = lookups.several(tx, [str(each) for each in tag_ids], kind="customer-tags", field="tag_ids", kept=kept)
    customer.set_tags(tags, by=tx.actor.as_person(), at=tx.now)


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
        self,
        tx: Transaction,
        *,
        customer_id: UUID,
        behaviour_id: UUID,
        contact_id: UUID | None,
        file_ids: Sequence[Any],
        mention_ids: Sequence[UUID],
        mention_department_ids: Sequence[UUID],
        **draft: Any,
    ) -> Answer:
        """Write down what was done with a customer, which starts the clock of the pool anew.

        It may set status, tags and the contact's role at once.
        """
        also = {name: draft.pop(name) for name in _ALONG if name in draft}
        customers = Customers(tx)
        customer = customers.fetch(str(customer_id), to="follow_up")
        contact = contact_of(tx, contact_id, customer_id=customer.id)
        follow_up = FollowUp.write(
            company_id=tx.company_id,
            follow_up_id=tx.new_id(),
            customer=Named(id=customer.id, name=customer.name),
            stage=customer.stage,
            behaviour=lookups.several(tx, [str(behaviour_id)], kind="behaviours", field="behaviour_id")[0],
            contact=contact_named(contact),
            files=file_ids,
            mentions=read_mentions(tx, people=mention_ids, departments=mention_department_ids),
            by=tx.actor.as_person(),
            at=tx.now,
            **draft,
        )
        customer.follow_up(at=tx.now)
        _change_along(tx, customer, contact, also)
        customers.save()
        tx.add(follow_up)
        return queries.get_follow_up(tx, follow_up.id)
