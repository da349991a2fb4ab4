from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Self, cast

from sqlalchemy import DateTime, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.change_log import Logged, differences
from services.crm.db import Base
from services.crm.orders import errors, rules
from services.crm.orders.lines import Line, total_of
from services.crm.orders.rules import Relation, Status
from shared.contracts.crm import orders as events
from shared.contracts.crm.events import Named
from shared.contracts.crm.orders import OrderState
from shared.contracts.crm.submissions import ApprovalRequest, Subject
from shared.database import Aggregate, Id
from shared.kernel.actor import Person
from shared.kernel.errors import Forbidden, Missing

_MOMENT = DateTime(timezone=True)
_NOTHING = Decimal("0.00")
NO_VALUES: Mapping[str, Any] = {}


class Order(Logged, Aggregate, Base):
    """An order with its verbs; `customer`, `owner`, `lines` and the relation of who acts are filled in."""

    __tablename__ = "orders"
    __allow_unmapped__ = True

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    customer_id: Mapped[str] = mapped_column(Id)
    opportunity_id: Mapped[str | None] = mapped_column(Id)
    title: Mapped[str]
    owner_id: Mapped[str] = mapped_column(Id)
    status: Mapped[str]
    submission: Mapped[int]
    product_total: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    deal_amount: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    collected: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    invoiced: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    note: Mapped[str | None]
    refusal_reason: Mapped[str | None]
    termination_reason: Mapped[str | None]
    termination: Mapped[str]
    termination_submission: Mapped[int]
    termination_refusal: Mapped[str | None]
    fields: Mapped[dict[str, Any]] = mapped_column(JSONB)
    submitted_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    approved_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    completed_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    terminated_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    created_at: Mapped[datetime] = mapped_column(_MOMENT)
    created_by: Mapped[str] = mapped_column(Id)
    updated_at: Mapped[datetime] = mapped_column(_MOMENT)
    customer: Named
    owner: Person
    lines: Sequence[Line] = ()
    relation: Relation = "none"

    @classmethod
    def create(
        cls,
        *,
        company_id: str,
        order_id: str,
        customer: Named,
        title: str,
        lines: Sequence[Line],
        by: Person,
        at: datetime,
        deal_amount: Decimal | None = None,
        note: str | None = None,
        opportunity_id: str | None = None,
        values: Mapping[str, Any] = NO_VALUES,
    ) -> Self:
        """A new one, to be approved; without a deal amount it is the product total. :raises TooMuchMoney: it is"""
        total = total_of(lines)
        order = cls(
            company_id=company_id,
            id=order_id,
            customer_id=customer["id"],
            opportunity_id=opportunity_id,
            title=title,
            owner_id=by["id"],
            status="to_approve",
            submission=0,
            product_total=total,
            deal_amount=total if deal_amount is None else deal_amount,
            collected=_NOTHING,
            invoiced=_NOTHING,
            termination="none",
            termination_submission=0,
            note=note,
            fields=dict(values),
            created_at=at,
            created_by=by["id"],
            updated_at=at,
        )
        order.customer, order.owner, order.lines = customer, by, lines
        order.record(events.OrderCreated(order_id=order_id, state=order.told()))
        order.log_line("created")
        return order

    @property
    def outstanding(self) -> Decimal:
        return self.deal_amount - self.collected

    def told(self) -> OrderState:
        """The order as its events tell it."""
        return {
            "title": self.title,
            "customer": self.customer,
            "owner": self.owner,
            "status": self.status,
            "lines": [each.told() for each in self.lines],
            "product_total": f"{self.product_total:.2f}",
            "deal_amount": f"{self.deal_amount:.2f}",
            "collected": f"{self.collected:.2f}",
            "invoiced": f"{self.invoiced:.2f}",
            "approved_at": self.approved_at.isoformat() if self.approved_at else None,
        }

    def require(self, right: str) -> None:
        """:raises Missing: not the actor's to see  :raises Forbidden: not theirs  :raises NotInThisStatus: the state"""
        if self.relation == "none":
            raise Missing
        now = rules.row_of(status=cast(Status, self.status), termination=self.termination)
        if right in now[self.relation]:
            return
        if any(right in row[self.relation] for row in rules.RIGHTS.values()):
            raise errors.NotInThisStatus
        raise Forbidden

    def change(
        self,
        *,
        given: Mapping[str, Any],
        lines: Sequence[Line] | None,
        custom: Mapping[str, list[Any]] = NO_VALUES,
        at: datetime,
    ) -> None:
        """Takes over data; a deal amount that was the product total follows it. :raises TooMuchMoney: it is

        `custom`: what changes in custom fields, in words.
        """
        before, follows = self._in_words(), self.deal_amount == self.product_total
        if lines is not None:
            self.lines, self.product_total = lines, total_of(lines)
            self.deal_amount = self.product_total if follows else self.deal_amount
        for name, value in given.items():
            setattr(self, name, value)
        if changes := differences(before, self._in_words()) | dict(custom):
            self.updated_at = at
            self.record(events.OrderChanged(order_id=self.id, state=self.told(), changes=changes))
            self.log_line("changed", **changes)

    def submit(self, *, by: Person, at: datetime) -> None:
        """Hands it to the office (O3)."""
        self.submission += 1
        self._enter("in_approval", at=at)
        self.submitted_at, self.refusal_reason = at, None
        told = self.told()
        asked = {
            "product_total": told["product_total"],
            "amount": told["deal_amount"],
            "products": "\n".join(each.in_words() for each in self.lines),
            "note": self.note,
        }
        self.record(
            events.OrderSubmitted(
                order_id=self.id,
                state=told,
                subject=Subject(kind="order", id=self.id, name=self.title, submission=self.submission),
                approval=ApprovalRequest(
                    form="order", title=self.title, fields=asked, customer=self.customer, submitter=by
                ),
            )
        )

    def awaits(self, *, submission: int) -> bool:
        """Whether the office's last word about this submission is still to be applied."""
        return self.status == "in_approval" and submission == self.submission

    def approve(self, *, at: datetime) -> None:
        """It runs from now on; nothing to pay is paid."""
        self.approved_at = at
        self._enter("running", at=at)
        self.record(events.OrderApproved(order_id=self.id, state=self.told()))
        self._complete_when_paid(at=at)

    def refuse(self, *, reason: str | None, at: datetime, cause: str = "approval") -> None:
        self.refusal_reason = reason
        self._enter("refused", at=at, reason=reason)
        self.record(events.OrderRefused(order_id=self.id, state=self.told(), reason=reason, cause=cause))

    def hand_back(self, *, reason: str | None, at: datetime) -> None:
        """To be submitted anew: withdrawn, or the office could not begin."""
        self.refusal_reason = reason
        self._enter("to_approve", at=at, reason=reason)
        self.record(events.OrderReturned(order_id=self.id, state=self.told(), reason=reason))

    def require_outstanding(self, amount: Decimal, *, reserved: Decimal) -> None:
        """:raises BeyondDealAmount: more than is outstanding, less what is `reserved` by collections in approval"""
        left = self.outstanding - reserved
        if amount > left:
            raise errors.BeyondDealAmount(outstanding=f"{left:.2f}")

    def collect(self, *, amount: Decimal, invoiced: Decimal, at: datetime, reserved: Decimal = _NOTHING) -> None:
        """So much more was collected and invoiced, or less where a collection is mended.

        :raises BeyondDealAmount: more than is outstanding
        """
        self.require_outstanding(amount, reserved=reserved)
        self.collected += amount
        self.invoiced += invoiced
        self.updated_at = at
        self._complete_when_paid(at=at)

    def submit_termination(self, *, reason: str, by: Person, at: datetime) -> None:
        """Hands its end to the office (O3)."""
        self.termination, self.termination_reason, self.termination_refusal = "in_approval", reason, None
        self.termination_submission += 1
        self.updated_at = at
        told = self.told()
        self.record(
            events.OrderTerminationSubmitted(
                order_id=self.id,
                state=told,
                reason=reason,
                subject=Subject(
                    kind="termination", id=self.id, name=self.title, submission=self.termination_submission
                ),
                approval=ApprovalRequest(
                    form="termination",
                    title=self.title,
                    fields={"amount": told["deal_amount"], "reason": reason},
                    customer=self.customer,
                    submitter=by,
                ),
            )
        )
        self.log_line("termination_submitted", reason=[None, reason])

    def awaits_termination(self, *, submission: int) -> bool:
        """Whether the office's last word about this end is still to be applied."""
        return self.termination == "in_approval" and submission == self.termination_submission

    def refuse_termination(self, *, reason: str | None, at: datetime, withdrawn: bool = False) -> None:
        """It goes on as before."""
        self.termination = "none" if withdrawn else "refused"
        self.termination_reason, self.termination_refusal = None, reason
        self.updated_at = at
        self.record(events.OrderTerminationRefused(order_id=self.id, state=self.told(), reason=reason))
        self.log_line("termination_refused", **({"reason": [None, reason]} if reason else {}))

    def terminate(self, *, reason: str, at: datetime) -> None:
        """Ends it for good (O3)."""
        self.termination, self.termination_refusal = "none", None
        self.termination_reason, self.terminated_at = reason, at
        self._enter("terminated", at=at, reason=reason)
        self.record(events.OrderTerminated(order_id=self.id, state=self.told(), reason=reason))

    def hand_over(self, owner: Person, *, at: datetime) -> None:
        """To another owner."""
        if owner["id"] == self.owner_id:
            return
        former, self.owner, self.owner_id, self.updated_at = self.owner, owner, owner["id"], at
        self.record(events.OrderOwnerChanged(order_id=self.id, state=self.told(), former_owner=former))
        self.log_line("owner_changed", owner=[former["name"], owner["name"]])

    def delete(self) -> None:
        """Its last word, before the repository removes it with plans and collections."""
        self.record(events.OrderDeleted(order_id=self.id, state=self.told()))

    def _complete_when_paid(self, *, at: datetime) -> None:
        if self.status == "running" and self.outstanding == 0:
            self.completed_at = at
            self._enter("completed", at=at)
            self.record(events.OrderCompleted(order_id=self.id, state=self.told()))

    def _enter(self, status: Status, *, at: datetime, reason: str | None = None) -> None:
        why: dict[str, list[Any]] = {"reason": [None, reason]} if reason else {}
        self.log_line("status_changed", status=[self.status, status], **why)
        self.status, self.updated_at = status, at

    def _in_words(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "note": self.note,
            "deal_amount": f"{self.deal_amount:.2f}",
            "lines": "；".join(each.in_words() for each in self.lines),
        }
