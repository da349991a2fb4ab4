"""Approvals as they are read and acted on; what they ask stands in the template's version (B1 to B3)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from services.office.approval_templates.repository import ApprovalTemplates
from services.office.approvals import answers, queries, schemas
from services.office.approvals.model import Approval
from services.office.approvals.repository import Approvals, colleague
from shared.database import Transaction
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]


def show_approval(tx: Transaction, approval_id: str) -> Answer:
    """One approval in full. :raises Missing: not there, or not the actor's to see"""
    approval = queries.seen(tx, approval_id)
    questions = ApprovalTemplates(tx).questions(approval.template_id, number=approval.template_version)
    return queries.get_approval(tx, approval_id, questions=questions)


def _act(tx: Transaction, approval_id: UUID, *, to: str, verb: Callable[[Approval], None]) -> Answer:
    approvals = Approvals(tx)
    approval = approvals.fetch(str(approval_id), to=to)
    verb(approval)
    approvals.save()
    return show_approval(tx, approval.id)


class ActOnApprovals:
    """What others may ask of approvals."""

    @query(takes=schemas.ApprovalFilter, answers=answers.ApprovalsShown, needs="approvals")
    def list_approvals(self, tx: Transaction, **asked: Any) -> Answer:
        """One page of those I submitted, those for me to approve, the team's, or those copied to me (B1 to B3)."""
        return queries.list_approvals(tx, **asked)

    @query(answers=answers.CountersShown, needs="approvals")
    def count_approvals(self, tx: Transaction) -> Answer:
        """How many wait in my lists."""
        return queries.count_approvals(tx)

    @query(takes=schemas.OneApproval, answers=answers.ApprovalInFull, needs="approvals")
    def get_approval(self, tx: Transaction, *, approval_id: UUID) -> Answer:
        """One approval with its answers, the way taken and to come, and what the actor may do."""
        return show_approval(tx, str(approval_id))

    @command(takes=schemas.Judgement, answers=answers.ApprovalInFull, needs="approvals")
    def approve_approval(self, tx: Transaction, *, approval_id: UUID, comment: str) -> Answer:
        """Say yes, where it is one's turn (B2)."""
        me = tx.actor.as_person()
        return _act(tx, approval_id, to="approve", verb=lambda each: each.approve(by=me, comment=comment, at=tx.now))

    @command(takes=schemas.Refusal, answers=answers.ApprovalInFull, needs="approvals")
    def refuse_approval(self, tx: Transaction, *, approval_id: UUID, reason: str) -> Answer:
        """Say no, with a reason: it ends at once (B2)."""
        me = tx.actor.as_person()
        return _act(tx, approval_id, to="refuse", verb=lambda each: each.refuse(by=me, reason=reason, at=tx.now))

    @command(takes=schemas.Judgement, answers=answers.ApprovalInFull, needs="approvals")
    def close_approval(self, tx: Transaction, *, approval_id: UUID, comment: str) -> Answer:
        """Handle the last step without judging (办结)."""
        me = tx.actor.as_person()
        return _act(tx, approval_id, to="close", verb=lambda each: each.close(by=me, comment=comment, at=tx.now))

    @command(takes=schemas.HandingOn, answers=answers.ApprovalInFull, needs="approvals")
    def hand_on_approval(self, tx: Transaction, *, approval_id: UUID, employee_id: UUID, comment: str) -> Answer:
        """Let somebody else judge in one's place (B2)."""
        me = tx.actor.as_person()

        def hand_on(approval: Approval) -> None:
            to = colleague(tx, str(employee_id))
            approval.hand_on(by=me, to=to, comment=comment, at=tx.now)

        return _act(tx, approval_id, to="hand_on", verb=hand_on)

    @command(takes=schemas.Adding, answers=answers.ApprovalInFull, needs="approvals")
    def add_approver(self, tx: Transaction, *, approval_id: UUID, employee_id: UUID, when: str) -> Answer:
        """Let somebody judge before one does, or right after."""
        me = tx.actor.as_person()

        def add_approver(approval: Approval) -> None:
            person = colleague(tx, str(employee_id))
            approval.add_approver(by=me, person=person, when=when, step_id=tx.new_id(), at=tx.now)

        return _act(tx, approval_id, to="add_approver", verb=add_approver)

    @command(takes=schemas.Withdrawal, answers=answers.ApprovalInFull, needs="approvals")
    def withdraw_approval(self, tx: Transaction, *, approval_id: UUID, reason: str) -> Answer:
        """Take back what one submitted, while it is not over (B2)."""
        me = tx.actor.as_person()
        return _act(tx, approval_id, to="withdraw", verb=lambda each: each.withdraw(by=me, reason=reason, at=tx.now))

    @command(takes=schemas.OneApproval, answers=answers.ApprovalInFull, needs="approvals")
    def urge_approval(self, tx: Transaction, *, approval_id: UUID) -> Answer:
        """Ask those whose turn it is to act (催办), at most once an hour."""
        return _act(tx, approval_id, to="urge", verb=lambda each: each.urge(at=tx.now))
