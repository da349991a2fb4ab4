"""Sums that reports of results make: weeks of a month, rates, averages (finer rules, Statistics)."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")
_HUNDRED = 100


def weeks_of(month: date) -> Iterator[tuple[date, date]]:
    """The weeks of a month, Monday to Sunday, the first and the last clipped to it."""
    first = month.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    while first <= last:
        sunday = first + timedelta(days=6 - first.weekday())
        yield first, min(sunday, last)
        first = sunday + timedelta(days=1)


def rate(reached: Decimal, target: Decimal) -> str:
    """In percent of the target, without an upper bound; of no target 0.00%."""
    return f"{_rounded(reached * _HUNDRED / target if target else Decimal()):.2f}%"


def average(amount: Decimal, number: int) -> str:
    """Per piece, as money; nothing per nothing is 0.00."""
    return money(amount / number if number else Decimal())


def money(amount: Decimal) -> str:
    return f"{_rounded(amount):.2f}"


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, rounding=ROUND_HALF_UP)
