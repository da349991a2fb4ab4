"""What a field of a type may be besides."""

from collections.abc import Mapping
from typing import Any

from shared.fields import MANY, FieldType
from shared.kernel.errors import FieldErrors

_CHOSEN: frozenset[FieldType] = frozenset({"single_choice", "multiple_choice"})
_UNSORTED: frozenset[FieldType] = frozenset({"multi_line", "multiple_choice", "picture"})
_NOT_UNIQUE: frozenset[FieldType] = _UNSORTED | {"single_choice", "time"}


def mistakes_in(definition: Mapping[str, Any]) -> FieldErrors:
    """What does not go together, by field."""
    kind: FieldType = definition["type"]
    errors: FieldErrors = {}
    if kind in _CHOSEN and not definition["choices"]:
        errors["choices"] = ["Missing data for required field."]
    if kind not in _CHOSEN and definition["choices"]:
        errors["choices"] = ["Not for this type of field."]
    if kind in _UNSORTED and definition["sortable"]:
        errors["sortable"] = ["Not for this type of field."]
    if kind in _NOT_UNIQUE and definition["unique"]:
        errors["unique"] = ["Not for this type of field."]
    if kind == "picture" and definition["filterable"]:
        errors["filterable"] = ["Not for this type of field."]
    return errors


def how_compared(kind: FieldType) -> str:
    """`choice`, `choices`, `number`, `moment`, `order` for dates and times, or `text`."""
    if kind in MANY:
        return "choices"
    if kind in {"number", "integer", "money"}:
        return "number"
    if kind in {"date", "time"}:
        return "order"
    return {"single_choice": "choice", "date_time": "moment"}.get(kind, "text")
