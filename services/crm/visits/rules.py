"""What holds for visits: how far one was from the customer, and how late a visit may be sent."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8
MOST_DAYS_LATE = 7
_CLOCKS_DIFFER = timedelta(minutes=5)


def distance_m(here: Mapping[str, float], there: Mapping[str, float] | None) -> int | None:
    """Metres between two positions over the surface of the earth; None when one of them is not known."""
    if there is None:
        return None
    lat, other_lat = radians(here["lat"]), radians(there["lat"])
    half_lat, half_lng = (other_lat - lat) / 2, radians(there["lng"] - here["lng"]) / 2
    square = sin(half_lat) ** 2 + cos(lat) * cos(other_lat) * sin(half_lng) ** 2
    return round(2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(square))))


def visited_at(told: datetime | None, *, now: datetime) -> datetime | None:
    """When it was: what the phone told of a visit it could not send at once; None when that cannot be.

    A phone's clock may differ by minutes, so that what it tells of just now is now.
    """
    if told is None or abs(now - told) <= _CLOCKS_DIFFER:
        return now
    return told if now - timedelta(days=MOST_DAYS_LATE) <= told < now else None
