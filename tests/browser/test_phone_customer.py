"""One customer on the phone, the pool, and a colleague who is faster (C3 to C7, C17)."""

import re
from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.phone_day import COLLEAGUE, HEAD, STAFF, in_pool, made, said, searched
from tests.browser.visitor import PHONE, Screen, Visitor


class TestACustomer:
    def test_is_created_and_then_shown(self, clerk: Visitor) -> None:
        name = f"新店{uuid4().hex[:8]}"
        clerk.forgives("422")

        clerk.goes_to("/customers")
        clerk.page.get_by_role("link", name="新建客户").click()
        clerk.page.get_by_role("button", name="保存").click()
        expect(clerk.page.get_by_role("alert")).to_be_visible()
        clerk.page.get_by_label("客户名称").fill(name)
        clerk.page.get_by_role("button", name="客户状态").click()
        clerk.page.get_by_role("dialog", name="客户状态").get_by_role("button", name="意向", exact=True).click()
        clerk.page.get_by_role("button", name="保存").click()

        expect(clerk.page.get_by_role("heading", name=name)).to_be_visible()
        expect(clerk.page.get_by_text("意向", exact=True)).to_be_visible()

    def test_tells_when_it_falls_and_whom_to_call(self, clerk: Visitor) -> None:
        customer = made(clerk)

        clerk.goes_to(f"/customers/{customer['id']}")

        expect(clerk.page.get_by_text("30 天后", exact=True)).to_be_visible()
        expect(clerk.page.get_by_role("link", name="电话")).to_have_attribute("href", "tel:13912345678")

    def test_gets_a_contact(self, clerk: Visitor) -> None:
        customer = made(clerk)

        clerk.goes_to(f"/customers/{customer['id']}")
        clerk.page.get_by_role("link", name="新建", exact=True).click()
        clerk.page.get_by_label("姓名").fill("周敏")
        clerk.page.get_by_label("手机").fill("13901000355")
        clerk.page.get_by_label("月", exact=True).select_option("11")
        clerk.page.get_by_label("日", exact=True).select_option("27")
        clerk.page.get_by_role("button", name="保存").click()

        call = clerk.page.get_by_role("link", name="打电话给 周敏")
        expect(call).to_have_attribute("href", "tel:13901000355")
        contact = clerk.api.read("/contacts", customer_id=customer["id"])["items"][0]
        assert contact["birthday"] == "--11-27"

    def test_is_changed_beside_another(self, clerk: Visitor) -> None:
        clerk.forgives("409")
        customer = made(clerk)
        clerk.goes_to(f"/customers/{customer['id']}/edit")
        clerk.page.get_by_label("备注").fill("喜欢上午联系")
        clerk.api.order("PATCH", f"/customers/{customer['id']}", {"version": customer["version"], "address": "锦江区"})

        clerk.page.get_by_role("button", name="保存").click()
        expect(clerk.page.get_by_role("alert").filter(has_text="刚刚保存了这个客户")).to_be_visible()
        clerk.page.get_by_role("button", name="保存").click()
        said(clerk.page, "已保存")

        now = clerk.api.read(f"/customers/{customer['id']}")
        assert (now["note"], now["address"]) == ("喜欢上午联系", "锦江区")


class TestThePool:
    def test_takes_a_customer_one_drops_and_gives_it_back(self, clerk: Visitor) -> None:
        customer = made(clerk)
        clerk.goes_to(f"/customers/{customer['id']}")

        clerk.page.get_by_role("button", name="更多操作").click()
        clerk.page.get_by_text("投入公海", exact=True).click()
        sheet = clerk.page.get_by_role("dialog", name="投入公海")
        sheet.get_by_role("group", name="投入原因").get_by_role("button").first.click()
        clerk.finds_no_barrier()
        sheet.get_by_role("button", name="投入公海").click()

        said(clerk.page, "已投入公海")
        assert clerk.api.read(f"/customers/{customer['id']}")["owner"] is None
        clerk.page.get_by_role("button", name="撤销").click()
        said(clerk.page, "已挑入")
        expect(clerk.page.get_by_role("button", name="写跟进")).to_be_visible()

    def test_gives_a_customer_to_who_takes_it_first_and_tells_the_other(
        self, visit: Callable[[Screen], Visitor]
    ) -> None:
        first, second = visit(PHONE).sign_in(STAFF), visit(PHONE).sign_in(COLLEAGUE)
        customer = in_pool(first)
        first.forgives("ERR_FAILED").context.route(re.compile("/stream"), lambda route: route.abort())
        for each in (first, second):
            searched(each, customer["name"], view="pool")

        second.page.get_by_role("button", name="挑入").click()
        said(second.page, "已挑入")
        first.page.get_by_role("button", name="挑入").click()

        expect(first.page.get_by_role("status").filter(has_text=re.compile("公海|挑入|看"))).to_be_visible()
        expect(first.page.get_by_role("article")).to_have_count(0)
        owner = second.api.read(f"/customers/{customer['id']}")["owner"]
        assert owner["name"] == "周长生"

    def test_is_left_by_transfer_to_a_chosen_colleague(self, phone: Visitor) -> None:
        phone.sign_in(HEAD)
        customer = made(phone)
        phone.goes_to(f"/customers/{customer['id']}")

        phone.page.get_by_role("button", name="更多操作").click()
        phone.page.get_by_text("转移客户", exact=True).click()
        sheet = phone.page.get_by_role("dialog", name="转移客户")
        sheet.get_by_placeholder("搜索").fill("宋肖肖")
        sheet.get_by_role("button", name="宋肖肖").click()
        expect(phone.page.get_by_text("给 宋肖肖 吗？")).to_be_visible()
        phone.page.get_by_role("button", name="确认").click()

        said(phone.page, "已转移客户")
        assert phone.api.read(f"/customers/{customer['id']}")["owner"]["name"] == "宋肖肖"
