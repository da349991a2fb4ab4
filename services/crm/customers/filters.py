"""A list's query as conditions: built once per shape, with parameters in place of values, so compiled once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ARRAY, ColumnElement, any_, bindparam, cast, false, or_, select

from services.crm.custom_fields import filtering
from services.crm.customers.model import Customer
from services.crm.customers.tables import customer_counts, customer_tags, participants
from shared.database import Id, Transaction
from shared.database.tables import employees
from shared.directory.scope import Shape, departments_below_each, scope_condition, scope_shape, scope_values
from shared.kernel.errors import Forbidden

Condition = ColumnElement[bool]
_C = Customer.__table__.c
VIEWS = ("mine", "participating", "team", "pool", "recycled")
_COUNTED = frozenset({"stage", "status_id", "status_id:none", "owner_id", "department_id"})
_RANGES = ("created", "followed", "pooled")
_LISTS = ("status_id", "tag_id", "source_id", "owner_id", "department_id", "found")


@dataclass(frozen=True)
class FilterShape:
    """What a query asks by, whatever the values: its view, the form of the actor's scope, and the filters given."""

    view: str
    scope: Shape
    given: frozenset[str]
    custom: tuple[filtering.Part, ...] = ()


def shape_of(tx: Transaction, *, view: str, **filters: Any) -> FilterShape:
    """:raises Forbidden: the recycle bin needs its permission"""
    if view == "recycled" and not tx.actor.may("use_recycle_bin"):
        raise Forbidden
    custom = filtering.asked_by(tx, "customer", filters.pop("field", None))
    return FilterShape(view, scope_shape(tx.actor, "customers"), frozenset(_given(filters)), custom.parts)


def values_of(tx: Transaction, *, view: str, **filters: Any) -> dict[str, Any]:
    """The values of the conditions' parameters."""
    values: dict[str, Any] = {"company_id": tx.company_id, "actor_id": tx.actor.employee_id, "view": view}
    values |= scope_values(tx.actor, "customers")
    for name in _LISTS:
        values[name] = [str(each) for each in filters.get(name) or () if each is not None]
    values |= filtering.asked_by(tx, "customer", filters.get("field")).values
    zone = ZoneInfo(tx.actor.time_zone)
    for name in _RANGES:
        values[f"{name}_from"] = _midnight(filters.get(f"{name}_from"), zone)
        values[f"{name}_to"] = _midnight(filters.get(f"{name}_to"), zone, days=1)
    return values | {"stage": filters.get("stage"), "q": _pattern(filters.get("q") or "")}


@lru_cache(maxsize=512)
def conditions(shape: FilterShape) -> tuple[Condition, ...]:
    """All of them hold for what the list shows."""
    return (
        _C.company_id == bindparam("company_id", type_=Id),
        *_view(shape, _C, recycled=_C.recycled_at.is_not(None)),
        *_named(shape.given),
        *_filters(shape.given, _C),
        *_tagged(shape.given),
        *filtering.conditions(_C.fields, shape.custom),
    )


def conditions_of_counts(shape: FilterShape) -> tuple[Condition, ...] | None:
    """The same for the counts; None where the list asks for more than these tell apart."""
    if shape.view == "participating" or shape.custom or shape.given - _COUNTED:
        return None
    counts = customer_counts.c
    return (
        counts.company_id == bindparam("company_id", type_=Id),
        *_view(shape, counts, recycled=counts.recycled),
        *_filters(shape.given, counts),
    )


def _view(shape: FilterShape, c: Any, *, recycled: Condition) -> Iterator[Condition]:
    scope = scope_condition(shape.scope, owner=c.owner_id)
    me = bindparam("actor_id", type_=Id)
    if shape.view == "recycled":
        yield recycled
        yield or_(c.owner_id.is_(None), scope)
        return
    yield ~recycled
    match shape.view:
        case "mine":
            yield c.owner_id == me
        case "participating":
            yield c.owner_id.is_not(None)
            p = participants.c
            joined = select(p.customer_id).where(p.company_id == bindparam("company_id", type_=Id), p.employee_id == me)
            yield c.id.in_(joined)
        case "team":
            yield c.owner_id.is_not(None)
            yield scope
        case _:
            yield c.owner_id.is_(None)


def _named(given: frozenset[str]) -> Iterator[Condition]:
    if "q" in given:
        like = _C.name.ilike if "q:letters" in given else _C.name.like
        named = like(bindparam("q"))
        yield or_(named, _C.phone.like(bindparam("q"))) if "q:digits" in given else named
    if "found" in given:
        yield _C.id == _any("found")


def _filters(given: frozenset[str], c: Any) -> Iterator[Condition]:
    if "stage" in given:
        yield c.stage == bindparam("stage")
    for name in ("status_id", "source_id", "owner_id"):
        if name in c:
            yield from _one_of(name, c[name] == _any(name), c[name].is_(None), given)
    if "department_id" in given:
        company_id = bindparam("company_id", type_=Id)
        below = departments_below_each(company_id, cast(bindparam("department_id"), ARRAY(Id)))
        there = select(employees.c.id).where(employees.c.company_id == company_id, employees.c.department_id.in_(below))
        yield c.owner_id.in_(there)
    for name in _RANGES:
        if f"{name}_from" in given:
            yield c[f"{name}_at"] >= bindparam(f"{name}_from")
        if f"{name}_to" in given:
            yield c[f"{name}_at"] < bindparam(f"{name}_to")


def _tagged(given: frozenset[str]) -> Iterator[Condition]:
    tags = select(customer_tags.c.customer_id).where(
        customer_tags.c.company_id == _C.company_id, customer_tags.c.customer_id == _C.id
    )
    tagged = tags.where(customer_tags.c.choice_id == _any("tag_id"))
    yield from _one_of("tag_id", tagged.exists(), ~tags.exists(), given)


def _one_of(name: str, chosen: Condition, unset: Condition, given: frozenset[str]) -> Iterator[Condition]:
    parts = [part for part, mark in ((chosen, name), (unset, f"{name}:none")) if mark in given]
    if parts:
        yield or_(false(), *parts)


def _given(filters: Mapping[str, Any]) -> Iterator[str]:
    for name, value in filters.items():
        if name == "sort" or value is None or value == "":
            continue
        if name == "found" or not isinstance(value, list):
            yield name
        else:
            yield from _choices(name, value)
    yield from _kinds_of_signs(filters.get("q") or "")


def _choices(name: str, chosen: list[Any]) -> Iterator[str]:
    if any(each is not None for each in chosen):
        yield name
    if None in chosen:
        yield f"{name}:none"


def _kinds_of_signs(q: str) -> Iterator[str]:
    """Chinese has no case, and `ilike` costs five times `like`; a number is asked for by digits."""
    if q.lower() != q.upper():
        yield "q:letters"
    if any(sign.isdigit() for sign in q):
        yield "q:digits"


def _any(name: str) -> ColumnElement[Any]:
    return any_(cast(bindparam(name), ARRAY(Id)))


def _midnight(day: date | None, zone: ZoneInfo, *, days: int = 0) -> datetime | None:
    return None if day is None else datetime.combine(day + timedelta(days=days), time(), zone)


def _pattern(q: str) -> str:
    escaped = q.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
