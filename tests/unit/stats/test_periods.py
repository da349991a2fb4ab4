from datetime import date

import pytest

from services.stats.reports.periods import measured, period_called, period_of, periods_of, targets_of

MAY_1, MAY_31 = date(2017, 5, 1), date(2017, 5, 31)


class TestPeriods:
    @pytest.mark.parametrize(
        ("kind", "key", "first", "last"),
        [
            ("week", "2017-05-29", date(2017, 5, 29), date(2017, 5, 31)),
            ("month", "2017-05", MAY_1, MAY_31),
            ("quarter", "2017-Q2", date(2017, 4, 1), date(2017, 6, 30)),
            ("year", "2017", date(2017, 1, 1), date(2017, 12, 31)),
        ],
    )
    def test_hold_a_day_and_are_found_by_their_key(self, kind: str, key: str, first: date, last: date) -> None:
        assert period_of(kind, MAY_31) == (key, first, last) == period_called(kind, key)

    def test_of_a_month_are_its_weeks(self) -> None:
        keys = [each.key for each in periods_of("week", MAY_1, MAY_31)]

        assert keys == ["2017-05-01", "2017-05-08", "2017-05-15", "2017-05-22", "2017-05-29"]

    def test_of_the_last_month_of_a_year_end_with_it(self) -> None:
        assert [each.key for each in periods_of("month", date(2017, 11, 5), date(2018, 1, 2))] == [
            "2017-11",
            "2017-12",
            "2018-01",
        ]

    @pytest.mark.parametrize(
        ("kind", "key"),
        [("week", "2017-05-02"), ("month", "2017-13"), ("month", "may"), ("quarter", "2017-Q5"), ("year", "17")],
    )
    def test_know_no_other_key(self, kind: str, key: str) -> None:
        assert period_called(kind, key) is None


class TestTargetsOfARange:
    @pytest.mark.parametrize(
        ("first", "last", "span", "days"),
        [
            (MAY_1, MAY_31, "month", (MAY_1, MAY_31)),
            (MAY_1, date(2017, 5, 20), "month", (MAY_1, MAY_31)),
            (date(2017, 4, 15), date(2017, 6, 2), "month", (date(2017, 4, 1), date(2017, 6, 30))),
            (MAY_1, date(2017, 5, 7), "week", (MAY_1, date(2017, 5, 7))),
            (date(2017, 5, 8), date(2017, 5, 21), "week", (date(2017, 5, 8), date(2017, 5, 21))),
            (date(2017, 5, 29), MAY_31, "week", (date(2017, 5, 29), MAY_31)),
            (date(2017, 5, 9), date(2017, 5, 9), "month", (MAY_1, MAY_31)),
        ],
    )
    def test_are_those_of_its_weeks_or_of_the_months_it_touches(
        self, first: date, last: date, span: str, days: tuple[date, date]
    ) -> None:
        found = targets_of("employee", first, last)

        assert (found.grain, measured(found)) == (span, days)

    def test_by_week_are_those_of_all_weeks_it_touches(self) -> None:
        found = targets_of("week", date(2017, 5, 3), date(2017, 5, 10))

        assert (found.grain, found.start, found.end) == ("week", MAY_1, date(2017, 5, 10))
