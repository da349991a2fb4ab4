"""Customers near a place, the nearest first: a box of degrees along an index, then the distance over the sphere."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Float, Select, and_, bindparam, func, or_, select, type_coerce

from services.crm.customers.filters import FilterShape, conditions, shape_of, values_of
from services.crm.customers.model import Customer
from services.crm.customers.queries import BOUND, show
from services.crm.places import EARTH_RADIUS_M, box_around
from shared.database import Transaction

_C = Customer.__table__.c


def list_nearby(
    tx: Transaction, *, lng: float, lat: float, radius_m: int, page: int, page_size: int, **filters: Any
) -> dict[str, Any]:
    """Customers of a list within a radius of a place, each with its distance; the total is exact up to 10,000."""
    box = box_around({"lng": lng, "lat": lat}, radius_m=radius_m)
    near = _near(shape_of(tx, **filters), crosses=box.west > box.east)
    values = values_of(tx, **filters) | box._asdict() | {"lng": lng, "lat": lat, "radius_m": radius_m}
    nearest = near.order_by("distance", _C.id).limit(bindparam("limit")).offset(bindparam("offset"))
    paged = {"limit": page_size, "offset": (page - 1) * page_size}
    distances = {row.id: row.distance for row in tx.connection.execute(nearest, values | paged)}
    total = tx.connection.scalar(select(func.count()).select_from(near.limit(BOUND + 1).subquery()), values) or 0
    items = [each | {"distance_m": round(distances[each["id"]])} for each in show(tx, list(distances))]
    answer = {"items": items, "total": min(total, BOUND), "page": page, "page_size": page_size}
    return answer | ({"total_is_lower_bound": True} if total > BOUND else {})


@lru_cache(maxsize=256)
def _near(shape: FilterShape, *, crosses: bool) -> Select[Any]:
    distance = _distance()
    return select(_C.id, distance.label("distance")).where(
        *conditions(shape), *_in_box(crosses=crosses), distance <= bindparam("radius_m", type_=Float)
    )


def _in_box(*, crosses: bool) -> tuple[ColumnElement[bool], ...]:
    east_of, west_of = _C.longitude >= _given("west"), _C.longitude <= _given("east")
    join = or_ if crosses else and_
    return _C.latitude >= _given("south"), _C.latitude <= _given("north"), join(east_of, west_of)


def _distance() -> ColumnElement[float]:
    """Metres by the haversine, as `places.distance_m` reckons them."""
    here_lat, lat = func.radians(bindparam("lat", type_=Float)), func.radians(_C.latitude)
    half_lng = func.radians(_C.longitude - bindparam("lng", type_=Float)) / 2
    square = func.power(func.sin((lat - here_lat) / 2), 2) + func.cos(here_lat) * func.cos(lat) * func.power(
        func.sin(half_lng), 2
    )
    return type_coerce(2 * EARTH_RADIUS_M * func.asin(func.least(1.0, func.sqrt(square))), Float)


def _given(name: str) -> ColumnElement[Any]:
    """Compared as the column is kept, so that its index serves."""
    return bindparam(name, type_=_C.latitude.type)
