"""What the CRM has told, in figures that a listener can compare with what it heard."""

from dataclasses import dataclass
from typing import ClassVar, TypedDict

from shared.kernel.events import Event


class DigestSpan(TypedDict):
    """From the five minutes `first` to the five minutes `last`, both inclusive, counted from 1970 (kernel/digests).

    `marks` is the sum of the marks of the events' ids, as text.
    """

    first: int
    last: int
    events: int
    marks: str


@dataclass(frozen=True, kw_only=True)
class DigestTaken(Event):
    """So many events were told in these spans; digests themselves are not counted.

    Everything counted here was told before this event. Sent every five minutes for today, yesterday and one older day
    (R1). Heard by stats, which asks for what it has not heard.
    """

    type: ClassVar[str] = "crm.digest.taken"
    digest_id: str
    spans: list[DigestSpan]


EVENTS: tuple[type[Event], ...] = (DigestTaken,)
