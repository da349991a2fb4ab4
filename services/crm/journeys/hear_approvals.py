"""What the office decided about what the CRM had handed in: each decision is applied once (P5, O3)."""

from collections.abc import Sequence

from services.crm.journeys import settle_orders
from services.crm.opportunities.repository import Opportunities
from services.crm.orders.repository import Orders
from services.crm.orders.rules import OUTCOMES
from shared.contracts.crm.submissions import Subject
from shared.contracts.office.events import ApprovalEvent, ApprovalFinished, ApprovalNotOpened, ApprovalOpened
from shared.database import Transaction
from shared.kernel.errors import Missing
from shared.kernel.events import Event
from shared.nameko.entrypoints import listens


def _apply_to_opportunity(tx: Transaction, event: ApprovalEvent, *, subject: Subject) -> None:
    opportunities = Opportunities(tx)
    try:
        opportunity = opportunities.fetch(subject["id"])
    except Missing:  # deleted or recycled meanwhile
        return
    submission = subject["submission"]
    if isinstance(event, ApprovalOpened):
        opportunity.approval_opened(submission=submission)
    elif opportunity.former_stage_id is not None:
        outcome, reason = _last_word(event)
        former = opportunities.stage(opportunity.former_stage_id, kept=opportunity.former_stage_id)
        opportunity.approval_finished(outcome, submission=submission, reason=reason, former=former, at=tx.now)
    opportunities.save(opportunity)


def _last_word(event: ApprovalEvent) -> tuple[str, str | None]:
    """An approval that could not be opened is as if withdrawn, and says why."""
    if isinstance(event, ApprovalFinished):
        return event.outcome, event.reason or None
    return "withdrawn", event.detail if isinstance(event, ApprovalNotOpened) else None


def _apply_to_order(tx: Transaction, event: ApprovalEvent, *, subject: Subject) -> None:
    try:
        order = Orders(tx).fetch(subject["id"])
    except Missing:  # purged with its customer meanwhile
        return
    if isinstance(event, ApprovalOpened) or not order.awaits(submission=subject["submission"]):
        return
    outcome, reason = _last_word(event)
    match OUTCOMES[outcome]:
        case "running":
            settle_orders.approve(tx, order)
        case "refused":
            order.refuse(reason=reason, at=tx.now)
        case _:
            order.hand_back(reason=reason, at=tx.now)
    Orders(tx).save(order)


_APPLY = {"opportunity": _apply_to_opportunity, "order": _apply_to_order}


class HearApprovals:
    """What the CRM hears of the office."""

    @listens(ApprovalOpened, ApprovalFinished, ApprovalNotOpened)
    def apply_approvals(self, tx: Transaction, events: Sequence[Event]) -> None:
        """Let wins hold and orders run, or go back to where they were (P5, O3)."""
        for event in events:
            if isinstance(event, ApprovalEvent) and event.subject and event.subject["kind"] in _APPLY:
                _APPLY[event.subject["kind"]](tx, event, subject=event.subject)
