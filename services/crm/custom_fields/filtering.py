"""Lists narrowed and sorted by custom fields: `field=<id>:is:<value>`, `sort=-field:<id>`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ARRAY, BindParameter, ColumnElement, Numeric, Text, any_, bindparam, cast, func

from services.crm.custom_fields.rules import how_compared
from services.crm.custom_fields.values import Definition, definitions
from shared.database import Transaction
from shared.fields import read_words
from shared.fields.types import Wrong
from shared.kernel.errors import Invalid

Condition = ColumnElement[bool]
Comparison = Literal["is", "has", "from", "to", "none"]
ASKED = re.compile(r"(?P<id>[0-9a-f-]{36}):(?P<how>is|has|from|to|none):(?P<value>.{0,200})", re.DOTALL)
SORTED = re.compile(r"-?field:[0-9a-f-]{36}")
MOST = 20
_ALLOWED: Mapping[str, frozenset[str]] = {
    "text": frozenset({"is", "has", "none"}),
    "choice": frozenset({"is", "none"}),
    "choices": frozenset({"is", "none"}),
    "number": frozenset({"is", "from", "to", "none"}),
    "order": frozenset({"is", "from", "to", "none"}),
    "moment": frozenset({"from", "to", "none"}),
}


class Part(NamedTuple):
    """One condition whatever its field and value: how it compares, and what it compares as."""

    how: Comparison
    kind: str


@dataclass(frozen=True)
class Asked:
    """A list's conditions by custom fields: their shapes, and the values of their parameters."""

    parts: tuple[Part, ...]
    values: dict[str, Any]


NOTHING = Asked((), {})
UNKNOWN: Mapping[str, Any] = {}


def asked_by(tx: Transaction, of: str, given: Sequence[str] | None) -> Asked:
    """:raises Invalid: no such filterable field, or a value that is none of its type"""
    if not given:
        return NOTHING
    known = {each.id: each for each in definitions(tx, of) if each.filterable}
    zone = ZoneInfo(tx.actor.time_zone)
    gathered: dict[tuple[str, str], list[Any]] = {}
    for each in given:
        found = ASKED.fullmatch(each)
        field = known.get(found["id"]) if found else None
        if found is None or field is None or found["how"] not in _ALLOWED[how_compared(field.type)]:
            raise Invalid(errors={"field": ["Unknown field."]})
        gathered.setdefault((field.id, found["how"]), []).append(
            _value(field, how=found["how"], words=found["value"], zone=zone)
        )
    parts: list[Part] = []
    values: dict[str, Any] = {}
    for number, ((field_id, how), those) in enumerate(gathered.items()):
        kind = how_compared(known[field_id].type)
        parts.append(Part(how, kind))  # type: ignore[arg-type]  # the pattern has only these
        values |= {f"field_{number}": field_id, f"field_{number}_value": those if how == "is" else those[0]}
    return Asked(tuple(parts), values)


def conditions(
    fields: ColumnElement[Any], parts: Sequence[Part], *, values: Mapping[str, Any] = UNKNOWN
) -> Iterator[Condition]:
    """`fields` is the column of values; parameters without values get them when the statement is executed."""
    for number, part in enumerate(parts):
        key = _parameter(f"field_{number}", values, type_=Text)
        value: ColumnElement[Any] = _parameter(f"field_{number}_value", values)
        text = fields.op("->>", return_type=Text())(key)
        if part.how == "none":
            yield text.is_(None)
        elif part.how == "has":
            yield text.ilike(value)
        elif part.how == "is":
            yield _one_of(text, fields.op("->")(key), value, kind=part.kind)
        else:
            yield _from_or_to(text, value, part)


def _one_of(text: ColumnElement[Any], whole: ColumnElement[Any], values: Any, *, kind: str) -> Condition:
    if kind == "choices":
        return func.jsonb_exists_any(whole, cast(values, ARRAY(Text)))
    if kind == "number":
        return cast(text, Numeric) == any_(cast(values, ARRAY(Numeric)))
    return text == any_(cast(values, ARRAY(Text)))


def _from_or_to(text: ColumnElement[Any], bound: ColumnElement[Any], part: Part) -> Condition:
    if part.kind == "number":
        text, bound = cast(text, Numeric), cast(bound, Numeric)
    if part.how == "from":
        return text >= bound
    return text < bound if part.kind == "moment" else text <= bound  # moments end before the next day begins


def narrowed(tx: Transaction, of: str, fields: ColumnElement[Any], given: Sequence[str] | None) -> list[Condition]:
    """What a list is narrowed by, for statements built anew each time. :raises Invalid: as `asked_by`"""
    asked = asked_by(tx, of, given)
    return list(conditions(fields, asked.parts, values=asked.values))


def sorted_column(tx: Transaction, of: str, sort: str, columns: Any) -> ColumnElement[Any]:
    """What such a list is sorted by: a column, or a custom field. :raises Invalid: no such sortable field"""
    kind, values = sort_kind(tx, of, sort)
    name = kind.removeprefix("-")
    if not values:
        return columns[name]  # type: ignore[no-any-return]  # columns by name
    return sort_expression(columns.fields, name.removeprefix("field:"), values=values)


def sort_kind(tx: Transaction, of: str, sort: str) -> tuple[str, dict[str, Any]]:
    """A sort by a custom field without its id, for statements compiled once; others stay as they are.

    :raises Invalid: no such sortable field
    """
    if not SORTED.fullmatch(sort):
        return sort, {}
    sign, field_id = ("-" if sort.startswith("-") else ""), sort.rpartition(":")[2]
    for field in definitions(tx, of):
        if field.id == field_id and field.sortable:
            return f"{sign}field:{how_compared(field.type)}", {"sorted_field": field_id}
    raise Invalid(errors={"sort": ["Unknown field."]})


def sort_expression(
    fields: ColumnElement[Any], kind: str, *, values: Mapping[str, Any] = UNKNOWN
) -> ColumnElement[Any]:
    """What a list is sorted by, of the values in `fields`; what has none comes last."""
    text = fields.op("->>", return_type=Text())(_parameter("sorted_field", values, type_=Text))
    return cast(text, Numeric) if kind == "number" else text


def _parameter(name: str, values: Mapping[str, Any], *, type_: Any = None) -> BindParameter[Any]:
    return bindparam(name, values[name], type_=type_) if name in values else bindparam(name, type_=type_)


def _value(field: Definition, *, how: str, words: str, zone: ZoneInfo) -> Any:
    if how == "none":
        return None
    if how == "has":
        escaped = words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return f"%{escaped}%"
    if field.type == "date_time":
        return _midnight(words, zone, days=int(how == "to"))
    if how_compared(field.type) in {"choice", "choices"}:
        return words
    try:
        return str(read_words(field, words, zone=zone) or "")
    except Wrong as wrong:
        raise Invalid(errors={"field": [str(wrong)]}) from wrong


def _midnight(day: str, zone: ZoneInfo, *, days: int) -> str:
    try:
        moment = datetime.combine(date.fromisoformat(day) + timedelta(days=days), time(), zone)
    except (ValueError, OverflowError):
        raise Invalid(errors={"field": ["Not a valid date."]}) from None
    return moment.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")
