"""The workbench's figures and the reports on the phone, each figure with the rows behind it (W2 to W6, Q1 to Q11)."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from shared.testing.eventually import eventually
from tests.browser.sales import HEAD, sale_of
from tests.browser.visitor import Visitor

REPORTS = ("status-stock", "follow-ups", "orders", "collections", "product-ranking")


class TestThePhone:
    def test_opens_the_rows_behind_the_workbench_and_the_reports(self, phone: Visitor) -> None:
        phone.sign_in(HEAD)
        sale = sale_of(phone)
        order = sale.running(sale.customer())
        sale.collect(order["id"], "100.00", received_on=datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat())
        eventually(lambda: phone.api.read("/workbench")["collections"]["collected"] != "0.00", within=30)
        page = phone.goes_to("/").page

        for title in ("跟进过程", "本月回款", "订单数量 / 金额", "增量 / 存量"):
            expect(page.get_by_role("heading", name=title)).to_be_visible()
        phone.finds_no_barrier()
        page.locator("a.sum").click()
        expect(page.get_by_text(re.compile(r"笔，共 ¥"))).to_be_visible()
        expect(page.get_by_text(order["title"]).first).to_be_visible()
        phone.finds_no_barrier()
        page.get_by_role("link").filter(has_text=order["title"]).first.click()
        expect(page.get_by_role("heading", name=order["title"])).to_be_visible()

        for name in REPORTS:
            phone.goes_to(f"/reports/{name}")
            expect(page.get_by_role("heading", name="总计")).to_be_visible()
            phone.finds_no_barrier()
        page = phone.goes_to("/reports").page
        page.get_by_role("link", name="客户成交排行").click()
        page.get_by_role("button", name="按订单数").click()
        expect(page).to_have_url(re.compile("sort=-number"))
        page.get_by_role("link", name=re.compile("^¥")).first.click()
        expect(page.get_by_text(re.compile(r"笔，共 ¥"))).to_be_visible()
