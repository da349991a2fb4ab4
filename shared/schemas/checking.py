"""Arguments checked by a schema before any code sees them."""

from collections.abc import Mapping
from re import compile as pattern
from typing import Any

from marshmallow import Schema, ValidationError

from shared.kernel.errors import FieldErrors, Invalid

_UNKEPT = pattern("[\0\ud800-\udfff]")  # PostgreSQL keeps no NUL, and half a surrogate pair is no character
_UNKEPT_MESSAGE = "Must not contain characters that cannot be kept."


def checked(schema: Schema | None, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """The arguments as the schema reads them. :raises Invalid: fields are wrong, missing or unknown"""
    if unkept := unkept_by_field(given):
        raise Invalid(errors=unkept)
    if schema is None:
        if given:
            raise Invalid(errors={name: ["Unknown field."] for name in given})
        return given
    try:
        read: Mapping[str, Any] = schema.load(given)
    except ValidationError as error:
        raise Invalid(errors=by_field(error.messages)) from error
    return read


def by_field(messages: Any, *, path: str = "") -> FieldErrors:
    """The nested messages of marshmallow with dotted paths: {"contacts.0.name": ["..."]}."""
    if not isinstance(messages, dict):
        return {path or "_schema": [str(each) for each in messages] if isinstance(messages, list) else [str(messages)]}
    found: FieldErrors = {}
    for name, inner in messages.items():
        found |= by_field(inner, path=_joined(path, name))
    return found


def unkept_by_field(given: Any, *, path: str = "") -> FieldErrors:
    """Where a text has characters that no database keeps."""
    if isinstance(given, str):
        return {path: [_UNKEPT_MESSAGE]} if _UNKEPT.search(given) else {}
    found: FieldErrors = {}
    inner = given.items() if isinstance(given, Mapping) else enumerate(given) if isinstance(given, list) else ()
    for name, value in inner:
        found |= unkept_by_field(value, path=_joined(path, name))
    return found


def _joined(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)
