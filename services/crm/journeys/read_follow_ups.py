"""Follow-ups as one's own list, the team's, a customer's or a lead's: of what one sees, one sees all of them."""

from typing import Any
from uuid import UUID

from services.crm.comments.queries import is_named_under
from services.crm.customers.queries import rights_of
from services.crm.follow_ups import queries, schemas
from services.crm.leads.queries import require_seen
from shared.database import Transaction
from shared.kernel.errors import Forbidden
from shared.nameko.entrypoints import query

Answer = dict[str, Any]


class ReadFollowUps:
    """What others may ask of follow-ups."""

    @query(takes=schemas.FollowUpFilter, answers=schemas.FollowUpPage, needs="follow_ups")
    def list_follow_ups(
        self, tx: Transaction, *, customer_id: UUID | None, lead_id: UUID | None, **filters: Any
    ) -> Answer:
        """One page of mine, the team's, a customer's or a lead's, newest first (U1, U2)."""
        if customer_id is not None:
            rights_of(tx, str(customer_id))
        if lead_id is not None:
            require_seen(tx, str(lead_id))
        return queries.list_follow_ups(tx, customer_id=customer_id, lead_id=lead_id, **filters)

    @query(takes=schemas.OneFollowUp, answers=schemas.FollowUpShown, needs="follow_ups")
    def get_follow_up(self, tx: Transaction, *, follow_up_id: UUID) -> Answer:
        """One follow-up: of the team, of a customer or lead one sees, or one that names the actor (U3)."""
        return open_follow_up(tx, str(follow_up_id))


def open_follow_up(tx: Transaction, follow_up_id: str) -> Answer:
    """The follow-up, for who may open it; one whom a comment on it names may, too.

    :raises Missing: not there, or not the actor's to see  :raises Forbidden: no use of follow-ups at all
    """
    if not tx.actor.may_use("follow_ups"):
        raise Forbidden
    found = queries.get_follow_up(tx, follow_up_id)
    if not (queries.is_open_to_actor(tx, follow_up_id) or is_named_under(tx, kind="follow_up", thing_id=follow_up_id)):
        _require_subject(tx, found)
    return found


def _require_subject(tx: Transaction, found: Answer) -> None:
    """:raises Missing: it is about what the actor does not see"""
    if found["lead"]:
        require_seen(tx, found["lead"]["id"])
    else:
        rights_of(tx, found["customer"]["id"])
