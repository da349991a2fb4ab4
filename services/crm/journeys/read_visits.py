"""Visits as one's own list, the team's, or a customer's: of a customer one sees, one sees all of them."""

from typing import Any
from uuid import UUID

from services.crm.customers.queries import rights_of
from services.crm.visits import queries, schemas
from shared.database import Transaction
from shared.nameko.entrypoints import query

Answer = dict[str, Any]


class ReadVisits:
    """What others may ask of visits."""

    @query(takes=schemas.VisitFilter, answers=schemas.VisitPage, needs="visits")
    def list_visits(self, tx: Transaction, *, customer_id: UUID | None, **filters: Any) -> Answer:
        """One page: made by me or copying me, the team's, or a customer's, newest first (V1, V2)."""
        if customer_id is not None:
            rights_of(tx, str(customer_id))
        return queries.list_visits(tx, customer_id=customer_id, **filters)

    @query(takes=schemas.OneVisit, answers=schemas.VisitShown, needs="visits")
    def get_visit(self, tx: Transaction, *, visit_id: UUID) -> Answer:
        """One visit: of the team, of a customer one sees, or one that copies the actor (V3)."""
        found = queries.get_visit(tx, str(visit_id))
        if not queries.is_open_to_actor(tx, str(visit_id)):
            rights_of(tx, found["customer"]["id"])
        return found
