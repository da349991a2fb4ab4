"""Leads created, changed and handed on, with what the ids of a draft stand for (L2 to L4)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.crm.custom_fields.values import take_changed, take_new, values_stay_unique
from services.crm.customers import lookups
from services.crm.db import choices
from services.crm.journeys import lead_bulk
from services.crm.leads import queries, schemas
from services.crm.leads.model import Lead
from services.crm.leads.repository import Leads
from services.crm.schemas import BulkShown
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.jobs import Job
from shared.nameko.entrypoints import command, runs

Answer = dict[str, Any]
STATUSES, SOURCES = "lead-statuses", "sources"
_CHOSEN = ("status_id", "source_id")


class KeepLeads:
    """What others may order of leads."""

    @command(takes=schemas.LeadDraft, answers=schemas.LeadInFull, needs="leads")
    def create_lead(self, tx: Transaction, **draft: Any) -> Answer:
        """Create a lead of one's own (L2)."""
        leads, values = Leads(tx), take_new(tx, "lead", draft)
        status = _choice(tx, draft, "status_id", kind=STATUSES) if "status_id" in draft else first_status(tx)
        lead = Lead.create(
            company_id=tx.company_id,
            lead_id=tx.new_id(),
            given=_columns(draft),
            status=status,
            source=_choice(tx, draft, "source_id", kind=SOURCES),
            by=tx.actor.as_person(),
            at=tx.now,
            values=values,
        )
        leads.add(lead)
        with values_stay_unique():
            leads.save()
        return queries.get_lead(tx, lead.id)

    @command(takes=schemas.LeadChange, answers=schemas.LeadInFull, needs="leads")
    def change_lead(self, tx: Transaction, *, lead_id: UUID, version: int, **draft: Any) -> Answer:
        """Change data of a lead."""
        leads = Leads(tx)
        lead = leads.fetch(str(lead_id), to="edit")
        lead.expect_version(version)
        source = None
        if "source_id" in draft:
            source = (_choice(tx, draft, "source_id", kind=SOURCES, kept=lead.source_id),)
        values = take_changed(tx, "lead", draft, before=lead.fields)
        given = _columns(draft) | {"fields": values.kept}
        lead.change(given=given, source=source, custom=values.changes, at=tx.now)
        if "status_id" in draft:
            lead.set_status(_choice(tx, draft, "status_id", kind=STATUSES, kept=lead.status_id), at=tx.now)
        with values_stay_unique():
            leads.save()
        return queries.get_lead(tx, lead.id)

    @command(takes=schemas.NewLeadOwner, answers=BulkShown, needs="leads")
    def transfer_leads(self, tx: Transaction, *, owner_id: UUID, **chosen: Any) -> Answer:
        """Hand leads to another employee (L4)."""
        return lead_bulk.carry_out(tx, "transfer", chosen=chosen, owner_id=owner_id)

    @command(takes=schemas.NewLeadStatus, answers=BulkShown, needs="leads")
    def set_lead_status(self, tx: Transaction, *, status_id: UUID | None, **chosen: Any) -> Answer:
        """Change the status of leads (L3)."""
        return lead_bulk.carry_out(tx, "set_status", chosen=chosen, status_id=status_id)

    @command(takes=schemas.ChosenLeads, answers=BulkShown, needs="leads", needs_action="delete_lead")
    def delete_leads(self, tx: Transaction, **chosen: Any) -> Answer:
        """Remove leads for good."""
        return lead_bulk.carry_out(tx, "delete", chosen=chosen)

    @runs(lead_bulk.JOB)
    def run_lead_bulk(self, job: Job) -> None:
        """A verb over a filter that finds many leads."""
        lead_bulk.run_bulk(job)


def first_status(tx: Transaction) -> Named | None:
    """What a new lead begins with: the first status that is switched on."""
    c = choices.c
    wanted = select(c.id, c.name).where(c.company_id == tx.company_id, c.kind == STATUSES, c.enabled)
    row = tx.session.execute(wanted.order_by(c.order, c.id).limit(1)).one_or_none()
    return Named(id=row.id, name=row.name) if row else None


def _choice(
    tx: Transaction, draft: Mapping[str, Any], field: str, *, kind: str, kept: str | None = None
) -> Named | None:
    wanted = draft.get(field)
    return lookups.choice(tx, None if wanted is None else str(wanted), kind=kind, field=field, kept=kept)


def _columns(draft: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in draft.items() if name not in _CHOSEN}
