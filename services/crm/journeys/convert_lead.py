"""A lead becomes a developing customer, its person the contact, its follow-ups the customer's: one transaction (L4)."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from sqlalchemy import text

from services.crm.contacts.model import Contact
from services.crm.contacts.queries import today
from services.crm.custom_fields.schemas import values_given
from services.crm.custom_fields.values import Kept, new_values, values_stay_unique
from services.crm.customers import drafts
from services.crm.customers.schemas import CustomerFields
from services.crm.leads import rules, schemas
from services.crm.leads.model import Lead
from services.crm.leads.repository import Leads
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.kernel.errors import DomainError, FieldErrors, Invalid
from shared.nameko.entrypoints import command

Answer = dict[str, Any]
_KEPT = ("phone", "address", "note", "source_id")
_MOBILE, _LONGEST_NAME = re.compile(r"1\d{10}"), 100
_CARRY = text("""
update follow_ups set customer_id = cast(:customer_id as uuid), lead_id = null
where company_id = cast(:company_id as uuid) and lead_id = cast(:lead_id as uuid);
update calls set customer_id = cast(:customer_id as uuid), lead_id = null
where company_id = cast(:company_id as uuid) and lead_id = cast(:lead_id as uuid)
""")
_FOLLOWED = text("""
update customers set followed_at = :at
where company_id = cast(:company_id as uuid) and id = cast(:customer_id as uuid)
""")


class PersonOfLead(Schema):
    """What the contact needs beside what the lead has."""

    custom = values_given()


class Conversion(schemas.OneLead, CustomerFields):
    """What is not given is the lead's."""

    name = fields.String(validate=schemas.NAME)
    contact = fields.Nested(PersonOfLead, load_default=dict)


class Converted(Schema):
    customer_id = fields.UUID(required=True)


class ConvertLead:
    """What others may order of a lead that is worth it."""

    @command(takes=Conversion, answers=Converted, needs="leads")
    def convert_lead(self, tx: Transaction, *, lead_id: UUID, contact: Mapping[str, Any], **given: Any) -> Answer:
        """Make a customer of a lead, for the lead's owner; says which fields customer and contact need beside (L4)."""
        leads = Leads(tx)
        lead = leads.fetch(str(lead_id), to="convert")
        draft = {"name": rules.customer_name(name=lead.name, company=lead.company)}
        draft |= {name: getattr(lead, name) for name in _KEPT} | given
        values, missing = _values_of_person(tx, lead, {**contact, "pictures": given.get("pictures", ())})
        customer_id = _create(tx, draft, lead, missing=missing)
        _keep_person(tx, lead, customer_id, values=values)
        _carry_history(tx, lead, customer_id)
        lead.convert(Named(id=customer_id, name=draft["name"]), at=tx.now)
        leads.save()
        return {"customer_id": customer_id}


def _create(tx: Transaction, draft: Mapping[str, Any], lead: Lead, *, missing: FieldErrors) -> str:
    """:raises Invalid: all that customer and contact miss, at once"""
    try:
        customer_id = drafts.create(tx, draft, owner=lead.owner, origin="converted")
    except Invalid as refused:
        refused.errors |= missing
        raise
    if missing:
        raise Invalid(errors=missing)
    return customer_id


def _values_of_person(tx: Transaction, lead: Lead, given: Mapping[str, Any]) -> tuple[Kept, FieldErrors]:
    """The contact's custom fields, or what is wrong with them."""
    if not lead.company:
        return {}, {}
    try:
        with _named_as_of_the_contact():
            return new_values(tx, "contact", given.get("custom"), files=given["pictures"]), {}
    except Invalid as refused:
        return {}, refused.errors


@contextmanager
def _named_as_of_the_contact() -> Iterator[None]:
    """Its fields are told from the customer's: `contact.fields.<id>`."""
    try:
        yield
    except DomainError as refused:
        refused.errors = {f"contact.{name}": each for name, each in refused.errors.items()}
        raise


def _keep_person(tx: Transaction, lead: Lead, customer_id: str, *, values: Kept) -> None:
    """Where the customer is a company, the lead's name is that of a person there."""
    if not lead.company:
        return
    kind = "mobiles" if _MOBILE.fullmatch(lead.phone or "") else "landlines"
    number = {kind: [lead.phone]} if lead.phone else {}
    contact = Contact.create(
        company_id=tx.company_id,
        contact_id=tx.new_id(),
        customer_id=customer_id,
        fields={"name": lead.name[:_LONGEST_NAME], "values": values, **number},
        is_default=True,
        at=tx.now,
        today=today(tx),
    )
    with _named_as_of_the_contact(), values_stay_unique():
        tx.add(contact)
        tx.flush()


def _carry_history(tx: Transaction, lead: Lead, customer_id: str) -> None:
    ids = {"company_id": tx.company_id, "customer_id": customer_id}
    tx.flush()
    tx.session.execute(_CARRY, ids | {"lead_id": lead.id})
    if lead.followed_at is not None:
        tx.session.execute(_FOLLOWED, ids | {"at": lead.followed_at})
