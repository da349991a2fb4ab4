"""Customers near where the phone is, and near another customer at a desk."""

from playwright.sync_api import expect

from tests.browser.phone_day import STAFF, made
from tests.browser.visitor import Visitor

HERE = {"lng": 87.617733, "lat": 43.792818}
NEAR = {"lng": 87.627733, "lat": 43.792818}
FAR = {"lng": 87.717733, "lat": 43.792818}


class TestNearbyCustomers:
    def test_come_by_distance_from_the_phone(self, clerk: Visitor) -> None:
        near, far = made(clerk, position=NEAR), made(clerk, position=FAR)
        clerk.context.grant_permissions(["geolocation"])
        clerk.context.set_geolocation({"longitude": HERE["lng"], "latitude": HERE["lat"]})

        page = clerk.goes_to("/customers/nearby").page
        expect(page.get_by_role("article").filter(has_text=near["name"])).to_contain_text("803 m")
        expect(page.get_by_role("article").filter(has_text=far["name"])).to_have_count(0)
        clerk.finds_no_barrier()
        page.get_by_role("button", name="10 km", exact=True).click()
        expect(page.get_by_role("article").filter(has_text=far["name"])).to_contain_text("8.0 km")
        address = page.get_by_role("link", name=f"在地图中打开 {near['name']}").get_attribute("href")
        assert (address or "").startswith("geo:43.792818,87.627733")

    def test_asks_for_the_position_when_it_is_refused(self, clerk: Visitor) -> None:
        clerk.goes_to("/customers/nearby")

        expect(clerk.page.get_by_role("alert")).to_contain_text("没有定位权限")

    def test_are_those_around_a_customer_at_a_desk(self, desktop: Visitor) -> None:
        desktop.sign_in(STAFF)
        customer, neighbour = made(desktop, position=HERE), made(desktop, position=NEAR)

        page = desktop.goes_to(f"/customers/{customer['id']}?tab=basic").page
        page.get_by_role("link", name="附近客户").click()
        expect(page.get_by_role("row").filter(has_text=neighbour["name"])).to_contain_text("803 m")
        desktop.finds_no_barrier()
