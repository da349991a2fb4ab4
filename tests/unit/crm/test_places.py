import pytest

from services.crm.places import box_around, distance_m

CHENGDU, BEIJING = {"lng": 104.065735, "lat": 30.659462}, {"lng": 116.407526, "lat": 39.904030}


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


class TestBoxAround:
    def test_touches_the_circle_in_the_four_directions(self):
        box = box_around(CHENGDU, radius_m=5_000)

        assert distance_m(CHENGDU, CHENGDU | {"lat": box.north}) == distance_m(CHENGDU, CHENGDU | {"lat": box.south})
        assert distance_m(CHENGDU, CHENGDU | {"lat": box.north}) == 5_000
        for side in (box.west, box.east):
            # The parallel bends away from the circle, so its edge lies a little further out.
            assert 5_000 <= distance_m(CHENGDU, CHENGDU | {"lng": side}) <= 5_001

    def test_goes_over_the_date_line(self):
        box = box_around({"lng": 179.99, "lat": 0.0}, radius_m=5_000)

        assert box.west > 0 > box.east

    def test_at_a_pole_goes_all_around(self):
        assert box_around({"lng": 10.0, "lat": 89.99}, radius_m=5_000)[1:] == (90.0, -180.0, 180.0)
