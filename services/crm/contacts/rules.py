"""Birthdays: known with or without the year, and when the next one is."""

from calendar import isleap
from datetime import date, timedelta

_LEAP_YEAR = 2000


def read_birthday(text: str) -> tuple[int | None, int, int]:
    """Year, month and day of "1990-05-31", or of "--05-31" when the year is unknown.

    :raises ValueError: there is no such day
    """
    known = not text.startswith("--")
    year, month, day = (text if known else f"{_LEAP_YEAR}{text[1:]}").split("-")
    born = date(int(year), int(month), int(day))
    return (born.year if known else None), born.month, born.day


def in_future(birthday: str, *, today: date) -> bool:
    """Without a year a birthday is never in the future."""
    year, month, day = read_birthday(birthday)
    return year is not None and date(year, month, day) > today


def days_until(birthday: str, *, today: date) -> int:
    """Days until the next birthday, 0 on the day."""
    return (next_birthday(birthday, today=today) - today).days


def next_birthday(birthday: str, *, today: date) -> date:
    """The next one, today's too; 29 February counts as 28 February in other years."""
    _, month, day = read_birthday(birthday)
    this_year = _in_year(today.year, month=month, day=day)
    return this_year if this_year >= today else _in_year(today.year + 1, month=month, day=day)


def days_ahead(today: date, *, days: int) -> dict[int, set[str]]:
    """The months and days, "05-31", that have their birthday from today on, by the year in which they have it."""
    ahead: dict[int, set[str]] = {}
    for each in (today + timedelta(days=number) for number in range(days + 1)):
        ahead.setdefault(each.year, set()).add(f"{each:%m-%d}")
        if (each.month, each.day) == (2, 28) and not isleap(each.year):
            ahead[each.year].add("02-29")
    return ahead


def _in_year(year: int, *, month: int, day: int) -> date:
    return date(year, 2, 28) if (month, day) == (2, 29) and not isleap(year) else date(year, month, day)
