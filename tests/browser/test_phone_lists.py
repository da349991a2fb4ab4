"""Lists of customers on the phone (C1, C2), with and without a network."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.phone_day import made, said
from tests.browser.visitor import Visitor


class TestTheLists:
    def test_find_a_customer_and_keep_it_in_the_address(self, clerk: Visitor) -> None:
        customer = made(clerk)

        clerk.goes_to("/customers")
        clerk.page.get_by_placeholder("客户名称 / 电话").fill(customer["name"])

        expect(clerk.page.get_by_text("共 1 个客户")).to_be_visible()
        expect(clerk.page).to_have_url(re.compile(r"[?&]q="))
        clerk.page.reload()
        expect(clerk.page.get_by_text("共 1 个客户")).to_be_visible()

    def test_narrow_by_status_and_tag(self, clerk: Visitor) -> None:
        statuses = {each["name"]: each["id"] for each in clerk.api.read("/settings/customer-statuses")["items"]}
        tags = {each["name"]: each["id"] for each in clerk.api.read("/settings/customer-tags")["items"]}
        wanted = made(clerk, status_id=statuses["预约"], tag_ids=[tags["展会"]])

        clerk.goes_to("/customers?q=巷口小馆")
        clerk.page.get_by_role("button", name="客户状态").click()
        sheet = clerk.page.get_by_role("dialog", name="客户状态")
        sheet.get_by_role("button", name="预约").click()
        clerk.finds_no_barrier()
        sheet.get_by_role("button", name="确定").click()
        expect(clerk.page).to_have_url(re.compile("status_id="))
        clerk.page.get_by_role("button", name="标签").click()
        clerk.page.get_by_role("dialog", name="标签").get_by_role("button", name="展会").click()
        clerk.page.get_by_role("dialog", name="标签").get_by_role("button", name="确定").click()

        expect(clerk.page).to_have_url(re.compile("tag_id="))
        expect(clerk.page.get_by_role("article").filter(has_text=wanted["name"])).to_be_visible()
        expect(clerk.page.get_by_role("article").filter(has_not_text="预约")).to_have_count(0)

    def test_are_narrowed_together_and_say_by_how_many_filters(self, clerk: Visitor) -> None:
        mark = f"筛选{uuid4().hex[:8]}"
        lead = clerk.api.order("POST", "/leads", {"name": mark})
        page = clerk.goes_to(f"/leads?q={mark}&view=team").page
        expect(page.get_by_role("article")).to_have_count(1)

        page.get_by_role("button", name=re.compile("筛选$")).click()
        sheet = page.get_by_role("dialog", name="筛选")
        sheet.get_by_label("创建时间：到").fill("2020-01-01")
        sheet.get_by_role("button", name="负责人").click()
        people = page.get_by_role("dialog", name="负责人")
        people.get_by_role("button", name=re.compile("^宋肖肖")).click()
        people.get_by_role("button", name="确定").click()
        clerk.finds_no_barrier()
        sheet.get_by_role("button", name="确定").click()
        expect(page.get_by_text("还没有线索")).to_be_visible()
        expect(page.get_by_role("button", name="筛选 · 2")).to_be_visible()
        page.get_by_role("button", name="我的线索").click()
        expect(page.get_by_role("button", name="筛选 · 1")).to_be_visible()

        page.get_by_role("button", name="筛选 · 1").click()
        sheet.get_by_role("button", name="重置").click()
        expect(page.get_by_role("article")).to_contain_text(lead["name"])
        expect(page).not_to_have_url(re.compile("created_to|owner_id"))

    def test_go_on_while_one_scrolls_and_keep_the_place(self, clerk: Visitor) -> None:
        mark = uuid4().hex[:8]
        for number in range(23):
            clerk.api.order("POST", "/customers", {"name": f"{mark}第{number:02}家"})

        clerk.goes_to(f"/customers?q={mark}&sort=name")
        expect(clerk.page.get_by_role("article")).to_have_count(20)
        clerk.page.get_by_role("article").last.scroll_into_view_if_needed()
        expect(clerk.page.get_by_role("article")).to_have_count(23)
        clerk.page.get_by_text(f"{mark}第22家").click()
        expect(clerk.page.get_by_role("heading", name=f"{mark}第22家")).to_be_visible()
        clerk.page.go_back()

        expect(clerk.page.get_by_text(f"{mark}第22家")).to_be_in_viewport()

    def test_say_what_to_do_when_there_is_nothing(self, clerk: Visitor) -> None:
        clerk.goes_to(f"/customers?q={uuid4().hex}")

        expect(clerk.page.get_by_text("没有符合条件的客户")).to_be_visible()
        clerk.page.get_by_role("button", name="清空筛选").click()
        expect(clerk.page.get_by_text(re.compile(r"共 [\d,]+ 个客户"))).to_be_visible()

    def test_show_an_error_with_a_retry(self, clerk: Visitor) -> None:
        clerk.forgives("503")
        clerk.goes_to("/")
        away = {"status": 503, "json": {"status": 503, "code": "away", "detail": "服务暂时不可用"}}
        clerk.context.route(re.compile(r"/api/v1/customers\?"), lambda route: route.fulfill(**away))
        clerk.page.get_by_role("tab", name="客户").click()
        expect(clerk.page.get_by_role("alert").filter(has_text="服务暂时不可用")).to_be_visible()

        clerk.context.unroute_all()
        clerk.page.get_by_role("button", name="重试").click()

        expect(clerk.page.get_by_text(re.compile(r"共 [\d,]+ 个客户"))).to_be_visible()


@pytest.mark.service_worker
class TestWithoutANetwork:
    def test_what_was_read_lately_is_read_again_and_the_rest_says_so(self, clerk: Visitor) -> None:
        seen, unseen = made(clerk), made(clerk)
        clerk.goes_to("/").works_offline()
        clerk.goes_to(f"/customers?q={seen['name']}")
        expect(clerk.page.get_by_role("article")).to_have_count(1)
        clerk.goes_to(f"/customers/{seen['id']}")
        expect(clerk.page.get_by_role("heading", name=seen["name"])).to_be_visible()

        clerk.loses_the_network()
        clerk.goes_to(f"/customers?q={seen['name']}")
        expect(clerk.page.get_by_role("article")).to_have_count(1)
        said(clerk.page, "显示的是最近一次看到的内容")
        clerk.page.get_by_role("article").get_by_role("link").click()
        expect(clerk.page.get_by_role("heading", name=seen["name"])).to_be_visible()
        clerk.goes_to(f"/customers/{unseen['id']}")
        expect(clerk.page.get_by_role("alert")).to_contain_text("没有在本机看过")
