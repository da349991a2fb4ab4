from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self, cast

from sqlalchemy import DateTime, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.collections import errors, rules
from services.crm.collections.rules import Status
from services.crm.db import Base
from shared.contracts.crm import collections as events
from shared.contracts.crm.collections import CollectionState, PlanState
from shared.contracts.crm.events import Named
from shared.contracts.crm.orders import OrderState
from shared.contracts.crm.submissions import ApprovalRequest, Subject
from shared.contracts.files import File
from shared.database import Aggregate, Id
from shared.kernel.actor import Person

_MOMENT = DateTime(timezone=True)
_MONEY = Numeric(14, 2)


class CollectionPlan(Aggregate, Base):
    """What is to be collected on a day; `method` is filled in."""

    __tablename__ = "collection_plans"
    __allow_unmapped__ = True

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    order_id: Mapped[str] = mapped_column(Id)
    due_on: Mapped[date]
    amount: Mapped[Decimal] = mapped_column(_MONEY)
    method_id: Mapped[str | None] = mapped_column(Id)
    remind_days: Mapped[int | None]
    told_for: Mapped[date | None]
    note: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(_MOMENT)
    created_by: Mapped[str] = mapped_column(Id)
    method: Named | None = None

    @classmethod
    def create(
        cls,
        *,
        company_id: str,
        plan_id: str,
        order_id: str,
        order: OrderState,
        given: Mapping[str, Any],
        method: Named | None,
        by_id: str,
        at: datetime,
    ) -> Self:
        plan = cls(company_id=company_id, id=plan_id, order_id=order_id, created_at=at, created_by=by_id, **given)
        plan._pay_by(method)
        plan.record(events.CollectionPlanCreated(**plan._about(order)))
        return plan

    def change(self, *, given: Mapping[str, Any], method: tuple[Named | None] | None, order: OrderState) -> None:
        """Takes over data; `method` is given in brackets, since none is one too."""
        before = self.told()
        for name, value in given.items():
            setattr(self, name, value)
        if method is not None:
            self._pay_by(method[0])
        if self.told() != before:
            self.record(events.CollectionPlanChanged(**self._about(order), before=before))

    def tell_of_due(self, *, order: OrderState, today: date) -> None:
        """Reminds of it, once per due date."""
        self.told_for = self.due_on
        days = (self.due_on - today).days
        self.record(events.CollectionPlanDueNear(**self._about(order), days=days))

    def delete(self, *, order: OrderState) -> None:
        """Its last word, before the repository removes it."""
        self.record(events.CollectionPlanDeleted(**self._about(order)))

    def told(self) -> PlanState:
        return {
            "due_on": self.due_on.isoformat(),
            "amount": f"{self.amount:.2f}",
            "method": self.method,
            "remind_days": self.remind_days,
        }

    def _pay_by(self, method: Named | None) -> None:
        self.method, self.method_id = method, method["id"] if method else None

    def _about(self, order: OrderState) -> dict[str, Any]:
        return {"collection_plan_id": self.id, "order_id": self.order_id, "order": order, "state": self.told()}


class Collection(Aggregate, Base):
    """What was collected; `method` is filled in."""

    __tablename__ = "collections"
    __allow_unmapped__ = True

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    order_id: Mapped[str] = mapped_column(Id)
    received_on: Mapped[date]
    amount: Mapped[Decimal] = mapped_column(_MONEY)
    invoiced: Mapped[Decimal] = mapped_column(_MONEY)
    method_id: Mapped[str] = mapped_column(Id)
    payee: Mapped[str | None]
    status: Mapped[str]
    submission: Mapped[int]
    refusal_reason: Mapped[str | None]
    files: Mapped[list[File]] = mapped_column(JSONB)
    note: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(_MOMENT)
    created_by: Mapped[str] = mapped_column(Id)
    method: Named

    @classmethod
    def create(
        cls,
        *,
        company_id: str,
        collection_id: str,
        order_id: str,
        order: OrderState,
        given: Mapping[str, Any],
        method: Named,
        by: Person,
        at: datetime,
        approval_needed: bool = False,
    ) -> Self:
        """One that counts at once, or when its approval passed."""
        collection = cls(
            company_id=company_id,
            id=collection_id,
            order_id=order_id,
            method_id=method["id"],
            status="counted",
            submission=0,
            created_at=at,
            created_by=by["id"],
            **given,
        )
        collection.method = method
        if approval_needed:
            collection.submit(order=order, by=by)
        else:
            collection.count(order=order)
        return collection

    def require(self, right: str, *, approval_needed: bool) -> None:
        """:raises WaitsForApproval: it does  :raises CountedStays: it would be changed past its approval

        :raises NothingToSubmit: it counts
        """
        if self.status == "in_approval":
            raise errors.WaitsForApproval
        if right not in rules.MAY[cast(Status, self.status)]:
            raise errors.NothingToSubmit
        if right == "edit" and self.status == "counted" and (approval_needed or self.submission):
            raise errors.CountedStays

    def submit(self, *, order: OrderState, by: Person) -> None:
        """Hands it to the office; it does not count until it passed."""
        self.submission += 1
        self.status, self.refusal_reason = "in_approval", None
        title = f"{order['title']} ¥{self.amount:.2f}"
        asked = {
            "amount": f"{self.amount:.2f}",
            "received_on": self.received_on.isoformat(),
            "method": self.method["name"],
            "note": self.note,
        }
        self.record(
            events.CollectionSubmitted(
                **self._about(order),
                subject=Subject(kind="collection", id=self.id, name=title, submission=self.submission),
                approval=ApprovalRequest(
                    form="collection", title=title, fields=asked, customer=order["customer"], submitter=by
                ),
            )
        )

    def awaits(self, *, submission: int) -> bool:
        """Whether the office's last word about this submission is still to be applied."""
        return self.status == "in_approval" and submission == self.submission

    def count(self, *, order: OrderState) -> None:
        """From now on it is part of what the order collected."""
        self.status = "counted"
        self.record(events.CollectionCreated(**self._about(order)))

    def return_as(self, status: Status, *, reason: str | None, order: OrderState) -> None:
        """It does not count: refused, or to be submitted anew."""
        self.status, self.refusal_reason = status, reason
        self.record(events.CollectionReturned(**self._about(order), status=status, reason=reason))

    def change(self, *, given: Mapping[str, Any], method: Named | None) -> CollectionState:
        """Takes over data, None leaves the method as it is; what it was before."""
        before = self.told()
        for name, value in given.items():
            setattr(self, name, value)
        if method is not None:
            self.method, self.method_id = method, method["id"]
        return before

    def tell_change(self, before: CollectionState, *, order: OrderState) -> None:
        """Tells what was mended, once the order knows of it; what does not count yet is told when it does."""
        if self.status == "counted" and self.told() != before:
            self.record(events.CollectionChanged(**self._about(order), before=before))

    def delete(self, *, order: OrderState) -> None:
        """Its last word, before the repository removes it."""
        if self.status == "counted":
            self.record(events.CollectionDeleted(**self._about(order)))
        else:
            self.record(events.CollectionReturned(**self._about(order), status="deleted", reason=None))

    def told(self) -> CollectionState:
        return {
            "received_on": self.received_on.isoformat(),
            "amount": f"{self.amount:.2f}",
            "invoiced": f"{self.invoiced:.2f}",
            "method": self.method,
            "payee": self.payee,
        }

    def _about(self, order: OrderState) -> dict[str, Any]:
        return {"collection_id": self.id, "order_id": self.order_id, "order": order, "state": self.told()}
