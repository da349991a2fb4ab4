"""What the office decided about what the CRM had handed in: each decision is applied once (P5, O3, O4)."""

from collections.abc import Sequence

from services.crm.collections.model import Collection
from services.crm.collections.repository import Collections
from services.crm.collections.rules import OUTCOMES as COLLECTION_OUTCOMES
from services.crm.concerned import concern
from services.crm.journeys import settle_orders
from services.crm.opportunities.repository import Opportunities
from services.crm.orders.repository import Orders
from services.crm.orders.rules import OUTCOMES
from shared.contracts.crm.submissions import Subject
from shared.contracts.office.events import (
    ApprovalAssigned,
    ApprovalCopied,
    ApprovalEvent,
    ApprovalFinished,
    ApprovalHandedOn,
    ApprovalNotOpened,
    ApprovalOpened,
)
from shared.database import Transaction
from shared.kernel.actor import Person
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


def _apply_to_termination(tx: Transaction, event: ApprovalEvent, *, subject: Subject) -> None:
    try:
        order = Orders(tx).fetch(subject["id"])
    except Missing:
        return
    if isinstance(event, ApprovalOpened) or not order.awaits_termination(submission=subject["submission"]):
        return
    outcome, reason = _last_word(event)
    if OUTCOMES[outcome] == "running":
        settle_orders.terminate(tx, order, reason=order.termination_reason or "")
        return
    withdrawn = isinstance(event, ApprovalFinished) and outcome == "withdrawn"
    order.refuse_termination(reason=reason, withdrawn=withdrawn, at=tx.now)
    Orders(tx).save(order)


def _apply_to_collection(tx: Transaction, event: ApprovalEvent, *, subject: Subject) -> None:
    collections = Collections(tx)
    try:
        order = Orders(tx).fetch(collections.order_of(Collection, subject["id"]))
        collection = collections.fetch(Collection, subject["id"])
    except Missing:
        return
    if isinstance(event, ApprovalOpened) or not collection.awaits(submission=subject["submission"]):
        return
    outcome, reason = _last_word(event)
    status = COLLECTION_OUTCOMES[outcome]
    if status == "counted" and order.status != "running":
        status, reason = "refused", _ORDER_ENDED
    if status == "counted":
        order.collect(amount=collection.amount, invoiced=collection.invoiced, at=tx.now)
        collection.count(order=order.told())
        order.log_line("collected", collected=[None, f"{collection.amount:.2f}"])
    else:
        collection.return_as(status, reason=reason, order=order.told())
    Orders(tx).save(order)


def _let_see(tx: Transaction, event: ApprovalEvent) -> None:
    """Who is to judge, or reads along, sees what it is about."""
    people = _people_of(event)
    if not people:
        return
    if event.customer is not None:
        concern(tx, "customer", event.customer["id"], people)
    if event.subject is None:
        return
    kind, thing_id = event.subject["kind"], event.subject["id"]
    if kind == "collection":
        try:
            thing_id = Collections(tx).order_of(Collection, thing_id)
        except Missing:
            return
    concern(tx, _SEEN_AS.get(kind, kind), thing_id, people)


def _people_of(event: ApprovalEvent) -> Sequence[Person]:
    match event:
        case ApprovalOpened() | ApprovalAssigned():
            return event.approvers
        case ApprovalHandedOn():
            return [event.approver]
        case ApprovalCopied():
            return event.people
    return ()


_APPLY = {
    "opportunity": _apply_to_opportunity,
    "order": _apply_to_order,
    "termination": _apply_to_termination,
    "collection": _apply_to_collection,
}
_SEEN_AS = {"collection": "order", "termination": "order"}
_ORDER_ENDED = "订单已终止"
_HEARD = (ApprovalOpened, ApprovalFinished, ApprovalNotOpened)


class HearApprovals:
    """What the CRM hears of the office."""

    @listens(ApprovalOpened, ApprovalAssigned, ApprovalHandedOn, ApprovalCopied, ApprovalFinished, ApprovalNotOpened)
    def apply_approvals(self, tx: Transaction, events: Sequence[Event]) -> None:
        """Let wins hold, orders run or end, collections count, or go back to where they were (P5, O3, O4)."""
        for event in events:
            if not isinstance(event, ApprovalEvent):
                continue
            _let_see(tx, event)
            if isinstance(event, _HEARD) and event.subject and event.subject["kind"] in _APPLY:
                _APPLY[event.subject["kind"]](tx, event, subject=event.subject)
