"""Approvals to be acted on: locked, with what the actor may do; and submissions, each taken once."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from services.office.approvals import rules
from services.office.approvals.model import Approval
from services.office.approvals.tables import approval_copies, submissions
from shared.contracts.crm.submissions import Subject
from shared.database import Transaction
from shared.database.tables import employees
from shared.directory.scope import within_scope
from shared.kernel.actor import Person
from shared.kernel.errors import Invalid, Missing


class Approvals:
    """The approvals of the transaction's company, as far as the actor sees them."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._approvals: list[Approval] = []

    def fetch(self, approval_id: str, *, to: str) -> Approval:
        """The approval, locked, for one who may do this to it: a right of `rules.ACTIONS`.

        :raises Missing: not there, or not the actor's to see  :raises Forbidden: seen, but not theirs to do
        :raises Conflict: it is over, or it is not their turn
        """
        wanted = select(Approval).filter_by(company_id=self._tx.company_id, id=approval_id).with_for_update()
        # A transaction that waited for the lock reads what the other one wrote.
        found = self._tx.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
        if found is None:
            raise Missing
        self._keep(found)
        found.rights = rights_of(self._tx, found)
        found.require(to, by=self._tx.actor.as_person())
        return found

    def add(self, approval: Approval) -> None:
        self._tx.add(approval)
        self._approvals.append(approval)
        self.save()

    def save(self) -> None:
        """Writes changes, and the copies that were given."""
        self._tx.flush()
        for approval in self._approvals:
            key = {"company_id": self._tx.company_id, "approval_id": approval.id, "copied_at": self._tx.now}
            copies = [key | {"employee_id": each["id"], "name": each["name"]} for each in approval.take_copied()]
            if copies:
                self._tx.session.execute(insert(approval_copies).values(copies).on_conflict_do_nothing())

    def claim(self, subject: Subject, *, approval_id: str) -> bool:
        """Whether this submission comes for the first time; from here on it has come."""
        values = {
            "company_id": self._tx.company_id,
            "kind": subject["kind"],
            "subject_id": subject["id"],
            "submission": subject["submission"],
            "approval_id": approval_id,
        }
        fresh = insert(submissions).values(values).on_conflict_do_nothing().returning(submissions.c.approval_id)
        return self._tx.session.execute(fresh).first() is not None

    def _keep(self, approval: Approval) -> None:
        self._tx.track(approval)
        self._approvals.append(approval)


def rights_of(tx: Transaction, approval: Approval) -> frozenset[str]:
    """What the actor may do with it."""
    mine: set[rules.Relation] = set()
    me = tx.actor.employee_id
    if approval.submitter_id == me:
        mine.add("submitter")
    own = [each for each in approval.turns if each.employee_id == me]
    if own or _is_copied(tx, approval.id):
        mine.add("involved")
    if any(each.state == "current" for each in own):
        mine.add("approver")
    if not mine and _is_in_scope(tx, approval.id):
        mine.add("team")
    step = approval.step_now()
    return rules.rights(
        state=rules.state_of(approval.status), relations=mine, closing=bool(step and step["kind"] == "close")
    )


def _is_copied(tx: Transaction, approval_id: str) -> bool:
    c = approval_copies.c
    me: Any = tx.actor.employee_id
    own = select(c.employee_id).where(c.company_id == tx.company_id, c.approval_id == approval_id, c.employee_id == me)
    return tx.session.execute(own).first() is not None


def _is_in_scope(tx: Transaction, approval_id: str) -> bool:
    seen = within_scope(tx.actor, "approvals", owner=Approval.__table__.c.submitter_id)
    own = select(Approval.id).where(Approval.company_id == tx.company_id, Approval.id == approval_id, seen)
    return tx.session.execute(own).first() is not None


def colleague(tx: Transaction, employee_id: str) -> Person:
    """:raises Invalid: nobody who may sign in, or oneself"""
    e = employees.c
    row = tx.session.execute(
        select(e.id, e.name, e.department_id).where(e.company_id == tx.company_id, e.id == employee_id, e.enabled)
    ).one_or_none()
    if row is None or row.id == tx.actor.employee_id:
        raise Invalid(errors={"employee_id": ["Unknown employee."]})
    return Person(id=row.id, name=row.name, department_id=row.department_id)
