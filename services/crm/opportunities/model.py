from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, Self

from sqlalchemy import DateTime, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.change_log import Logged, differences
from services.crm.db import Base
from services.crm.opportunities import errors, rules
from shared.contracts.crm import opportunities as events
from shared.contracts.crm.events import Named
from shared.contracts.crm.opportunities import OpportunityState
from shared.contracts.crm.submissions import ApprovalRequest, Subject
from shared.database import Aggregate, Id
from shared.kernel.actor import Person
from shared.kernel.errors import DomainError, Forbidden, Missing

_MOMENT = DateTime(timezone=True)
NO_VALUES: Mapping[str, Any] = {}
_REFUSES: Mapping[rules.State, type[DomainError]] = {
    "pending": errors.WaitsForApproval,
    "won": errors.WonIsClosed,
    "lost": errors.LostIsClosed,
}


class Stage(NamedTuple):
    """A configured stage: its chance in percent, and how an opportunity ends there, if it does."""

    id: str
    name: str
    chance: int
    outcome: str

    @property
    def named(self) -> Named:
        return Named(id=self.id, name=self.name)


class Opportunity(Logged, Aggregate, Base):
    """An opportunity with its verbs.

    What its ids stand for (`customer`, `owner`, `stage`, `products`) and the rights of who acts are filled in by the
    repository.
    """

    __tablename__ = "opportunities"
    __allow_unmapped__ = True

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    customer_id: Mapped[str] = mapped_column(Id)
    title: Mapped[str]
    owner_id: Mapped[str] = mapped_column(Id)
    stage_id: Mapped[str] = mapped_column(Id)
    former_stage_id: Mapped[str | None] = mapped_column(Id)
    outcome: Mapped[str]
    approval: Mapped[str]
    submission: Mapped[int]
    expected_amount: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    expected_on: Mapped[date | None]
    note: Mapped[str | None]
    loss_reason_id: Mapped[str | None] = mapped_column(Id)
    won_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    fields: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(_MOMENT)
    created_by: Mapped[str] = mapped_column(Id)
    updated_at: Mapped[datetime] = mapped_column(_MOMENT)
    customer: Named
    owner: Person
    stage: Stage
    products: Sequence[Named] = ()
    relation: rules.Relation = "none"

    @classmethod
    def create(
        cls,
        *,
        company_id: str,
        opportunity_id: str,
        customer: Named,
        stage: Stage,
        products: Sequence[Named],
        given: Mapping[str, Any],
        by: Person,
        at: datetime,
        values: Mapping[str, Any] = NO_VALUES,
    ) -> Self:
        """A new one in an open stage, owned by who creates it."""
        opportunity = cls(
            company_id=company_id,
            id=opportunity_id,
            customer_id=customer["id"],
            owner_id=by["id"],
            stage_id=stage.id,
            outcome="open",
            approval="not_needed",
            submission=0,
            fields=dict(values),
            created_at=at,
            created_by=by["id"],
            updated_at=at,
            **given,
        )
        opportunity.customer, opportunity.owner, opportunity.stage, opportunity.products = customer, by, stage, products
        opportunity.record(events.OpportunityCreated(opportunity_id=opportunity_id, state=opportunity.told()))
        opportunity.log_line("created")
        return opportunity

    @property
    def state(self) -> rules.State:
        return rules.state_of(outcome=self.outcome, approval=self.approval)

    @property
    def rights(self) -> frozenset[str]:
        """What who acts may do with it now."""
        return rules.RIGHTS[self.state][self.relation]

    def told(self) -> OpportunityState:
        """The opportunity as its events tell it."""
        return {
            "title": self.title,
            "customer": self.customer,
            "owner": self.owner,
            "stage": self.stage.named,
            "chance": self.stage.chance,
            "outcome": self.outcome,
            "approval": self.approval,
            "expected_amount": None if self.expected_amount is None else f"{self.expected_amount:.2f}",
            "expected_on": self.expected_on.isoformat() if self.expected_on else None,
            "products": list(self.products),
        }

    def require(self, right: str) -> None:
        """:raises Missing: not the actor's to see  :raises Forbidden: not theirs  :raises Conflict: the state"""
        if self.relation == "none":
            raise Missing
        if right in self.rights:
            return
        if right in rules.RIGHTS[self.state]["owner"] or self.relation == "related":
            raise Forbidden
        raise _REFUSES.get(self.state, Forbidden)

    def change(
        self,
        *,
        given: Mapping[str, Any],
        products: Sequence[Named] | None,
        custom: Mapping[str, list[Any]] = NO_VALUES,
        at: datetime,
    ) -> None:
        """Takes over data; None leaves the products as they are. `custom`: what changes in custom fields, in words."""
        before = self._in_words()
        for name, value in given.items():
            setattr(self, name, value)
        if products is not None:
            self.products = products
        if changes := differences(before, self._in_words()) | dict(custom):
            self.updated_at = at
            self.record(events.OpportunityChanged(opportunity_id=self.id, state=self.told(), changes=changes))
            self.log_line("changed", **changes)

    def move(self, stage: Stage, *, reason: Named | None, by: Person, approval_needed: bool, at: datetime) -> None:
        """To another stage (P4); where the company asks for it, a win waits for its approval (P5).

        :raises WinNeedsProduct: nothing is sold  :raises LossNeedsReason: none was given
        """
        if stage.id == self.stage_id:
            return
        if stage.outcome == "won" and not self.products:
            raise errors.WinNeedsProduct
        if stage.outcome == "lost" and reason is None:
            raise errors.LossNeedsReason
        before, self.former_stage_id = self.stage, self.stage_id
        self._stand(stage, at=at)
        self.outcome, self.loss_reason_id, self.approval = "open", None, "not_needed"
        self.log_line("moved", stage=[before.name, stage.name], **_why(reason if stage.outcome == "lost" else None))
        if stage.outcome == "won":
            self._submit(by=by) if approval_needed else self._win(at=at)
        elif stage.outcome == "lost" and reason is not None:
            self.outcome, self.loss_reason_id = "lost", reason["id"]
            self.record(events.OpportunityLost(opportunity_id=self.id, state=self.told(), reason=reason))
        else:
            self.record(events.OpportunityMoved(opportunity_id=self.id, state=self.told(), before=before.named))

    def approval_opened(self, *, submission: int) -> None:
        """The office began with the approval."""
        if submission == self.submission and self.approval == "waiting":
            self._approval_changed("running", reason=None)

    def approval_finished(
        self, outcome: str, *, submission: int, reason: str | None, former: Stage, at: datetime
    ) -> None:
        """The office's last word, once per submission: the win holds, or the former stage does."""
        if submission != self.submission or self.state != "pending":
            return
        approval, holds = rules.OUTCOMES[outcome]
        if holds:
            self.approval = approval
            self.log_line("approval_changed", approval=["running", approval])
            self._win(at=at)
        else:
            self._stand(former, at=at)
            self._approval_changed(approval, reason=reason)

    def hand_over(self, owner: Person, *, at: datetime) -> None:
        """To another owner, as its customer goes to them."""
        former, self.owner, self.owner_id, self.updated_at = self.owner, owner, owner["id"], at
        self.record(events.OpportunityOwnerChanged(opportunity_id=self.id, state=self.told(), former_owner=former))
        self.log_line("owner_changed", owner=[former["name"], owner["name"]])

    def delete(self) -> None:
        """Its last word, before the repository removes it."""
        self.record(events.OpportunityDeleted(opportunity_id=self.id, state=self.told()))

    def _stand(self, stage: Stage, *, at: datetime) -> None:
        self.stage, self.stage_id, self.updated_at = stage, stage.id, at

    def _submit(self, *, by: Person) -> None:
        self.submission += 1
        self.approval = "waiting"
        subject = Subject(kind="opportunity", id=self.id, name=self.title, submission=self.submission)
        told = self.told()
        asked = {
            "amount": told["expected_amount"],
            "expected_on": told["expected_on"],
            "products": "、".join(each["name"] for each in self.products),
            "note": self.note,
        }
        request = ApprovalRequest(form="win", title=self.title, fields=asked, customer=self.customer, submitter=by)
        self.record(
            events.OpportunityWinSubmitted(opportunity_id=self.id, state=told, subject=subject, approval=request)
        )

    def _win(self, *, at: datetime) -> None:
        self.outcome, self.won_at = "won", at
        self.record(events.OpportunityWon(opportunity_id=self.id, state=self.told()))

    def _approval_changed(self, approval: str, *, reason: str | None) -> None:
        before, self.approval = self.approval, approval
        self.record(events.OpportunityApprovalChanged(opportunity_id=self.id, state=self.told(), reason=reason or None))
        why: dict[str, list[Any]] = {"reason": [None, reason]} if reason else {}
        self.log_line("approval_changed", approval=[before, approval], **why)

    def _in_words(self) -> dict[str, Any]:
        told = self.told()
        return {
            "title": self.title,
            "expected_amount": told["expected_amount"],
            "expected_on": told["expected_on"],
            "note": self.note,
            "products": "、".join(each["name"] for each in self.products) or None,
        }


def _why(reason: Named | None) -> dict[str, list[Any]]:
    return {"reason": [None, reason["name"]]} if reason else {}
