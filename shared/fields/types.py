"""The types a field may have, each with the one form in which its values are kept: JSON-native, and one per meaning."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, get_args
from urllib.parse import urlsplit
from uuid import UUID

FieldType = Literal[
    "single_line",
    "multi_line",
    "number",
    "integer",
    "money",
    "date",
    "time",
    "date_time",
    "single_choice",
    "multiple_choice",
    "phone",
    "email",
    "url",
    "picture",
]
Value = str | int | list[str]
TYPES: tuple[FieldType, ...] = get_args(FieldType)
MANY: frozenset[FieldType] = frozenset({"multiple_choice", "picture"})
MOST_PICTURES = 9

_LONGEST = {"single_line": 200, "multi_line": 5_000, "phone": 50, "email": 200, "url": 500}
_PLAIN_NUMBER = re.compile(r"-?\d{1,14}(\.\d{1,6})?", re.ASCII)
_AMOUNT = re.compile(r"-?\d{1,14}(\.\d{1,2})?", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PHONE = re.compile(r"\+?[0-9()\-,#* 转]{5,50}")
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field as it was configured; `choices` are the texts one may choose from."""

    id: str
    title: str
    type: FieldType
    required: bool = False
    choices: tuple[str, ...] = ()


class Wrong(ValueError):
    """A value is none of the field's type; says why in English, as all field errors do."""


def read(field: Field, given: Any) -> Value | None:
    """The value as it is kept; None when there is nothing in it. :raises Wrong: it is none of the field's type"""
    if isinstance(given, str):
        given = given.strip()
    if given is None or given in ("", []):
        return None
    return _READERS[field.type](field, given)


def _text(field: Field, given: Any) -> str:
    if not isinstance(given, str):
        raise Wrong("Not a valid string.")
    most = _LONGEST[field.type]
    if len(given) > most:
        raise Wrong(f"Longer than maximum length {most}.")
    if field.type != "multi_line" and "\n" in given:
        raise Wrong("Must be a single line.")
    return given


def _shaped(shape: re.Pattern[str], mistake: str) -> Callable[[Field, Any], str]:
    def read_shaped(field: Field, given: Any) -> str:
        text = _text(field, given)
        if not shape.fullmatch(text):
            raise Wrong(mistake)
        return text

    return read_shaped


def _decimal(shape: re.Pattern[str], mistake: str, given: Any) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, str | int | float) or not str(given).isascii():
        raise Wrong(mistake)
    try:
        number = Decimal(str(given))
    except InvalidOperation:
        raise Wrong(mistake) from None
    if not number.is_finite() or not shape.fullmatch(f"{number:f}"):
        raise Wrong(mistake)
    return number


def _number(_: Field, given: Any) -> str:
    number = _decimal(_PLAIN_NUMBER, "Not a valid number.", given)
    return f"{number.normalize() + 0:f}"


def _money(_: Field, given: Any) -> str:
    return f"{_decimal(_AMOUNT, 'Not a valid amount.', given) + 0:.2f}"


def _integer(_: Field, given: Any) -> int:
    return int(_decimal(_WHOLE, "Not a valid integer.", given))


def _date(_: Field, given: Any) -> str:
    try:
        if not isinstance(given, str) or not _DAY.fullmatch(given):
            raise Wrong("Not a valid date.")
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise Wrong("Not a valid date.") from None


def _time(_: Field, given: Any) -> str:
    if not isinstance(given, str) or not _TIME.fullmatch(given):
        raise Wrong("Not a valid time.")
    return time.fromisoformat(given).strftime("%H:%M")


def _date_time(_: Field, given: Any) -> str:
    try:
        moment = datetime.fromisoformat(given) if isinstance(given, str) else None
        if moment is None or moment.tzinfo is None:
            raise Wrong("Not a valid datetime.")
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        raise Wrong("Not a valid datetime.") from None


def _single_choice(field: Field, given: Any) -> str:
    if given not in field.choices:
        raise Wrong("Unknown choice.")
    return str(given)


def _multiple_choice(field: Field, given: Any) -> list[str]:
    if not isinstance(given, list):
        raise Wrong("Not a valid list.")
    if any(each not in field.choices for each in given):
        raise Wrong("Unknown choice.")
    return [each for each in field.choices if each in given]


def _url(field: Field, given: Any) -> str:
    text = _text(field, given)
    try:
        parts = urlsplit(text)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        known = False
    if not known:
        raise Wrong("Not a valid URL.")
    return text


def _picture(_: Field, given: Any) -> list[str]:
    if not isinstance(given, list):
        raise Wrong("Not a valid list.")
    if len(given) > MOST_PICTURES:
        raise Wrong(f"Longer than maximum length {MOST_PICTURES}.")
    try:
        ids = [str(UUID(each)) for each in given]
    except (ValueError, AttributeError, TypeError):
        raise Wrong("Not a valid UUID.") from None
    return list(dict.fromkeys(ids))


_READERS: Mapping[FieldType, Callable[[Field, Any], Value]] = {
    "single_line": _text,
    "multi_line": _text,
    "number": _number,
    "integer": _integer,
    "money": _money,
    "date": _date,
    "time": _time,
    "date_time": _date_time,
    "single_choice": _single_choice,
    "multiple_choice": _multiple_choice,
    "phone": _shaped(_PHONE, "Not a telephone number."),
    "email": _shaped(_EMAIL, "Not a valid email address."),
    "url": _url,
    "picture": _picture,
}
