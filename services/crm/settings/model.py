from typing import Any

from sqlalchemy.orm import Mapped

from services.crm.db import Base, choices, pool_limits, pool_rules
from services.crm.settings.errors import NoDeadline, StageStays
from services.crm.settings.first_values import DEADLINES
from shared.contracts.crm.settings import ChoiceChanged
from shared.database import Aggregate
from shared.kernel.errors import Conflict

ENDS = ("won", "lost")


class _Versioned:
    version: Mapped[int]

    def expect_version(self, version: int) -> None:
        """:raises Conflict: it was changed since the caller read that version"""
        if version != self.version:
            raise Conflict

    def _take(self, fields: dict[str, Any]) -> None:
        for name, value in fields.items():
            setattr(self, name, value)
        self.version += 1


class Choice(Aggregate, Base):
    """An entry of a configured list; one that is switched off is kept where it stands, and not offered any more."""

    __table__ = choices
    id: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    order: Mapped[int]
    enabled: Mapped[bool]
    chance: Mapped[int | None]
    outcome: Mapped[str | None]
    becomes_id: Mapped[str | None]

    def change(self, fields: dict[str, Any]) -> None:
        """:raises StageStays: opportunities end there"""
        if fields.get("enabled") is False or fields.get("chance", self.chance) != self.chance:
            self.refuse_to_go()
        before = (self.name, self.enabled)
        for name, value in fields.items():
            setattr(self, name, value)
        if before != (self.name, self.enabled):
            self.record(ChoiceChanged(choice_id=self.id, kind=self.kind, name=self.name, enabled=self.enabled))

    def refuse_to_go(self) -> None:
        """:raises StageStays: opportunities end there"""
        if self.outcome in ENDS:
            raise StageStays


class PoolRule(_Versioned, Base):
    """By which deadlines a customer falls into the pool; `red_days` before, lists mark it (C17)."""

    __table__ = pool_rules
    id: Mapped[str]
    name: Mapped[str]
    enabled: Mapped[bool]
    days_without_follow_up: Mapped[int | None]
    days_without_visit: Mapped[int | None]
    days_without_call: Mapped[int | None]
    joined: Mapped[str]
    days_to_sign: Mapped[int | None]
    status_ids: Mapped[list[str]]
    tag_ids: Mapped[list[str]]
    red_days: Mapped[int]

    def change(self, fields: dict[str, Any], *, version: int) -> None:
        """:raises Conflict: changed since the caller read that version  :raises NoDeadline: none would be left"""
        self.expect_version(version)
        self._take(fields)
        if not any(getattr(self, name) for name in DEADLINES):
            raise NoDeadline


class PoolLimits(_Versioned, Base):
    """What a company limits around its pool; None is no limit (C16, C17)."""

    __table__ = pool_limits
    may_hold: Mapped[int | None]
    signed_ones_count: Mapped[bool]
    may_take_a_day: Mapped[int | None]
    days_before_taken_back: Mapped[int | None]
    reason_required: Mapped[bool]
    participants_may_edit: Mapped[bool]

    def change(self, fields: dict[str, Any], *, version: int) -> None:
        """:raises Conflict: they were changed since the caller read that version"""
        self.expect_version(version)
        self._take(fields)
