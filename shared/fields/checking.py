from collections.abc import Iterable, Mapping
from typing import Any

from shared.fields.types import Field, Value, Wrong, read
from shared.kernel.errors import FieldErrors, Invalid

_REQUIRED = "Missing data for required field."


def check(
    fields: Iterable[Field], given: Mapping[str, Any], *, path: str = "fields", complete: bool = True
) -> dict[str, Value | None]:
    """The given values by the field's id, as they are kept; None where one was emptied.

    With `complete`, required fields that were not given are missed too: for something new. Without, only what was
    given is looked at: for a change.

    :raises Invalid: by field, as `fields.<id>`: unknown, missing, or none of its type
    """
    known = {field.id: field for field in fields}
    errors: FieldErrors = {f"{path}.{key}": ["Unknown field."] for key in given if key not in known}
    values: dict[str, Value | None] = {}
    for field in known.values():
        if field.id not in given and not complete:
            continue
        try:
            value = read(field, given.get(field.id))
        except Wrong as wrong:
            errors[f"{path}.{field.id}"] = [str(wrong)]
            continue
        if value is None and field.required:
            errors[f"{path}.{field.id}"] = [_REQUIRED]
        elif field.id in given:
            values[field.id] = value
    if errors:
        raise Invalid(errors=errors)
    return values
