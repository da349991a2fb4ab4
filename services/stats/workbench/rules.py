"""The days that the workbench is about (W2)."""

from datetime import date, timedelta

RANGES = ("today", "yesterday", "this_week", "this_month")


def days_of(name: str, today: date) -> tuple[date, date]:
    """First and last day of a range by name; weeks begin on Monday, and none goes beyond today."""
    match name:
        case "yesterday":
            return today - timedelta(days=1), today - timedelta(days=1)
        case "this_week":
            return today - timedelta(days=today.weekday()), today
        case "this_month":
            return today.replace(day=1), today
        case _:
            return today, today
