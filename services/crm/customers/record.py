"""What is kept of a customer: its columns, what their names stand for, its log, and who may do what to it now."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import DateTime, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.customers import errors, rules
from services.crm.customers.rules import Clocks, Terms
from services.crm.db import Base
from shared.contracts.crm.events import CustomerState, Named
from shared.database import Aggregate, Id
from shared.kernel.actor import Person
from shared.kernel.errors import DomainError, Forbidden, Missing

_MOMENT = DateTime(timezone=True)
_DEGREES = Numeric(9, 6)
NO_CHANGES: Mapping[str, list[Any]] = {}
_LEAVES_POOL = frozenset({"take", "assign"})
_WRONG_STATE: dict[str, type[DomainError]] = {
    "follow_up": errors.InPoolTakesNoFollowUp,
    "take": errors.AlreadyTaken,
    "assign": errors.AlreadyTaken,
    "restore": errors.NotRecycled,
    "purge": errors.NotRecycled,
}


class Participant(NamedTuple):
    """Somebody who works along with the owner; edits basic data only when `may_edit`."""

    person: Person
    may_edit: bool


class Line(NamedTuple):
    """A line of the change log; `changes` maps field to [before, after], in words for people."""

    kind: str
    changes: dict[str, list[Any]]


class CustomerRecord(Aggregate, Base):
    """A customer without its verbs.

    What the names stand for (`owner`, `status`, `source`, `tags`, `participants`), the terms of the company and the
    rights of who acts are not columns: the repository fills them in.
    """

    __abstract__ = True
    __allow_unmapped__ = True

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    phone: Mapped[str | None]
    address: Mapped[str | None]
    note: Mapped[str | None]
    longitude: Mapped[Decimal | None] = mapped_column(_DEGREES)
    latitude: Mapped[Decimal | None] = mapped_column(_DEGREES)
    stage: Mapped[str]
    status_id: Mapped[str | None] = mapped_column(Id)
    source_id: Mapped[str | None] = mapped_column(Id)
    owner_id: Mapped[str | None] = mapped_column(Id)
    former_owner_id: Mapped[str | None] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(_MOMENT)
    created_by: Mapped[str] = mapped_column(Id)
    updated_at: Mapped[datetime] = mapped_column(_MOMENT)
    updated_by: Mapped[str] = mapped_column(Id)
    taken_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    followed_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    visited_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    called_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    pooled_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    recycled_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    falls_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    falls_rule_id: Mapped[str | None] = mapped_column(Id)
    fall_told_for: Mapped[datetime | None] = mapped_column(_MOMENT)
    fields: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    owner: Person | None = None
    status: Named | None = None
    source: Named | None = None
    tags: Sequence[Named] = ()
    participants: Mapping[str, Participant] = {}
    terms: Terms = Terms()
    rights: Collection[str] = frozenset()
    just_taken: bool = False

    def state(self) -> CustomerState:
        """The customer as its events tell it."""
        return {
            "name": self.name,
            "stage": self.stage,
            "owner": self.owner,
            "status": self.status,
            "tags": list(self.tags),
            "recycled": self.recycled_at is not None,
        }

    @property
    def whereabouts(self) -> rules.State:
        """With an owner, in the pool, or in the recycle bin."""
        return rules.state_of(owned=self.owner_id is not None, recycled=self.recycled_at is not None)

    def require(self, right: str) -> None:
        """:raises Missing: not the actor's to see  :raises Forbidden: seen, but not theirs to do

        Where nobody may do it in this state, the broken rule is named. Who loses the race for a pool customer saw it a
        moment ago, and is told that somebody was faster.
        """
        if "view" not in self.rights:
            raise errors.AlreadyTaken if self.just_taken and right in _LEAVES_POOL else Missing
        if right in self.rights:
            return
        if any(right in allowed for allowed in rules.RIGHTS[self.whereabouts].values()):
            raise Forbidden
        if right in _WRONG_STATE and self.whereabouts != "recycled":
            raise _WRONG_STATE[right]
        raise errors.Recycled if self.whereabouts == "recycled" else errors.AlreadyInPool

    def take_lines(self) -> list[Line]:
        """The lines of the change log written since the last call."""
        lines: list[Line] = self.__dict__.pop("_lines", [])
        return lines

    def clocks(self) -> Clocks:
        """What its fall is reckoned from."""
        return Clocks(
            taken_at=self.taken_at,
            acts={"follow_up": self.followed_at, "visit": self.visited_at, "call": self.called_at},
            status_id=self.status_id,
            tag_ids=[each["id"] for each in self.tags],
        )

    def _reckon_fall(self) -> None:
        """Keeps the date on which it falls; only an owned, developing customer does."""
        stays = self.owner_id is None or self.recycled_at is not None or self.stage != "developing"
        fall = None if stays else rules.first_fall(self.terms.rules, self.clocks())
        self.falls_at, self.falls_rule_id = (fall[0], fall[1].id) if fall else (None, None)

    def _touch(self, *, by: Person, at: datetime) -> None:
        self.updated_at, self.updated_by = at, by["id"]

    def _note(self, kind: str, told: Mapping[str, list[Any]] = NO_CHANGES, **changes: list[Any]) -> None:
        self.__dict__.setdefault("_lines", []).append(Line(kind, {**told, **changes}))

    def _basic_data(self) -> dict[str, Any]:
        place = f"{self.longitude},{self.latitude}" if self.longitude is not None else None
        return {
            "name": self.name,
            "phone": self.phone,
            "address": self.address,
            "note": self.note,
            "source": self.source and self.source["name"],
            "position": place,
        }

    def _require_owner(self) -> Person:
        if self.owner is None:
            raise errors.AlreadyInPool
        return self.owner

    def _refuse_unless_in_pool(self) -> None:
        if self.owner_id is not None:
            raise errors.AlreadyTaken

    def _refuse_unless_recycled(self) -> None:
        if self.recycled_at is None:
            raise errors.NotRecycled

    def _refuse_if_signed(self) -> None:
        if self.stage == "signed":
            raise errors.SignedCustomerStays
