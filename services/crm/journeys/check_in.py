"""A visit, the follow-up it is too, and the customer that was visited: one transaction (V4)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from services.crm.customers.model import Customer
from services.crm.customers.repository import Customers
from services.crm.follow_ups.model import FollowUp
from services.crm.journeys.write_follow_up import contact_named, contact_of
from services.crm.mentions import read_mentions
from services.crm.places import position_of, to_sixth_place
from services.crm.visits import queries, schemas
from services.crm.visits.model import Visit
from services.crm.visits.terms import behaviour_of_visits, read_rules
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.nameko.entrypoints import command

Answer = dict[str, Any]


def _take_position(tx: Transaction, customer: Customer, position: Mapping[str, float], address: str | None) -> None:
    """A customer without a position takes the place of the visit as its own."""
    if customer.longitude is not None:
        return
    customer.require("edit")
    fields: dict[str, Any] = {"longitude": to_sixth_place(position["lng"]), "latitude": to_sixth_place(position["lat"])}
    if address and not customer.address:
        fields["address"] = address
    customer.change(fields=fields, by=tx.actor.as_person(), at=tx.now)


class CheckIn:
    """What others may order of visits."""

    @command(takes=schemas.VisitDraft, answers=schemas.VisitShown, needs="visits")
    def check_in(
        self,
        tx: Transaction,
        *,
        customer_id: UUID,
        content: str,
        position: Mapping[str, float],
        address: str | None,
        contact_id: UUID | None,
        file_ids: Sequence[Any],
        mention_ids: Sequence[UUID],
        mention_department_ids: Sequence[UUID],
        take_as_customer_position: bool,
        visited_at: datetime | None,
    ) -> Answer:
        """Check in at a customer's: a visit, which is a follow-up too and says how far away the customer's place is."""
        customers = Customers(tx)
        customer = customers.fetch(str(customer_id), to="follow_up")
        common: dict[str, Any] = {
            "company_id": tx.company_id,
            "customer": Named(id=customer.id, name=customer.name),
            "stage": customer.stage,
            "contact": contact_named(contact_of(tx, contact_id, customer_id=customer.id)),
            "content": content,
            "files": file_ids,
            "position": position,
            "address": address,
            "mentions": read_mentions(tx, people=mention_ids, departments=mention_department_ids),
            "by": tx.actor.as_person(),
            "at": tx.now,
        }
        visit = Visit.check_in(
            visit_id=tx.new_id(),
            customer_position=position_of(customer),
            photo_required=read_rules(tx)["photo_required"],
            told_at=visited_at,
            **common,
        )
        behaviour = behaviour_of_visits(tx)
        tx.add(visit)
        tx.add(FollowUp.write(follow_up_id=visit.id, visit_id=visit.id, behaviour=behaviour, **common))
        customer.follow_up(at=tx.now)
        customer.visit(at=tx.now)
        if take_as_customer_position:
            _take_position(tx, customer, position, address)
        customers.save()
        return queries.get_visit(tx, visit.id)
