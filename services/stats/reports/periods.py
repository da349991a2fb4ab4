"""The periods that reports of results are grouped by, and the targets that a range is measured against (Q7 to Q9)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from services.stats.reports.rules import Span
from services.stats.results.rules import weeks_of

PERIODS = ("week", "month", "quarter", "year")
MOST_PERIODS = 400
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
_DAY = timedelta(days=1)


class Period(NamedTuple):
    """`key` names it: 2026-05-04 a week, 2026-05 a month, 2026-Q2, 2026."""

    key: str
    first: date
    last: date


def period_of(kind: str, day: date) -> Period:
    """The period that the day lies in; weeks are clipped to their month."""
    if kind == "week":
        first, last = next(week for week in weeks_of(day) if week[0] <= day <= week[1])
        return Period(first.isoformat(), first, last)
    months = _MONTHS_OF[kind]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    last = _first_of_month(first, later=months) - _DAY
    quarter = f"{first.year}-Q{(first.month + 2) // 3}"
    return Period({"month": f"{first:%Y-%m}", "quarter": quarter, "year": f"{first:%Y}"}[kind], first, last)


def periods_of(kind: str, first: date, last: date) -> Iterator[Period]:
    """All periods that these days lie in, in order."""
    while first <= last:
        period = period_of(kind, first)
        yield period
        first = period.last + _DAY


def period_called(kind: str, key: str) -> Period | None:
    """The period with the key; None when there is no such."""
    try:
        first = date.fromisoformat(_first_day(kind, key))
    except ValueError:
        return None
    found = period_of(kind, first)
    return found if found.key == key else None


def targets_of(kind: str, first: date, last: date) -> Span:
    """Which targets count: by week those of weeks; otherwise those of the months that the range touches.

    A range of whole weeks that is no whole month is measured against the targets of those weeks.
    """
    begins, ends = period_of("week", first), period_of("week", last)
    month = period_of("month", first)
    weeks = (begins.first, ends.last) == (first, last) and last <= month.last and (first, last) != month[1:]
    if kind == "week":
        return Span("week", begins.first, last)
    return Span("week", first, last) if weeks and kind not in PERIODS else Span("month", month.first, last)


def measured(span: Span) -> tuple[date, date]:
    """The days that these targets are about."""
    return span.start, period_of(span.grain, span.end).last


def _first_day(kind: str, key: str) -> str:
    if kind == "quarter":
        year, _, quarter = key.partition("-Q")
        return f"{year}-{int(quarter) * 3 - 2:02}-01"
    return key + {"week": "", "month": "-01", "year": "-01-01"}[kind]


def _first_of_month(day: date, *, later: int) -> date:
    months = day.year * 12 + day.month - 1 + later
    return date(months // 12, months % 12 + 1, 1)
