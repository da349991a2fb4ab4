"""Checking in at a customer's with a phone, and what the desk sees of it."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from shared.testing.eventually import eventually
from tests.browser.phone_day import made
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.service_worker

HERE = {"longitude": 104.065735, "latitude": 30.659462}
NEAR = {"lng": 104.066735, "lat": 30.659462}


def photo() -> bytes:
    content = BytesIO()
    Image.new("RGB", (640, 480), "steelblue").save(content, format="JPEG")
    return content.getvalue()


@pytest.fixture
def there(clerk: Visitor) -> Visitor:
    """宋肖肖 at a place the phone knows."""
    clerk.context.grant_permissions(["geolocation"])
    clerk.context.set_geolocation(HERE)
    return clerk


def fills_in(who: Visitor, *, note: str) -> Locator:
    """Takes a photo and writes a note; the button that sends it."""
    expect(who.page.get_by_text("104.065735, 30.659462")).to_be_visible()
    who.page.get_by_label("拍照/选图", exact=True).set_input_files(
        {"name": "门头.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    expect(who.page.get_by_role("img", name="门头.jpg")).to_be_visible()
    who.page.get_by_label("拜访记录").fill(note)
    return who.page.get_by_role("button", name="拜访签到", exact=True)


def visits_of(who: Visitor, customer_id: str) -> list[dict]:
    return who.api.read("/visits", customer_id=customer_id)["items"]


class TestCheckIn:
    def test_tells_the_distance_before_and_keeps_place_photo_and_note(self, there: Visitor) -> None:
        customer = made(there, position=NEAR)
        there.goes_to(f"/visits/new?customer_id={customer['id']}")
        expect(there.page.get_by_text("距客户 96 m")).to_be_visible()

        send = fills_in(there, note="到店看了后厨")
        there.finds_no_barrier()
        send.click()

        expect(there.page.get_by_text("签到成功，距客户 96 m")).to_be_visible()
        (visit,) = visits_of(there, customer["id"])
        assert (visit["distance_m"], visit["content"], len(visit["files"])) == (96, "到店看了后厨", 1)
        (follow_up,) = there.api.read("/follow-ups", customer_id=customer["id"])["items"]
        assert (follow_up["id"], follow_up["behaviour"]["name"]) == (visit["id"], "拜访")
        there.goes_to(f"/customers/{customer['id']}?tab=visits")
        expect(there.page.get_by_text("到店看了后厨")).to_be_visible()
        there.page.get_by_role("button", name="查看图片 门头.jpg").click()
        expect(there.page.get_by_role("dialog").get_by_role("img", name="门头.jpg")).to_be_visible()

    def test_waits_without_a_network_and_is_sent_once(self, there: Visitor) -> None:
        customer = made(there)
        there.goes_to(f"/visits/new?customer_id={customer['id']}")
        there.works_offline()
        expect(there.page.get_by_text("客户没有位置")).to_be_visible()
        there.page.get_by_role("switch", name="客户还没有位置").click()
        send = fills_in(there, note="离线签到")

        there.loses_the_network()
        send.click()

        expect(there.page.get_by_text("签到已保存在手机上")).to_be_visible()
        assert visits_of(there, customer["id"]) == []
        there.finds_the_network()
        (visit,) = eventually(lambda: visits_of(there, customer["id"]) or None, within=30)
        assert (visit["content"], len(visit["files"])) == ("离线签到", 1)
        assert there.api.read(f"/customers/{customer['id']}")["position"] == {"lng": 104.065735, "lat": 30.659462}

    def test_says_what_is_missing(self, there: Visitor) -> None:
        customer = made(there)
        there.goes_to(f"/visits/new?customer_id={customer['id']}")
        expect(there.page.get_by_text("104.065735, 30.659462")).to_be_visible()

        expect(there.page.get_by_role("button", name="请填写拜访记录")).to_be_visible()


class TestVisits:
    def test_are_listed_and_opened_at_both_widths(self, visitor: Visitor) -> None:
        visitor.sign_in("13800000005")
        customer = made(visitor)
        file_id = visitor.api.upload("门头.jpg", photo())
        draft = {"customer_id": customer["id"], "content": "看了门店", "position": NEAR, "file_ids": [file_id]}
        visit = visitor.api.order("POST", "/visits", draft)

        visitor.goes_to("/visits")
        expect(visitor.page.get_by_text("看了门店").first).to_be_visible()
        visitor.finds_no_barrier()
        visitor.goes_to(f"/visits/{visit['id']}")
        expect(visitor.page.get_by_role("button", name="查看图片 门头.jpg")).to_be_visible()
        visitor.finds_no_barrier()


class TestFollowUp:
    def test_is_written_with_a_photo_and_shows_it(self, there: Visitor) -> None:
        customer = made(there)
        there.goes_to(f"/follow-ups/new?customer_id={customer['id']}")
        there.page.get_by_label("拍照/选图", exact=True).set_input_files(
            {"name": "合同.jpg", "mimeType": "image/jpeg", "buffer": photo()}
        )
        expect(there.page.get_by_role("img", name="合同.jpg")).to_be_visible()
        there.page.get_by_label("跟进内容").fill("签了合同")
        there.finds_no_barrier()
        there.page.get_by_role("button", name="发布").click()

        there.goes_to(f"/customers/{customer['id']}?tab=followUps")
        expect(there.page.get_by_role("button", name="查看图片 合同.jpg")).to_be_visible()
