"""The contacts of a customer, kept by who may: rights follow the customer (C7)."""

from typing import Any
from uuid import UUID

from services.crm.contacts import queries, schemas
from services.crm.contacts.model import Contact
from services.crm.contacts.repository import Contacts
from services.crm.custom_fields.values import take_changed, take_new, values_stay_unique
from services.crm.customers import lookups
from services.crm.customers.queries import rights_of
from services.crm.customers.repository import Customers
from shared.database import Transaction
from shared.kernel.errors import Forbidden
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]
_ROLE = "contact-roles"


def _checked(tx: Transaction, fields: dict[str, Any], *, kept: str | None = None) -> dict[str, Any]:
    """:raises Invalid: the role is none of the configured ones"""
    if "role_id" in fields:
        role_id = fields["role_id"] and str(fields["role_id"])
        lookups.choice(tx, role_id, kind=_ROLE, field="role_id", kept=kept)
        fields["role_id"] = role_id
    return fields


def _fetch(tx: Transaction, contact_id: UUID) -> Contact:
    """The contact, with its customer locked.

    :raises Missing: not there, or a customer that is not the actor's to see  :raises Forbidden: seen, but not theirs
    """
    contacts = Contacts(tx)
    Customers(tx).fetch(contacts.customer_of(str(contact_id)), to="change_contacts")
    return contacts.fetch(str(contact_id))


class KeepContacts:
    """What others may ask of contacts."""

    @query(takes=schemas.ContactsOfCustomer, answers=schemas.ContactPage, needs="customers")
    def list_contacts(self, tx: Transaction, *, customer_id: UUID, page: int, page_size: int) -> Answer:
        """The contacts of a customer, the default one first (C7)."""
        if "see_contacts" not in rights_of(tx, str(customer_id)):
            raise Forbidden
        return queries.list_contacts(tx, str(customer_id), page=page, page_size=page_size)

    @command(takes=schemas.ContactDraft, answers=schemas.ContactShown, needs="customers")
    def create_contact(self, tx: Transaction, *, customer_id: UUID, is_default: bool = False, **fields: Any) -> Answer:
        """Add a contact to a customer; the first one is the default one (C7)."""
        customer, contacts = Customers(tx).fetch(str(customer_id), to="change_contacts"), Contacts(tx)
        fields["values"] = take_new(tx, "contact", fields)
        if is_default:
            contacts.make_room_for_default(customer.id)
        contact = Contact.create(
            company_id=tx.company_id,
            contact_id=tx.new_id(),
            customer_id=customer.id,
            fields=_checked(tx, fields),
            is_default=is_default or not contacts.has_any(customer.id),
            at=tx.now,
            today=queries.today(tx),
        )
        with values_stay_unique():
            contacts.add(contact)
            tx.flush()
        return queries.get_contact(tx, contact.id)

    @command(takes=schemas.ContactChange, answers=schemas.ContactShown, needs="customers")
    def change_contact(
        self, tx: Transaction, *, contact_id: UUID, version: int, is_default: bool | None = None, **fields: Any
    ) -> Answer:
        """Change a contact; making it the default one takes that from the former (C7)."""
        contact = _fetch(tx, contact_id)
        contact.expect_version(version)
        fields["values"] = take_changed(tx, "contact", fields, before=contact.values).kept
        contact.change(fields=_checked(tx, fields, kept=contact.role_id), at=tx.now, today=queries.today(tx))
        with values_stay_unique():
            tx.flush()
        if is_default and not contact.is_default:
            Contacts(tx).make_room_for_default(contact.customer_id)
            contact.become_default(at=tx.now)
        elif is_default is False:
            contact.refuse_to_step_back()
        return queries.get_contact(tx, contact.id)

    @command(takes=schemas.OneContact, needs="customers")
    def delete_contact(self, tx: Transaction, *, contact_id: UUID) -> None:
        """Remove a contact; what was written about them stays."""
        Contacts(tx).remove(_fetch(tx, contact_id))
