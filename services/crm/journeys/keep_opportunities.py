"""Opportunities and the customers they are with: created for one's own, moved, won, lost (P1 to P5)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.crm.change_log import list_lines
from services.crm.concerned import is_concerned
from services.crm.custom_fields.values import take_changed, take_new, values_stay_unique
from services.crm.customers import lookups
from services.crm.deal_terms.repository import read_terms
from services.crm.journeys.customer_of import own_customer, works_with
from services.crm.opportunities import queries, rules, schemas
from services.crm.opportunities.errors import NotOwnCustomer
from services.crm.opportunities.model import Opportunity
from services.crm.opportunities.repository import Opportunities
from services.crm.schemas import ChangesShown
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.kernel.errors import Invalid, Missing
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]
_FUNCTION = "opportunities"


def _relation(tx: Transaction, opportunity_id: str, *, customer_id: str) -> rules.Relation:
    sees_all = tx.actor.may_use(_FUNCTION)
    in_scope = sees_all and queries.is_in_scope(tx, opportunity_id)
    related = not in_scope and sees_all and works_with(tx, customer_id)
    return rules.relation_of(
        administrator=tx.actor.administrator,
        acts_for_owner=in_scope,
        related=related or (not in_scope and is_concerned(tx, "opportunity", opportunity_id)),
    )


def _fetch(tx: Transaction, opportunity_id: UUID, *, to: str) -> Opportunity:
    """The opportunity, locked, for one who may do this to it."""
    opportunity = Opportunities(tx).fetch(str(opportunity_id))
    opportunity.relation = _relation(tx, opportunity.id, customer_id=opportunity.customer_id)
    opportunity.require(to)
    return opportunity


def _read(tx: Transaction, opportunity_id: str) -> Answer:
    """:raises Missing: not there, or not the actor's to see"""
    shown = queries.get_opportunity(tx, opportunity_id)
    relation = _relation(tx, opportunity_id, customer_id=shown["customer"]["id"])
    if relation == "none":
        raise Missing
    return shown | {"may": queries.rights_in(shown, relation=relation)}


def _narrowed(tx: Transaction, asked: dict[str, Any]) -> dict[str, Any]:
    customer_id = asked["customer_id"]
    return asked | {"everything_of_customer": customer_id is not None and works_with(tx, str(customer_id))}


def _products(tx: Transaction, ids: Sequence[UUID] | None) -> list[Named] | None:
    return None if ids is None else Opportunities(tx).products([str(each) for each in ids])


class KeepOpportunities:
    """What others may ask of opportunities."""

    @query(takes=schemas.OpportunityFilter, answers=schemas.OpportunitiesShown, needs=_FUNCTION)
    def list_opportunities(self, tx: Transaction, **asked: Any) -> Answer:
        """One page of mine, the team's, or a customer's (P1, P2, C9)."""
        return queries.list_opportunities(tx, **_narrowed(tx, asked))

    @query(takes=schemas.OpportunityNarrowing, answers=schemas.Board, needs=_FUNCTION)
    def read_opportunity_board(self, tx: Transaction, **asked: Any) -> Answer:
        """Mine or the team's by stage, with number and amount of each (P1)."""
        return queries.read_board(tx, **_narrowed(tx, asked))

    @query(takes=schemas.OneOpportunity, answers=schemas.OpportunityInFull, needs=(_FUNCTION, "approvals"))
    def get_opportunity(self, tx: Transaction, *, opportunity_id: UUID) -> Answer:
        """One opportunity, with what the actor may do; also for who approves its win (P4)."""
        return _read(tx, str(opportunity_id))

    @query(takes=schemas.PageOfOpportunity, answers=ChangesShown, needs=_FUNCTION)
    def list_opportunity_changes(self, tx: Transaction, *, opportunity_id: UUID, page: int, page_size: int) -> Answer:
        """The log of an opportunity, every move of it included (P4)."""
        _read(tx, str(opportunity_id))
        return list_lines(tx, str(opportunity_id), page=page, page_size=page_size)

    @command(takes=schemas.OpportunityDraft, answers=schemas.OpportunityInFull, needs=_FUNCTION)
    def create_opportunity(
        self,
        tx: Transaction,
        *,
        customer_id: UUID,
        stage_id: UUID | None,
        product_ids: Sequence[UUID] = (),
        **given: Any,
    ) -> Answer:
        """Create one for a customer of one's own, in an open stage (P3)."""
        opportunities, values = Opportunities(tx), take_new(tx, "opportunity", given)
        customer = own_customer(tx, customer_id, refusal=NotOwnCustomer)
        stage = opportunities.stage(str(stage_id) if stage_id else None)
        if stage.outcome != "open":
            raise Invalid(errors={"stage_id": ["Begins in an open stage."]})
        opportunity = Opportunity.create(
            company_id=tx.company_id,
            opportunity_id=tx.new_id(),
            customer=customer,
            stage=stage,
            products=_products(tx, product_ids) or [],
            given=given,
            by=tx.actor.as_person(),
            at=tx.now,
            values=values,
        )
        with values_stay_unique():
            opportunities.add(opportunity)
        return _read(tx, opportunity.id)

    @command(takes=schemas.OpportunityChange, answers=schemas.OpportunityInFull, needs=_FUNCTION)
    def change_opportunity(
        self,
        tx: Transaction,
        *,
        opportunity_id: UUID,
        version: int,
        product_ids: Sequence[UUID] | None = None,
        **given: Any,
    ) -> Answer:
        """Change data of an open one."""
        opportunity = _fetch(tx, opportunity_id, to="edit")
        opportunity.expect_version(version)
        values = take_changed(tx, "opportunity", given, before=opportunity.fields)
        given |= {"fields": values.kept}
        opportunity.change(given=given, products=_products(tx, product_ids), custom=values.changes, at=tx.now)
        with values_stay_unique():
            Opportunities(tx).save(opportunity, products=product_ids is not None)
        return _read(tx, opportunity.id)

    @command(takes=schemas.Move, answers=schemas.OpportunityInFull, needs=_FUNCTION)
    def move_opportunity(
        self,
        tx: Transaction,
        *,
        opportunity_id: UUID,
        stage_id: UUID,
        loss_reason_id: UUID | None,
        version: int | None,
    ) -> Answer:
        """To another stage; a win may wait for its approval, a loss needs a reason (P4, P5)."""
        opportunities, opportunity = Opportunities(tx), _fetch(tx, opportunity_id, to="move")
        opportunity.expect_version(version)
        reason_id = str(loss_reason_id) if loss_reason_id else None
        opportunity.move(
            opportunities.stage(str(stage_id), kept=opportunity.stage_id),
            reason=lookups.choice(tx, reason_id, kind="loss-reasons", field="loss_reason_id"),
            by=tx.actor.as_person(),
            approval_needed=read_terms(tx)["win_approval"],
            at=tx.now,
        )
        opportunities.save(opportunity)
        return _read(tx, opportunity.id)

    @command(takes=schemas.OneOpportunity, needs=_FUNCTION)
    def delete_opportunity(self, tx: Transaction, *, opportunity_id: UUID) -> None:
        """Remove one that is open or lost."""
        Opportunities(tx).remove(_fetch(tx, opportunity_id, to="delete"))
