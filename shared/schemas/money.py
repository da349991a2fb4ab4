"""Money as the interface carries it: a string with two places, a Decimal inside (finer rules, money)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import fields, missing, validate

CENT = Decimal("0.01")
_AMOUNT = validate.Regexp(r"^[0-9]{1,12}(\.[0-9]{1,2})?$", error="Must be an amount with at most two places.")


class Money(fields.String):
    """An amount that is not below zero; a number of JSON may be binary floating point and is refused."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=_AMOUNT, **options)

    def deserialize(
        self, value: Any, attr: str | None = None, data: Mapping[str, Any] | None = None, **options: Any
    ) -> Any:
        found = super().deserialize(value, attr, data, **options)
        return found if found is missing or found is None else Decimal(found).quantize(CENT)


def in_words(amount: Decimal | None) -> str | None:
    """As answers and events carry it."""
    return None if amount is None else f"{amount:.2f}"
