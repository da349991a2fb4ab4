"""Whose targets are set with which right, and for which weeks (Q7 to Q9)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from services.stats.results.rules import weeks_of

KINDS = ("wins", "orders", "collections")
OWN_ONLY = "wins"
WITHOUT_NUMBER = "collections"
ACTION = "set_targets"


class Target(NamedTuple):
    """Of a month or a week, which its first day names."""

    span: str
    start: date
    number: int
    amount: str


def targets_in(months: Sequence[dict[str, Any]]) -> Iterator[Target]:
    """Each month's, then its weeks'."""
    for month in months:
        yield Target("month", month["month"], month["number"], f"{month['amount']:.2f}")
        for week in month["weeks"]:
            yield Target("week", week["first"], week["number"], f"{week['amount']:.2f}")


def faults(kind: str, months: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """What is wrong with which field."""
    found: dict[str, list[str]] = {}
    if len({each["month"] for each in months}) < len(months):
        found["months"] = ["Must not be given twice."]
    for at, month in enumerate(months):
        if kind == WITHOUT_NUMBER and (month["number"] or any(week["number"] for week in month["weeks"])):
            found[f"months.{at}.number"] = ["Collections have no target number."]
        begins = {first for first, _ in weeks_of(month["month"])}
        named = [week["first"] for week in month["weeks"]]
        if len(set(named)) < len(named):
            found[f"months.{at}.weeks"] = ["Must not be given twice."]
        for number, first in enumerate(named):
            if first not in begins:
                found[f"months.{at}.weeks.{number}.from"] = ["Not the first day of a week of this month."]
    return found
