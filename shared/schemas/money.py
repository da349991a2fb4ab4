"""Money as the interface carries it: a string with two places, a Decimal inside (finer rules, money)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields, missing, validate

CENT = Decimal("0.01")
_AMOUNT = validate.Regexp(r"^[0-9]{1,12}(\.[0-9]{1,2})?$", error="Must be an amount with at most two places.")


class Money(fields.String):
    """An amount that is not below zero; a number of JSON may be binary floating point and is refused."""

    def __init__(self, *, above_zero: bool = False, **options: Any) -> None:
        super().__init__(validate=_AMOUNT, **options)
        self._above_zero = above_zero

    def deserialize(
        self, value: Any, attr: str | None = None, data: Mapping[str, Any] | None = None, **options: Any
    ) -> Any:
        found = super().deserialize(value, attr, data, **options)
        if found is missing or found is None or isinstance(found, Decimal):
            return found
        amount = Decimal(found).quantize(CENT)
        if self._above_zero and not amount:
            raise ValidationError("Must be greater than 0.")
        return amount
