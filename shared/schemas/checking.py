"""Arguments checked by a schema before any code sees them."""

from collections.abc import Iterable, Mapping
from re import compile as pattern
from typing import Any

from marshmallow import Schema, ValidationError, fields

from shared.kernel.errors import FieldErrors, Invalid

_UNKEPT = pattern("[\0\ud800-\udfff]")  # PostgreSQL keeps no NUL, and half a surrogate pair is no character
_YES_OR_NO, _NO_BOOLEAN = ("true", "false"), "Not a valid boolean."  # words, since a query has no other
_UNKEPT_MESSAGE = "Must not contain characters that cannot be kept."


def checked(schema: Schema | None, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """The arguments as the schema reads them. :raises Invalid: fields are wrong, missing or unknown"""
    if unkept := unkept_by_field(given):
        raise Invalid(errors=unkept)
    if schema is None:
        if given:
            raise Invalid(errors={name: ["Unknown field."] for name in given})
        return given
    mistyped = mistyped_by_field(schema, given)
    try:
        read: Mapping[str, Any] = schema.load(given)
    except ValidationError as error:
        raise Invalid(errors=by_field(error.messages) | mistyped) from error
    if mistyped:
        raise Invalid(errors=mistyped)
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


def mistyped_by_field(schema: Schema, given: Any, *, path: str = "") -> FieldErrors:
    """Where a number or another word stands for yes or no; marshmallow takes 1, "on" and the like."""
    found: FieldErrors = {}
    if not isinstance(given, Mapping):
        return found
    for name, field in schema.fields.items():
        key = field.data_key or name
        if key in given:
            found |= _mistyped(field, given[key], path=_joined(path, key))
    return found


def _mistyped(field: fields.Field[Any], value: Any, *, path: str) -> FieldErrors:
    match field:
        case fields.Boolean():
            fine = value is None or isinstance(value, bool) or value in _YES_OR_NO
            return {} if fine else {path: [_NO_BOOLEAN]}
        case fields.List() if isinstance(value, list):
            return _merged(_mistyped(field.inner, each, path=f"{path}.{n}") for n, each in enumerate(value))
        case fields.Nested() if isinstance(value, list):
            return _merged(mistyped_by_field(field.schema, each, path=f"{path}.{n}") for n, each in enumerate(value))
        case fields.Nested():
            return mistyped_by_field(field.schema, value, path=path)
        case _:
            return {}


def _merged(several: Iterable[FieldErrors]) -> FieldErrors:
    return {name: errors for each in several for name, errors in each.items()}


def _joined(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)
