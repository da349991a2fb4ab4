from typing import Any
from uuid import UUID

from services.crm.leads import queries, schemas
from services.crm.schemas import ChangesShown
from shared.database import Transaction
from shared.nameko.entrypoints import query

Answer = dict[str, Any]


class LeadEntrypoints:
    """What others may ask of leads."""

    @query(takes=schemas.LeadFilter, answers=schemas.LeadsShown, needs="leads")
    def list_leads(self, tx: Transaction, **asked: Any) -> Answer:
        """One page of mine or the team's, those that became customers apart (L1)."""
        return queries.list_leads(tx, **asked)

    @query(takes=schemas.OneLead, answers=schemas.LeadInFull, needs="leads")
    def get_lead(self, tx: Transaction, *, lead_id: UUID) -> Answer:
        """One lead, with what the actor may do."""
        return queries.get_lead(tx, str(lead_id))

    @query(takes=schemas.PageOfLead, answers=ChangesShown, needs="leads")
    def list_lead_changes(self, tx: Transaction, *, lead_id: UUID, page: int, page_size: int) -> Answer:
        """The change log of a lead (C15)."""
        return queries.list_changes(tx, str(lead_id), page=page, page_size=page_size)
