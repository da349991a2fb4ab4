"""Settings of the CRM at a desk that no other test walks: what a status becomes on signing, visits (S4, V4)."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from shared.testing.eventually import eventually
from tests.browser.desk import named, settled
from tests.browser.visitor import Visitor

ADMINISTRATOR = "13800000001"


@pytest.fixture
def administrator(desktop: Visitor) -> Visitor:
    """蒋吉祥."""
    return desktop.sign_in(ADMINISTRATOR)


class TestTheMapping:
    def test_says_what_a_status_becomes_when_the_customer_signs(self, administrator: Visitor) -> None:
        name, path = named("快签了"), "/settings/customer-statuses"
        made = administrator.api.order("POST", path, {"name": name})
        target = administrator.api.read("/settings/signed-statuses")["items"][1]
        page = administrator.goes_to("/settings/choices/customer-statuses").page
        settled(page)

        def becomes() -> str | None:
            items = administrator.api.read(path)["items"]
            return next(each["becomes_id"] for each in items if each["id"] == made["id"])

        mapped = page.get_by_role("combobox", name=f"{name} 迁移为")
        mapped.click()
        page.get_by_role("option", name=target["name"]).last.click()
        eventually(lambda: becomes() == target["id"], within=15)
        administrator.finds_no_barrier()
        page.reload()
        expect(page.locator(".el-select").filter(has=mapped)).to_contain_text(target["name"])
        page.get_by_role("link", name="签约标签").click()
        expect(page.get_by_role("heading", name="退回开发时迁移为哪个标签")).to_be_visible()
        administrator.finds_no_barrier()
        administrator.api.order("DELETE", f"{path}/{made['id']}", {})


class TestVisits:
    def test_may_need_a_photo(self, administrator: Visitor) -> None:
        page = administrator.goes_to("/settings/visits").page
        settled(page)
        needs = page.get_by_role("switch")
        before = administrator.api.read("/settings/visits")["photo_required"]

        for now in (not before, before):
            needs.press("Space")
            eventually(lambda now=now: administrator.api.read("/settings/visits")["photo_required"] == now, within=15)
            expect(needs).to_be_checked(checked=now)
            administrator.finds_no_barrier()


class TestEveryList:
    def test_is_readable_in_the_dark(self, administrator: Visitor) -> None:
        administrator.page.emulate_media(color_scheme="dark")
        for path in (
            "/leads",
            "/customers",
            "/signed-customers?view=team",
            "/follow-ups?view=team",
            "/visits?view=team",
            "/calls?view=team",
            "/opportunities?mode=board&view=team",
            "/orders?view=team",
            "/products",
            "/approvals",
            "/notifications",
            "/targets",
            "/reports/orders",
            "/search?q=火锅",
            "/settings/choices/customer-tags",
            "/settings/deals",
            "/imports?kind=leads",
        ):
            page = administrator.goes_to(path).page
            expect(page.get_by_role("main")).to_be_visible()
            settled(page)
            administrator.finds_no_barrier()

    def test_says_so_when_it_cannot_be_read_and_tries_again(self, administrator: Visitor) -> None:
        administrator.forgives("503")
        away = {"status": 503, "json": {"status": 503, "code": "away", "detail": "服务暂时不可用"}}
        page = administrator.page
        for path in (
            "leads",
            "follow-ups",
            "visits",
            "calls",
            "opportunities",
            "orders",
            "products",
            "approvals",
            "targets",
        ):
            address = f"**/api/v1/{path}?*"
            page.route(address, lambda route: route.fulfill(**away))
            administrator.goes_to(f"/{path}")
            alert = page.get_by_role("alert").filter(has_text="服务暂时不可用")
            expect(alert).to_be_visible()
            page.unroute(address)
            alert.get_by_role("button", name="重试").click()
            expect(alert).to_have_count(0)
            settled(page)

    def test_says_what_to_do_where_nothing_is_found(self, administrator: Visitor) -> None:
        mark, page = uuid4().hex, administrator.page
        for path, words in {
            "leads": "还没有线索",
            "signed-customers": "还没有签约客户",
            "opportunities": "还没有销售机会",
            "orders": "还没有订单",
            "products": "还没有产品",
            "visits": "还没有拜访",
            "calls": "还没有",
            "follow-ups": "还没有跟进",
        }.items():
            administrator.goes_to(f"/{path}?q={mark}")
            expect(page.get_by_text(words).first).to_be_visible()
        administrator.finds_no_barrier()
