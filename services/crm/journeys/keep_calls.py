"""Calls of customers and leads: a phone sends them, whoever sees the customer or lead hears them (U5)."""

from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from services.crm.calls import queries, schemas
from services.crm.calls.errors import AlreadyReceived
from services.crm.calls.model import Call
from services.crm.customers.queries import rights_of
from services.crm.customers.repository import Customers
from services.crm.leads.queries import require_seen
from services.crm.leads.repository import Leads
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.kernel.errors import Missing
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]
_UNIQUE = "23505"


class KeepCalls:
    """What others may ask of calls."""

    @command(takes=schemas.CallDraft, answers=schemas.CallShown, needs="calls")
    def receive_call(self, tx: Transaction, *, customer_id: UUID | None, lead_id: UUID | None, **draft: Any) -> Answer:
        """Keep a call that a phone made or took with a customer or a lead, with its recording."""
        draft |= {"recording": draft.pop("file_id"), "by": tx.actor.as_person(), "at": tx.now}
        call = _with_lead(tx, lead_id, draft) if lead_id else _with_customer(tx, str(customer_id), draft)
        tx.add(call)
        try:
            return queries.get_call(tx, call.id)
        except IntegrityError as error:
            if getattr(error.orig, "pgcode", None) != _UNIQUE:
                raise
            raise AlreadyReceived from error

    @query(takes=schemas.CallFilter, answers=schemas.CallPage, needs="calls")
    def list_calls(self, tx: Transaction, *, customer_id: UUID | None, lead_id: UUID | None, **filters: Any) -> Answer:
        """One page of mine, the team's, a customer's or a lead's, newest first (U5)."""
        if customer_id is not None:
            _require_sight(tx, str(customer_id))
        if lead_id is not None:
            require_seen(tx, str(lead_id))
        return queries.list_calls(tx, customer_id=customer_id, lead_id=lead_id, **filters)

    @query(takes=schemas.OneCall, answers=schemas.CallShown, needs="calls")
    def get_call(self, tx: Transaction, *, call_id: UUID) -> Answer:
        """One call: of the team, or of a customer or lead one sees."""
        found = queries.get_call(tx, str(call_id))
        if queries.is_in_scope(tx, str(call_id)):
            return found
        if found["lead"]:
            require_seen(tx, found["lead"]["id"])
        else:
            _require_sight(tx, found["customer"]["id"])
        return found


def _with_customer(tx: Transaction, customer_id: str, draft: dict[str, Any]) -> Call:
    customers = Customers(tx)
    customer = customers.fetch(customer_id, to="follow_up")
    subject = Named(id=customer.id, name=customer.name)
    call = Call.receive(company_id=tx.company_id, call_id=tx.new_id(), customer=subject, stage=customer.stage, **draft)
    customer.call(at=tx.now)
    customers.save()
    return call


def _with_lead(tx: Transaction, lead_id: UUID, draft: dict[str, Any]) -> Call:
    lead = Leads(tx).fetch(str(lead_id), to="follow_up")
    subject = Named(id=lead.id, name=lead.name)
    return Call.receive(company_id=tx.company_id, call_id=tx.new_id(), lead=subject, stage="lead", **draft)


def _require_sight(tx: Transaction, customer_id: str) -> None:
    """:raises Missing: not there, or not the actor's to see"""
    if "see_contacts" not in rights_of(tx, customer_id):
        raise Missing
