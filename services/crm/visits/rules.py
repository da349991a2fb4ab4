"""What holds for visits: how late one may be sent."""

from datetime import datetime, timedelta

MOST_DAYS_LATE = 7
_CLOCKS_DIFFER = timedelta(minutes=5)


def visited_at(told: datetime | None, *, now: datetime) -> datetime | None:
    """When it was: what the phone told of a visit it could not send at once; None when that cannot be.

    A phone's clock may differ by minutes, so that what it tells of just now is now.
    """
    if told is None or abs(now - told) <= _CLOCKS_DIFFER:
        return now
    return told if now - timedelta(days=MOST_DAYS_LATE) <= told < now else None
