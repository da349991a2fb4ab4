"""Where something was done: a position on the earth and its address in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Self

from sqlalchemy import Numeric
from sqlalchemy.orm import Mapped, mapped_column

_DEGREES = Numeric(9, 6)
_SIXTH_PLACE = Decimal("0.000001")
Position = dict[str, float]


class Placed:
    """Mixin of what was done at a place."""

    longitude: Mapped[Decimal | None] = mapped_column(_DEGREES)
    latitude: Mapped[Decimal | None] = mapped_column(_DEGREES)
    address: Mapped[str | None]

    def put_at(self, position: Mapping[str, float] | None, *, address: str | None) -> Self:
        self.address = address
        if position is not None:
            self.longitude, self.latitude = (degrees(position[name]) for name in ("lng", "lat"))
        return self


def degrees(value: float) -> Decimal:
    """To the sixth place, about ten centimetres."""
    return Decimal(str(value)).quantize(_SIXTH_PLACE)


def position_of(row: Any) -> Position | None:
    """As answers show it."""
    return None if row.longitude is None else {"lng": float(row.longitude), "lat": float(row.latitude)}
