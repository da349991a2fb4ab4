"""Reports, targets and the workbench at a desk: every figure opens the rows that add up to it (Q1 to Q11)."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from shared.testing.eventually import eventually
from tests.browser.sales import sale_of
from tests.browser.visitor import Visitor
from tests.journeys.deals import today

HEAD, STAFF, NAME = "13800000002", "13800000006", "周长生"
REPORTS = (
    "customer-increments",
    "customer-net",
    "status-stock",
    "follow-ups",
    "visits",
    "calls",
    "wins",
    "orders",
    "collections",
    "customer-ranking",
    "product-ranking",
)


@pytest.fixture
def head(desktop: Visitor) -> Visitor:
    """卯卯卯, head of 运营部."""
    return desktop.sign_in(HEAD)


def line(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has_text=name)


def counted(visitor: Visitor, name: str) -> int:
    """How many the visitor made today, once the report has heard of this one."""
    asked = {"from_": today(), "to": today(), "row": visitor.api.employee["id"], "column": "manual"}

    def heard() -> int | None:
        rows = visitor.api.read("/reports/customer-increments/rows", **asked)
        return rows["sum"] if any(row["customer"]["name"] == name for row in rows["items"]) else None

    found: int = eventually(heard, within=30)
    return found


def a_customer(visitor: Visitor) -> str:
    name = f"报表客户{uuid4().hex[:8]}"
    visitor.api.order("POST", "/customers", {"name": name})
    return name


class TestAReport:
    def test_shuts_nobody_out(self, head: Visitor) -> None:
        counted(head, a_customer(head))

        page = head.goes_to("/me").page
        for name in REPORTS:
            with page.expect_response(re.compile(rf"/api/v1/reports/{name}\b")):
                head.goes_on_to(f"/reports/{name}")
            expect(line(page, "总计").first).to_be_visible()
            expect(page.get_by_text("数据截至")).to_be_visible()
            head.finds_no_barrier()

    def test_opens_the_rows_behind_a_figure(self, head: Visitor) -> None:
        name = a_customer(head)
        count = counted(head, name)
        page = head.goes_to("/reports/customer-increments?range=today").page

        page.get_by_role("button", name=re.compile(r"^卯卯卯 手动新建 ")).click()

        drawer = page.get_by_role("dialog")
        expect(drawer.get_by_text(f"合计 {count}，")).to_be_visible()
        expect(drawer.get_by_role("link", name=name)).to_be_visible()
        expect(page).to_have_url(re.compile(r"row=.*column=manual|column=manual.*row="))
        head.finds_no_barrier()
        page.reload()
        expect(page.get_by_role("dialog").get_by_role("link", name=name)).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page).to_have_url(re.compile(r"/reports/customer-increments\?range=today$"))

    def test_keeps_its_range_in_the_address(self, head: Visitor) -> None:
        page = head.goes_to("/reports/customer-net").page

        page.get_by_role("button", name="上月").click()
        expect(page).to_have_url(re.compile(r"range=last_month"))
        page.go_back()

        expect(page.get_by_role("button", name="本月")).to_have_attribute("aria-pressed", "true")

    def test_shows_increment_and_stock_by_status_and_by_tag(self, head: Visitor) -> None:
        counted(head, a_customer(head))
        page = head.goes_to("/reports/status-stock").page

        expect(page.get_by_role("columnheader", name="未设置").last).to_be_visible()
        page.get_by_text("按标签").click()
        expect(page).to_have_url(re.compile(r"by=tag"))
        page.get_by_role("button", name=re.compile(r"^总计 总计 存量 ")).click()

        expect(page.get_by_role("dialog").get_by_text(re.compile(r"合计 \d+"))).to_be_visible()

    def test_is_not_for_who_does_not_see_it(self, desktop: Visitor) -> None:
        desktop.sign_in(STAFF).goes_to("/reports/customer-increments")

        page = desktop.page
        if "customer_increments" in desktop.api.read("/me")["permissions"]["scopes"]:
            expect(line(page, "卯卯卯")).to_have_count(0)
        else:
            expect(page.get_by_role("heading", name="你没有权限查看此页").last).to_be_visible()


class TestTheWorkbook:
    def test_of_a_report_is_made_beside_and_downloaded_with_a_click(self, head: Visitor, tmp_path: Path) -> None:
        counted(head, a_customer(head))
        page = head.goes_to("/reports/customer-increments?range=today").page
        expect(line(page, "总计").first).to_be_visible()

        page.get_by_role("button", name="导出", exact=True).click()
        with page.expect_download() as downloading:
            page.get_by_role("button", name="下载文件").click()
        downloading.value.save_as(tmp_path / "report.xlsx")

        head.finds_no_barrier()
        titles = [cell.value for row in load_workbook(tmp_path / "report.xlsx").active.iter_rows() for cell in row]
        assert "手动新建" in titles


class TestTheWorkbench:
    def test_opens_the_lists_it_counts(self, head: Visitor) -> None:
        a_customer(head)
        page = head.goes_to("/").page

        page.get_by_role("navigation", name="我的客户").get_by_role("link", name="我负责的").click()

        expect(page).to_have_url(re.compile(r"/customers\?view=mine|/customers$"))

    def test_shows_what_was_done_and_collected_and_opens_the_rows(self, head: Visitor) -> None:
        sale = sale_of(head)
        order = sale.running(sale.customer())
        before = head.api.read("/workbench")["collections"]["collected"]
        sale.collect(order["id"], "100.00", received_on=today())
        eventually(lambda: head.api.read("/workbench")["collections"]["collected"] != before, within=30)
        page = head.goes_to("/").page

        for title in ("跟进过程", "本月回款", "订单数量 / 金额", "增量 / 存量"):
            expect(page.get_by_role("heading", name=title)).to_be_visible()
        chart = page.get_by_role("application", name=re.compile("^订单数量"))
        chart.focus()
        page.keyboard.press("End")
        expect(page.get_by_role("status").filter(has_text="12 月")).to_have_count(1)
        head.finds_no_barrier()
        page.locator("section", has=page.get_by_role("heading", name="本月回款")).locator(".sum a").click()

        expect(page.get_by_role("dialog").get_by_text(re.compile(r"笔，共 ¥"))).to_be_visible()
        expect(page.get_by_role("dialog").get_by_role("link", name=order["title"])).to_be_visible()


class TestTargets:
    def test_are_set_for_a_month_and_its_weeks_and_measured_against(self, head: Visitor) -> None:
        page = head.forgives("422").goes_to("/targets?kind=collections").page
        month = today()[:7]

        page.get_by_role("button", name=re.compile(f"^修改 {NAME} {month} 的目标")).click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label(f"{month} 目标金额").fill("-1")
        dialog.get_by_role("button", name="保存").click()
        expect(dialog.get_by_text("格式不正确").or_(dialog.get_by_text("最多两位小数")).first).to_be_visible()
        head.finds_no_barrier()
        dialog.get_by_label(f"{month} 目标金额").fill("1234.50")
        dialog.get_by_label(f"{month}-01 目标金额").fill("100")
        dialog.get_by_role("button", name="保存").click()

        expect(
            page.get_by_role("button", name=re.compile(f"^修改 {NAME} {month} 的目标，现为 ¥1,234.50"))
        ).to_be_visible()
        head.finds_no_barrier()
        page = head.goes_to("/reports/collections").page
        expect(line(page, NAME).get_by_role("button", name=re.compile("回款目标 ¥1,234.50"))).to_be_visible()
        page.get_by_text("按周", exact=True).click()
        expect(page.get_by_role("button", name=re.compile(r"^\d\d-01 – .* 回款目标 ¥100.00"))).to_be_visible()
