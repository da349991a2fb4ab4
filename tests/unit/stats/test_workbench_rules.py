from datetime import date

import pytest

from services.stats.workbench.rules import days_of

WEDNESDAY = date(2026, 4, 1)


class TestRange:
    @pytest.mark.parametrize(
        ("name", "first", "last"),
        [
            ("today", WEDNESDAY, WEDNESDAY),
            ("yesterday", date(2026, 3, 31), date(2026, 3, 31)),
            ("this_week", date(2026, 3, 30), WEDNESDAY),
            ("this_month", WEDNESDAY, WEDNESDAY),
        ],
    )
    def test_begins_weeks_on_monday_and_ends_with_today(self, name: str, first: date, last: date) -> None:
        assert days_of(name, WEDNESDAY) == (first, last)
