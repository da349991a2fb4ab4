from datetime import datetime
from typing import Any, Self

from sqlalchemy import DateTime
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.customers.errors import AlreadyInPool, AlreadyTaken, NotRecycled, SignedCustomerStays
from services.crm.db import Base
from shared.contracts.crm.events import (
    CustomerAssigned,
    CustomerChanged,
    CustomerCreated,
    CustomerDeleted,
    CustomerDroppedToPool,
    CustomerRestored,
    CustomerState,
    CustomerTaken,
    CustomerTransferred,
)
from shared.database import Aggregate, Id
from shared.kernel.actor import Person

_MOMENT = DateTime(timezone=True)


class Customer(Aggregate, Base):
    """A customer with its verbs: each checks, changes and records the event.

    `owner` is who `owner_id` names, as the directory knows them; the repository fills it in.
    """

    __tablename__ = "customers"
    __allow_unmapped__ = True  # `owner` is not a column

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    phone: Mapped[str | None]
    address: Mapped[str | None]
    note: Mapped[str | None]
    stage: Mapped[str]
    owner_id: Mapped[str | None] = mapped_column(Id)
    former_owner_id: Mapped[str | None] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(_MOMENT)
    created_by: Mapped[str] = mapped_column(Id)
    updated_at: Mapped[datetime] = mapped_column(_MOMENT)
    updated_by: Mapped[str] = mapped_column(Id)
    taken_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    followed_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    pooled_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    recycled_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    owner: Person | None = None

    @classmethod
    def create(cls, *, company_id: str, customer_id: str, by: Person, at: datetime, fields: dict[str, Any]) -> Self:
        """A new developing customer, owned by who creates it."""
        customer = cls(
            company_id=company_id,
            id=customer_id,
            stage="developing",
            owner_id=by["id"],
            taken_at=at,
            created_at=at,
            created_by=by["id"],
            updated_at=at,
            updated_by=by["id"],
            **fields,
        )
        customer.owner = by
        customer.record(CustomerCreated(customer_id=customer_id, state=customer.state()))
        return customer

    def state(self) -> CustomerState:
        """The customer as its events tell it."""
        return {
            "name": self.name,
            "stage": self.stage,
            "owner": self.owner,
            "status": None,
            "tags": [],
            "recycled": self.recycled_at is not None,
        }

    def change(self, *, fields: dict[str, Any], by: Person, at: datetime) -> dict[str, Any]:
        """Takes over basic data and answers what changed: field to [before, after]."""
        changes = {name: [getattr(self, name), new] for name, new in fields.items() if getattr(self, name) != new}
        if changes:
            for name, (_, new) in changes.items():
                setattr(self, name, new)
            self.updated_at, self.updated_by = at, by["id"]
            self.record(CustomerChanged(customer_id=self.id, state=self.state(), changes=changes))
        return changes

    def require_owner(self) -> Person:
        """:raises AlreadyInPool: nobody owns it"""
        if self.owner is None:
            raise AlreadyInPool
        return self.owner

    def drop_to_pool(self, *, reason: str | None, at: datetime) -> None:
        """:raises AlreadyInPool: nobody owns it  :raises SignedCustomerStays: S4"""
        former = self.require_owner()
        self._refuse_if_signed()
        self._own(None, at=at)
        self.pooled_at, self.former_owner_id = at, former["id"]
        self.record(
            CustomerDroppedToPool(
                customer_id=self.id, state=self.state(), former_owner=former, kind="by_hand", reason=reason
            )
        )

    def take(self, *, by: Person, at: datetime) -> None:
        """:raises AlreadyTaken: it is not in the pool any more"""
        self._leave_pool(owner=by, at=at)
        self.record(CustomerTaken(customer_id=self.id, state=self.state()))

    def assign(self, *, owner: Person, at: datetime) -> None:
        """:raises AlreadyTaken: it is not in the pool any more"""
        self._leave_pool(owner=owner, at=at)
        self.record(CustomerAssigned(customer_id=self.id, state=self.state()))

    def transfer(self, *, owner: Person, at: datetime) -> None:
        """:raises AlreadyInPool: nobody owns it"""
        former = self.require_owner()
        if former["id"] == owner["id"]:
            return
        self._own(owner, at=at)
        self.former_owner_id = former["id"]
        self.record(CustomerTransferred(customer_id=self.id, state=self.state(), former_owner=former))

    def delete(self, *, at: datetime) -> None:
        """:raises SignedCustomerStays: S4"""
        self._refuse_if_signed()
        self.recycled_at = at
        self.record(CustomerDeleted(customer_id=self.id, state=self.state(), former_owner=self.owner))

    def restore(self) -> None:
        """:raises NotRecycled: it is not in the recycle bin"""
        if self.recycled_at is None:
            raise NotRecycled
        self.recycled_at = None
        self.record(CustomerRestored(customer_id=self.id, state=self.state()))

    def _leave_pool(self, *, owner: Person, at: datetime) -> None:
        if self.owner_id is not None:
            raise AlreadyTaken
        self._own(owner, at=at)
        self.pooled_at = None

    def _own(self, owner: Person | None, *, at: datetime) -> None:
        self.owner, self.owner_id = owner, owner["id"] if owner else None
        self.taken_at = at if owner else None

    def _refuse_if_signed(self) -> None:
        if self.stage == "signed":
            raise SignedCustomerStays
