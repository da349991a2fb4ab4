from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Self, cast

from sqlalchemy import DateTime, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.change_log import Logged, differences
from services.crm.db import Base
from services.crm.orders import errors, rules
from services.crm.orders.rules import Relation, Status
from shared.contracts.crm import orders as events
from shared.contracts.crm.events import Named
from shared.contracts.crm.orders import OrderLine, OrderState
from shared.contracts.crm.submissions import ApprovalRequest, Subject
from shared.database import Aggregate, Id
from shared.kernel.actor import Person
from shared.kernel.errors import Forbidden, Missing

_MOMENT = DateTime(timezone=True)
_NOTHING = Decimal("0.00")


@dataclass(kw_only=True)
class Line:
    """A line of an order, with its product as it was; `taken` is what it took from the stock."""

    product: Named
    category: Named | None
    unit: str | None
    quantity: int
    price: Decimal
    discount: Decimal
    taken: int = 0

    @property
    def amount(self) -> Decimal:
        return rules.line_amount(price=self.price, quantity=self.quantity, discount=self.discount)

    def in_words(self) -> str:
        less = f" -{self.discount:.2f}%" if self.discount else ""
        return f"{self.product['name']} {self.price:.2f} × {self.quantity}{less}"

    def told(self) -> OrderLine:
        return {
            "product": self.product,
            "category": self.category,
            "unit": self.unit,
            "quantity": self.quantity,
            "price": f"{self.price:.2f}",
            "discount": f"{self.discount:.2f}",
            "amount": f"{self.amount:.2f}",
        }


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
    ) -> Self:
        """A new one, to be approved; without a deal amount it is the product total. :raises TooMuchMoney: it is"""
        total = _total(lines)
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
            note=note,
            fields={},
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
        if right in rules.RIGHTS[cast(Status, self.status)][self.relation]:
            return
        if any(right in row[self.relation] for row in rules.RIGHTS.values()):
            raise errors.NotInThisStatus
        raise Forbidden

    def change(self, *, given: Mapping[str, Any], lines: Sequence[Line] | None, at: datetime) -> None:
        """Takes over data; a deal amount that was the product total follows it. :raises TooMuchMoney: it is"""
        before, follows = self._in_words(), self.deal_amount == self.product_total
        if lines is not None:
            self.lines, self.product_total = lines, _total(lines)
            self.deal_amount = self.product_total if follows else self.deal_amount
        for name, value in given.items():
            setattr(self, name, value)
        if changes := differences(before, self._in_words()):
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

    def collect(self, *, amount: Decimal, invoiced: Decimal, at: datetime) -> None:
        """So much more was collected and invoiced, or less where a collection is mended.

        :raises BeyondDealAmount: more than is outstanding
        """
        if amount > self.outstanding:
            raise errors.BeyondDealAmount(outstanding=f"{self.outstanding:.2f}")
        self.collected += amount
        self.invoiced += invoiced
        self.updated_at = at
        self._complete_when_paid(at=at)

    def terminate(self, *, reason: str, at: datetime) -> None:
        """Ends it for good (O3)."""
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


def _total(lines: Sequence[Line]) -> Decimal:
    total = sum((each.amount for each in lines), _NOTHING)
    if total > rules.MOST:
        raise errors.TooMuchMoney
    return total
