from datetime import UTC, datetime, timedelta

import pytest

from services.crm.visits.rules import distance_m, visited_at

CHENGDU, BEIJING = {"lng": 104.065735, "lat": 30.659462}, {"lng": 116.407526, "lat": 39.904030}
NOW = datetime(2026, 5, 30, 8, tzinfo=UTC)


class TestDistance:
    def test_is_along_the_surface_of_the_earth(self):
        assert distance_m(CHENGDU, BEIJING) == pytest.approx(1_517_000, rel=0.005)
        assert distance_m(CHENGDU, CHENGDU) == 0

    def test_tells_metres_apart(self):
        east = {"lng": CHENGDU["lng"] + 0.001, "lat": CHENGDU["lat"]}

        assert distance_m(CHENGDU, east) == distance_m(east, CHENGDU) == 96

    def test_is_half_a_way_round_to_the_other_side(self):
        assert distance_m({"lng": 0.0, "lat": 0.0}, {"lng": 180.0, "lat": 0.0}) == 20_015_114

    def test_crosses_the_date_line(self):
        assert distance_m({"lng": 179.999, "lat": 0.0}, {"lng": -179.999, "lat": 0.0}) == 222

    def test_is_unknown_where_the_customer_has_no_position(self):
        assert distance_m(CHENGDU, None) is None


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
