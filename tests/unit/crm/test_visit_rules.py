from datetime import UTC, datetime, timedelta

from services.crm.visits.rules import visited_at

NOW = datetime(2026, 5, 30, 8, tzinfo=UTC)


class TestVisitedAt:
    def test_is_now_when_the_phone_tells_nothing_or_of_just_now(self):
        for told in (None, NOW - timedelta(minutes=5), NOW + timedelta(minutes=5)):
            assert visited_at(told, now=NOW) == NOW

    def test_is_what_the_phone_told_of_a_visit_that_is_sent_later(self):
        for told in (NOW - timedelta(minutes=6), NOW - timedelta(days=7)):
            assert visited_at(told, now=NOW) == told

    def test_is_neither_weeks_ago_nor_in_the_future(self):
        for told in (NOW - timedelta(days=7, seconds=1), NOW + timedelta(minutes=6)):
            assert visited_at(told, now=NOW) is None
