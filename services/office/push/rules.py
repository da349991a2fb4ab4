"""When a push message is sent, and what becomes of it by the answer of the push service."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

MOST_TRIES, MOST_DEVICES = 5, 10
HEARD_OF_WITHIN = timedelta(days=30)
# What the calendar reminds of need not wake anybody.
BY_DAY = frozenset({"birthday", "falls_soon"})
_MORNING, _NIGHT = time(8), time(22)
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
_GONE, _TOO_MANY, _BROKEN = frozenset({404, 410}), 429, 500


@dataclass(frozen=True)
class Notified:
    """A notification that somebody's devices are told of."""

    id: str
    employee_id: str
    kind: str


@dataclass(frozen=True)
class Outcome:
    """Sent; the device is gone; to be tried later; or never to be taken."""

    kind: Literal["sent", "gone", "later", "refused"]
    retry_after: int | None = None


def outcome_of(status: int, *, retry_after: int | None = None) -> Outcome:
    if 200 <= status < 300:  # noqa: PLR2004  # HTTP's own numbers
        return Outcome("sent")
    if status in _GONE:
        return Outcome("gone")
    if status == _TOO_MANY or status >= _BROKEN:
        return Outcome("later", retry_after)
    return Outcome("refused")


def pause(tries: int, *, retry_after: int | None = None) -> timedelta:
    """How long to wait after so many tries: doubling, an hour at most, and as long as was asked."""
    doubled = min(_FIRST_PAUSE * (1 << max(0, tries - 1)), _LONGEST_PAUSE)
    return max(doubled, min(timedelta(seconds=retry_after or 0), _LONGEST_PAUSE))


def due_at(kind: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """At once; what can wait, not between ten in the evening and eight in the morning of the company."""
    local = now.astimezone(zone)
    if kind not in BY_DAY or _MORNING <= local.time() < _NIGHT:
        return now
    day = local.date() + timedelta(days=1 if local.time() >= _NIGHT else 0)
    return datetime.combine(day, _MORNING, zone)
