"""A follow-up, the customer it is about, and what else it changes there: one transaction (U1)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from services.crm.contacts.repository import Contacts
from services.crm.customers import lookups
from services.crm.customers.model import Customer
from services.crm.customers.repository import Customers
from services.crm.follow_ups import queries, schemas
from services.crm.follow_ups.model import FollowUp
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.kernel.errors import Invalid
from shared.nameko.entrypoints import command

Answer = dict[str, Any]


def _contact(tx: Transaction, contact_id: UUID | None, *, customer_id: str) -> str | None:
    """:raises Invalid: no contact of this customer"""
    if contact_id is None:
        return None
    if not Contacts(tx).belongs(str(contact_id), customer_id=customer_id):
        raise Invalid(errors={"contact_id": ["Not a contact of this customer."]})
    return str(contact_id)


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


class WriteFollowUp:
    """What others may order of follow-ups."""

    @command(takes=schemas.FollowUpDraft, answers=schemas.FollowUpShown, needs="follow_ups")
    def write_follow_up(
        self,
        tx: Transaction,
        *,
        customer_id: UUID,
        behaviour_id: UUID,
        content: str,
        contact_id: UUID | None,
        next_at: datetime | None,
        **also: Any,
    ) -> Answer:
        """Write down what was done with a customer; starts the clock of the pool anew, and may set status and tags."""
        customers = Customers(tx)
        customer = customers.fetch(str(customer_id), to="follow_up")
        behaviour = lookups.several(tx, [str(behaviour_id)], kind="behaviours", field="behaviour_id")[0]
        follow_up = FollowUp.write(
            company_id=tx.company_id,
            follow_up_id=tx.new_id(),
            customer=Named(id=customer.id, name=customer.name),
            stage=customer.stage,
            behaviour=behaviour,
            contact_id=_contact(tx, contact_id, customer_id=customer.id),
            content=content,
            next_at=next_at,
            by=tx.actor.as_person(),
            at=tx.now,
        )
        customer.follow_up(at=tx.now)
        if "status_id" in also:
            _set_status(tx, customer, also["status_id"])
        if "tag_ids" in also:
            _set_tags(tx, customer, also["tag_ids"])
        customers.save()
        tx.add(follow_up)
        return queries.get_follow_up(tx, follow_up.id)
