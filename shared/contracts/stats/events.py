"""Events of stats."""

from dataclasses import dataclass, field
from typing import ClassVar, TypedDict

from shared.kernel.actor import Person
from shared.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DifferenceFound(Event):
    """What was heard of a service in a span is not what it told: `told` and `heard` count events.

    Sent when a digest does not agree (R1). Heard by the `source`, which tells all of the span again; what was heard
    before is known by its ids.
    """

    type: ClassVar[str] = "stats.difference.found"
    difference_id: str
    source: str
    first: int
    last: int
    told: int
    heard: int


class TargetOfSpan(TypedDict):
    """How many and how much in a "month" or a "week", which begins on the day `start`; money as text."""

    span: str
    start: str
    number: int
    amount: str


@dataclass(frozen=True, kw_only=True)
class TargetSet(Event):
    """What an employee is to reach was set: of "wins", "orders" or "collections".

    Sent when saved, once per employee (Q7 to Q9). Heard by live screens.
    """

    type: ClassVar[str] = "stats.target.set"
    target_id: str
    kind: str
    employee: Person
    targets: list[TargetOfSpan] = field(default_factory=list)


EVENTS: tuple[type[Event], ...] = (DifferenceFound, TargetSet)
