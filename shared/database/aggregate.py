"""Aggregates: what changes as one, and says so in events."""

from sqlalchemy import Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shared.kernel.errors import Conflict
from shared.kernel.events import Event

Id = Uuid(as_uuid=False)


class Aggregate:
    """Mixin of a mapped class whose changes are told as events.

    `version` grows by one with each recorded event, so an aggregate's events are numbered without a gap, and the same
    number guards against writing over somebody else's change.
    """

    version: Mapped[int] = mapped_column(Integer, default=0)

    def record(self, event: Event) -> None:
        """Remembers an event to be written in the same transaction as the change."""
        self.__dict__.setdefault("_recorded", []).append(event)

    def take_recorded(self) -> list[Event]:
        """The events recorded since the last call."""
        recorded: list[Event] = self.__dict__.pop("_recorded", [])
        return recorded

    def expect_version(self, version: int | None) -> None:
        """:raises Conflict: it was changed since the caller read that version"""
        if version is not None and version != self.version:
            raise Conflict
