from datetime import date
from decimal import Decimal

import pytest

from services.stats.results.rules import average, money, rate, weeks_of


class TestWeeks:
    def test_run_from_monday_to_sunday_within_the_month(self) -> None:
        weeks = [(first.isoformat(), last.isoformat()) for first, last in weeks_of(date(2017, 5, 20))]

        assert weeks == [
            ("2017-05-01", "2017-05-07"),
            ("2017-05-08", "2017-05-14"),
            ("2017-05-15", "2017-05-21"),
            ("2017-05-22", "2017-05-28"),
            ("2017-05-29", "2017-05-31"),
        ]

    def test_may_begin_with_a_sunday_alone(self) -> None:
        weeks = list(weeks_of(date(2026, 2, 1)))

        assert weeks[0] == (date(2026, 2, 1), date(2026, 2, 1))
        assert weeks[-1] == (date(2026, 2, 23), date(2026, 2, 28))

    @pytest.mark.parametrize("month", [date(2024, 2, 1), date(2026, 11, 1), date(2026, 12, 31)])
    def test_hold_each_day_once(self, month: date) -> None:
        days = [day for first, last in weeks_of(month) for day in range(first.toordinal(), last.toordinal() + 1)]

        assert days == list(range(month.replace(day=1).toordinal(), month.replace(day=1).toordinal() + len(days)))
        assert date.fromordinal(days[-1] + 1).day == 1


class TestRate:
    @pytest.mark.parametrize(
        ("reached", "target", "shown"),
        [
            ("4510.40", "5", "90208.00%"),
            ("4510.40", "0", "0.00%"),
            ("1", "3", "33.33%"),
            ("2", "3", "66.67%"),
            ("0", "5", "0.00%"),
        ],
    )
    def test_is_in_percent_of_the_target(self, reached: str, target: str, shown: str) -> None:
        assert rate(Decimal(reached), Decimal(target)) == shown


class TestAverage:
    @pytest.mark.parametrize(
        ("amount", "number", "shown"), [("13500.00", 3, "4500.00"), ("0.05", 2, "0.03"), ("0", 0, "0.00")]
    )
    def test_is_rounded_half_up(self, amount: str, number: int, shown: str) -> None:
        assert average(Decimal(amount), number) == shown

    def test_is_money_with_two_places(self) -> None:
        assert money(Decimal("4510.4")) == "4510.40"
