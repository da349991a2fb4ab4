"""Customers that go to another owner, with their open opportunities where that is wished (C3)."""

from typing import Any
from uuid import UUID

from services.crm.customers import answers, bulk, lookups, schemas
from services.crm.opportunities.repository import Opportunities
from shared.database import Transaction
from shared.jobs import Job
from shared.nameko.entrypoints import command, runs

Answer = dict[str, Any]


def _transfer(tx: Transaction, ids: bulk.Ids, *, owner_id: str, with_opportunities: bool) -> Answer:
    answer = bulk.transfer(tx, ids, owner_id=owner_id)
    if with_opportunities:
        owner, opportunities = lookups.person(tx, owner_id), Opportunities(tx)
        gone = set(ids) - {each["id"] for each in answer["refused"]}
        for opportunity_id in opportunities.open_of(gone, not_of=owner_id):
            opportunity = opportunities.fetch(opportunity_id)
            opportunity.hand_over(owner, at=tx.now)
            opportunities.save(opportunity)
    return answer


_VERBS: bulk.Verbs = {**bulk.VERBS, "transfer": _transfer}


class TransferCustomers:
    """What others may order of the owners of customers."""

    @command(takes=schemas.Transfer, answers=answers.BulkShown, needs="customers", needs_action="change_customer_owner")
    def transfer_customers(self, tx: Transaction, *, owner_id: UUID, with_opportunities: bool, **chosen: Any) -> Answer:
        """Hand customers to another owner, their open opportunities too or not (C3)."""
        return bulk.carry_out(
            tx,
            "transfer",
            chosen=chosen,
            verbs=_VERBS,
            owner_id=owner_id,
            with_opportunities=with_opportunities,
        )

    @runs("bulk")
    def run_bulk(self, job: Job) -> None:
        """A verb over a filter that finds many customers."""
        bulk.run_bulk(job, verbs=_VERBS)
