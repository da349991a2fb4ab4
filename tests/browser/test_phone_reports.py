"""Figures of the workbench, reports and targets on the phone, with the rows behind them (W2 to W6, Q1 to Q11)."""

import re

from playwright.sync_api import expect

from shared.testing.eventually import eventually
from tests.browser.sales import HEAD, sale_of
from tests.browser.visitor import Visitor
from tests.journeys.deals import today

REPORTS = ("status-stock", "follow-ups", "orders", "collections", "product-ranking")


class TestThePhone:
    def test_opens_the_rows_behind_the_workbench_and_the_reports(self, phone: Visitor) -> None:
        phone.sign_in(HEAD)
        sale = sale_of(phone)
        order = sale.running(sale.customer())
        before = phone.api.read("/workbench")["collections"]["collected"]
        sale.collect(order["id"], "100.00", received_on=today())
        eventually(lambda: phone.api.read("/workbench")["collections"]["collected"] != before, within=30)
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
            with page.expect_response(re.compile(rf"/api/v1/reports/{name}\b")):
                phone.goes_on_to(f"/reports/{name}")
            expect(page.get_by_role("heading", name="总计")).to_be_visible()
            phone.finds_no_barrier()
        page = phone.goes_to("/reports").page
        page.get_by_role("link", name="客户成交排行").click()
        page.get_by_role("button", name="按订单数").click()
        expect(page).to_have_url(re.compile("sort=-number"))
        page.get_by_role("link", name=re.compile("^¥")).first.click()
        expect(page.get_by_text(re.compile(r"笔，共 ¥"))).to_be_visible()

    def test_narrows_a_report_to_days_and_a_person(self, phone: Visitor) -> None:
        phone.sign_in(HEAD)
        page = phone.goes_to("/reports/follow-ups").page
        expect(page.get_by_role("heading", name="总计")).to_be_visible()

        page.get_by_role("button", name="筛选").click()
        sheet = page.get_by_role("dialog", name="筛选")
        sheet.get_by_label("时间范围：从").fill("2026-11-02")
        sheet.get_by_label("时间范围：到").fill("2026-11-08")
        sheet.get_by_role("button", name="员工").click()
        page.get_by_role("dialog", name="员工").get_by_role("button", name=re.compile("^宋肖肖")).click()
        phone.finds_no_barrier()
        sheet.get_by_role("button", name="确定").click()

        expect(page).to_have_url(re.compile(r"from=2026-11-02.*employee_id=|employee_id=.*from=2026-11-02"))
        expect(page.get_by_text("2026-11-02 至 2026-11-08")).to_be_visible()
        expect(page.get_by_role("button", name="筛选 · 2")).to_be_visible()
        expect(page.get_by_text("这个范围内没有数据")).to_be_visible()
        page.get_by_role("button", name="本月", exact=True).click()
        expect(page.get_by_text("2026-11-02 至 2026-11-08")).to_have_count(0)
        expect(page.get_by_role("button", name="筛选 · 1")).to_be_visible()

    def test_sets_targets_of_a_month_and_its_weeks(self, phone: Visitor) -> None:
        phone.sign_in(HEAD).forgives("422")
        page = phone.goes_to("/targets?kind=orders&year=2027&month=3").page
        before = phone.api.read("/targets", kind="orders", year=2027)["items"]
        name = next(each["employee"]["name"] for each in before if each["may_set"])
        page.get_by_role("link", name=re.compile(f"^修改 {name} 2027-03")).click()

        page.get_by_label("目标金额").first.fill("-1")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text(re.compile("格式不正确|最多两位小数|不能小于")).first).to_be_visible()
        phone.finds_no_barrier()
        page.get_by_label("目标数量").first.fill("5")
        page.get_by_label("目标金额").first.fill("4510.40")
        page.get_by_label("目标金额").nth(1).fill("1000")
        page.get_by_role("button", name="保存").click()

        expect(
            page.get_by_role("link", name=re.compile(f"^修改 {name} 2027-03 的目标，现为 ¥4,510.40"))
        ).to_be_visible()
        expect(page.get_by_text("03-01 – 03-07")).to_be_visible()
        phone.finds_no_barrier()
        page.get_by_role("button", name="上个月").click()
        expect(page.get_by_role("status").filter(has_text="2027-02")).to_be_visible()
        expect(page.get_by_text("03-01 – 03-07")).to_have_count(0)
