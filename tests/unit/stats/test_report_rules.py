from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.stats.reports.rules import Span, below, increments_row, net_row, spans, spans_after

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def days_of(span):
    """Every day that the sums of a span hold."""
    start, end = span.start, span.end
    if span.grain == "month":
        end = (end + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


class TestSpans:
    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            ("2026-04-07", "2026-04-20", [("day", "2026-04-07", "2026-04-20")]),
            ("2026-04-01", "2026-04-30", [("month", "2026-04-01", "2026-04-01")]),
            ("2026-04-01", "2026-06-30", [("month", "2026-04-01", "2026-06-01")]),
            (
                "2026-04-07",
                "2026-06-07",
                [
                    ("day", "2026-04-07", "2026-04-30"),
                    ("month", "2026-05-01", "2026-05-01"),
                    ("day", "2026-06-01", "2026-06-07"),
                ],
            ),
            ("2026-04-07", "2026-05-06", [("day", "2026-04-07", "2026-05-06")]),
        ],
    )
    def test_takes_whole_months_where_it_can(self, first, last, expected):
        made = spans(date.fromisoformat(first), date.fromisoformat(last))

        assert made == [Span(grain, date.fromisoformat(a), date.fromisoformat(b)) for grain, a, b in expected]

    @given(first=DAYS, last=DAYS)
    def test_covers_each_day_once(self, first, last):
        covered = [day for span in spans(first, last) for day in days_of(span)]

        assert covered == [first + timedelta(days=n) for n in range((last - first).days + 1)]

    @given(last=DAYS)
    def test_goes_on_from_the_day_after(self, last):
        *days, months = spans_after(last)
        before = [day for span in days for day in days_of(span)]

        assert months == Span("month", months.start, date.max)
        assert before == [last + timedelta(days=n + 1) for n in range((months.start - last).days - 1)]


class TestIncrementsRow:
    def test_shows_removals_as_positive_numbers(self):
        row = increments_row({"manual": 3, "imported": 2, "dropped": -2, "deleted": -1, "moved": 4})

        assert (row["manual"], row["imported"], row["added"]) == (3, 2, 5)
        assert (row["dropped"], row["deleted"], row["removed"]) == (2, 1, 3)


class TestNetRow:
    def test_ends_with_what_was_there_and_came_less_what_went(self):
        row = net_row({"manual": 3, "dropped": -5}, stock=4)

        assert row == {"stock_start": 6, "added": 3, "removed": 5, "net": -2, "stock_end": 4}

    @pytest.mark.parametrize(("moved", "added", "removed"), [(2, 2, 0), (-2, 0, 2), (0, 0, 0)])
    def test_counts_what_moved_in_or_out_with_its_owner(self, moved, added, removed):
        row = net_row({"moved": moved}, stock=2)

        assert (row["added"], row["removed"]) == (added, removed)
        assert row["stock_start"] == 2 - moved


class TestBelow:
    def test_takes_a_department_with_all_under_it_and_no_other(self):
        tree = [("1", "1"), ("12", "1/12"), ("123", "1/12/123"), ("2", "2"), ("21", "2/21")]

        assert below(tree, ["12"]) == {"12", "123"}
        assert below(tree, ["unknown"]) == frozenset()
