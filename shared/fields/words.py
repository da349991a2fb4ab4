"""Values as people read and write them: in change logs, exports and imports."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from shared.fields.types import MANY, Field, Value, Wrong, read

_BETWEEN = re.compile(r"[、,，;；\n]")
_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d")
_MOMENTS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", *_DAYS)


def in_words(field: Field, value: Value | None, *, zone: ZoneInfo) -> str | None:
    """None where there is no value; pictures are counted, since only a screen can show them."""
    if value is None:
        return None
    if field.type == "picture":
        return f"[{len(value)}]" if isinstance(value, list) else None
    if isinstance(value, list):
        return "、".join(value)
    if field.type == "date_time":
        moment = datetime.fromisoformat(str(value)).replace(tzinfo=UTC)
        return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return str(value)


def read_words(field: Field, words: str, *, zone: ZoneInfo) -> Value | None:
    """What somebody wrote into a cell, as it is kept. :raises Wrong: it is none of the field's type"""
    words = words.strip()
    if not words:
        return None
    if field.type == "picture":
        raise Wrong("Pictures are not imported.")
    if field.type in MANY:
        parts = (each.strip() for each in _BETWEEN.split(words))
        return read(field, [each for each in parts if each])
    if field.type == "date":
        return read(field, _parsed(words, _MOMENTS, "Not a valid date.").date().isoformat())
    if field.type == "date_time":
        moment = _parsed(words, _MOMENTS, "Not a valid datetime.")
        return read(field, moment.replace(tzinfo=zone).isoformat())
    if field.type == "time":
        return read(field, _parsed(words, ("%H:%M", "%H:%M:%S"), "Not a valid time.").strftime("%H:%M"))
    return read(field, words.replace(",", "") if field.type in {"number", "integer", "money"} else words)


def _parsed(words: str, forms: tuple[str, ...], mistake: str) -> datetime:
    for form in forms:
        try:
            return datetime.strptime(words, form)  # noqa: DTZ007  # the zone is the company's
        except ValueError:
            continue
    raise Wrong(mistake)
