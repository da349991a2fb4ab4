"""Where something was done: a position on the earth and its address in words; how far positions are from each other."""

from collections.abc import Mapping
from decimal import Decimal
from math import asin, cos, degrees, radians, sin, sqrt
from typing import Any, NamedTuple, Self

from sqlalchemy import Numeric
from sqlalchemy.orm import Mapped, mapped_column

_DEGREES = Numeric(9, 6)
_SIXTH_PLACE = Decimal("0.000001")
Position = dict[str, float]
EARTH_RADIUS_M = 6_371_008.8
_POLE = 90.0


class Placed:
    """Mixin of what was done at a place."""

    longitude: Mapped[Decimal | None] = mapped_column(_DEGREES)
    latitude: Mapped[Decimal | None] = mapped_column(_DEGREES)
    address: Mapped[str | None]

    def put_at(self, position: Mapping[str, float] | None, *, address: str | None) -> Self:
        self.address = address
        if position is not None:
            self.longitude, self.latitude = (to_sixth_place(position[name]) for name in ("lng", "lat"))
        return self


def to_sixth_place(value: float) -> Decimal:
    """To the sixth place, about ten centimetres."""
    return Decimal(str(value)).quantize(_SIXTH_PLACE)


def position_of(row: Any) -> Position | None:
    """As answers show it."""
    return None if row.longitude is None else {"lng": float(row.longitude), "lat": float(row.latitude)}


def distance_m(here: Mapping[str, float], there: Mapping[str, float] | None) -> int | None:
    """Metres between two positions over the surface of the earth; None when one of them is not known."""
    if there is None:
        return None
    lat, other_lat = radians(here["lat"]), radians(there["lat"])
    half_lat, half_lng = (other_lat - lat) / 2, radians(there["lng"] - here["lng"]) / 2
    square = sin(half_lat) ** 2 + cos(lat) * cos(other_lat) * sin(half_lng) ** 2
    return round(2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(square))))


class Box(NamedTuple):
    """Between parallels and meridians, in degrees; one that crosses the date line has its west east of its east."""

    south: float
    north: float
    west: float
    east: float


def box_around(here: Mapping[str, float], *, radius_m: float) -> Box:
    """The smallest box that holds all within the radius."""
    reach = radius_m / EARTH_RADIUS_M
    south, north = here["lat"] - degrees(reach), here["lat"] + degrees(reach)
    if max(-south, north) >= _POLE:
        return Box(max(south, -_POLE), min(north, _POLE), -180.0, 180.0)
    wide = degrees(asin(sin(reach) / cos(radians(here["lat"]))))
    return Box(south, north, _around(here["lng"] - wide), _around(here["lng"] + wide))


def _around(longitude: float) -> float:
    """The same meridian, named from -180 to 180."""
    return (longitude + 180) % 360 - 180
