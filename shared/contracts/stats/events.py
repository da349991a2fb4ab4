"""Events of stats."""

from dataclasses import dataclass
from typing import ClassVar

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


EVENTS: tuple[type[Event], ...] = (DifferenceFound,)
