"""Products, opportunities and orders on the phone (G3, P1 to P5, O1 to O5)."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sales import ADMINISTRATOR, sale_of
from tests.browser.visitor import Visitor
from tests.journeys.deals import Sale


@pytest.fixture
def sale(phone: Visitor) -> Sale:
    return sale_of(phone)


def picks(page: Page, label: str, words: str) -> None:
    """Opens a cell's sheet, searches it and takes what is found."""
    page.get_by_role("button", name=re.compile(label)).first.click()
    sheet = page.get_by_role("dialog").last
    search = sheet.get_by_role("searchbox")
    if search.count():
        search.fill(words)
    sheet.get_by_role("button", name=re.compile(re.escape(words))).first.click()


class TestProducts:
    def test_are_counted_and_moved_on_the_way(self, phone: Visitor, sale: Sale) -> None:
        boss, product = phone.sign_in(ADMINISTRATOR), sale.product(stock=5)
        category = boss.api.order("POST", "/product-categories", {"name": f"软件 {uuid4().hex[:6]}"})
        page = boss.goes_to(f"/products/{product['id']}").page

        page.get_by_role("button", name="更多").click()
        page.get_by_role("button", name="修改库存").click()
        page.get_by_label("增减数量").last.fill("-2")
        page.get_by_role("button", name="确定").last.click()
        expect(page.get_by_text("3", exact=True).first).to_be_visible()
        page.get_by_role("button", name="更多").click()
        page.get_by_role("button", name="修改分类").click()
        page.get_by_role("dialog").last.get_by_role("button", name=category["name"]).click()

        expect(page.get_by_text(category["name"]).first).to_be_visible()
        boss.finds_no_barrier()


class TestOpportunity:
    def test_is_created_and_moved(self, clerk: Visitor, sale: Sale) -> None:
        customer, title = clerk.api.read(f"/customers/{sale.customer()}"), f"扩容 {uuid4().hex[:6]}"
        page = clerk.goes_to(f"/opportunities/new?customer_id={customer['id']}").page
        page.get_by_label("机会名称").fill(title)
        page.get_by_label("预估金额").fill("52014")
        page.get_by_role("button", name="保存").click()

        expect(page.get_by_text("¥52,014.00")).to_be_visible()
        page.get_by_role("button", name="移到阶段").click()
        page.get_by_role("dialog").last.get_by_role("button", name="方案/报价").click()
        expect(page.get_by_text("方案/报价").first).to_be_visible()
        clerk.finds_no_barrier()
        clerk.goes_to(f"/opportunities?q={title}")
        expect(page.get_by_role("link", name=re.compile(title))).to_be_visible()
        clerk.finds_no_barrier()


class TestOrder:
    def test_is_written_and_submitted(self, clerk: Visitor, sale: Sale) -> None:
        customer, product = clerk.api.read(f"/customers/{sale.customer()}"), sale.product()
        page = clerk.goes_to(f"/orders/new?customer_id={customer['id']}").page
        page.get_by_label("订单标题").fill("手机下单")
        picks(page, "产品", product["name"])
        expect(page.get_by_label("单价")).to_have_value("1200.00")
        page.get_by_label("数量").fill("2")
        expect(page.get_by_text("¥2,400.00").first).to_be_visible()
        page.get_by_role("button", name="保存").click()

        page.get_by_role("button", name="提交审批").click()
        page.get_by_role("dialog").last.get_by_role("button", name="确定").click()
        expect(page.get_by_text("审批中").first).to_be_visible()
        clerk.finds_no_barrier()

    def test_is_paid(self, clerk: Visitor, sale: Sale) -> None:
        order = sale.running(sale.customer())
        page = clerk.goes_to(f"/orders/{order['id']}").page
        page.get_by_role("button", name="登记回款").click()
        page.get_by_label("金额", exact=True).fill("2400")
        page.get_by_role("button", name="保存").click()

        expect(page.get_by_text("已完成").first).to_be_visible()
        expect(page.get_by_text("¥2,400.00").first).to_be_visible()
        clerk.finds_no_barrier()

    def test_is_planned_and_its_payments_are_put_right(self, clerk: Visitor, sale: Sale) -> None:
        order = sale.running(sale.customer())
        tab = f"/orders/{order['id']}?tab=collections"

        def amounts(kind: str) -> list[str]:
            return [each["amount"] for each in clerk.api.read(f"/{kind}", order_id=order["id"])["items"]]

        page = clerk.goes_to(tab).page
        expect(page.get_by_text("还没有回款计划")).to_be_visible()
        page.get_by_role("link", name="添加计划").click()
        expect(page.get_by_label("金额", exact=True)).to_have_value("2400.00")
        page.get_by_label("金额", exact=True).fill("1000")
        picks(page, "提醒", "提前 3 天")
        clerk.finds_no_barrier()
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("link", name=re.compile("^编辑 "))).to_be_visible()
        expect(page.get_by_text("提前 3 天")).to_be_visible()
        assert amounts("collection-plans") == ["1000.00"]

        page.get_by_role("link", name=re.compile("^编辑 ")).click()
        page.get_by_label("金额", exact=True).fill("1200")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("¥1,200.00")).to_be_visible()
        sale.collect(order["id"], "500.00")
        clerk.goes_to(tab)
        expect(page.get_by_text("¥500.00").first).to_be_visible()
        clerk.finds_no_barrier()
        page.get_by_role("link", name=re.compile("^编辑 ")).last.click()
        page.get_by_label("金额", exact=True).fill("600")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("¥600.00").first).to_be_visible()

        page.get_by_role("button", name=re.compile("^删除 ")).last.click()
        page.get_by_role("button", name="确定").last.click()
        expect(page.get_by_text("还没有回款", exact=True)).to_be_visible()
        assert amounts("collections") == []
