"""Products, opportunities and orders at a desk (G1 to G3, P1 to P5, O1 to O5)."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from shared.testing.eventually import eventually
from tests.browser.sales import ADMINISTRATOR, HEAD, STAFF, sale_of
from tests.browser.visitor import DESKTOP, Screen, Visitor
from tests.journeys.deals import Sale


@pytest.fixture
def clerk(desktop: Visitor) -> Visitor:
    """宋肖肖 of 运营部, with the role 员工."""
    return desktop.sign_in(STAFF)


@pytest.fixture
def boss(desktop: Visitor) -> Visitor:
    """The company's administrator."""
    return desktop.sign_in(ADMINISTRATOR)


@pytest.fixture
def sale(desktop: Visitor) -> Sale:
    return sale_of(desktop)


def named(what: str) -> str:
    return f"{what} {uuid4().hex[:8]}"


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog").last


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has_text=name)


def column(page: Page, stage: str) -> Locator:
    return page.get_by_role("region", name=stage, exact=True)


def picks(page: Page, label: str, words: str) -> None:
    """Types into a select of the open dialog and takes what is found."""
    field = dialog(page).get_by_label(label).last
    field.click()
    field.fill(words)
    page.get_by_role("option", name=re.compile(re.escape(words))).first.click()


class TestProducts:
    def test_are_created_counted_and_switched_off(self, boss: Visitor) -> None:
        page, name = boss.goes_to("/products").page, named("快启")
        page.get_by_role("button", name="新建产品").first.click()
        dialog(page).get_by_label("产品名称").fill(name)
        dialog(page).get_by_label("单价").fill("1200.005")
        dialog(page).get_by_label("库存").fill("5")
        boss.forgives("422")
        dialog(page).get_by_role("button", name="保存").click()
        expect(dialog(page).get_by_text("须为金额，最多两位小数")).to_be_visible()
        dialog(page).get_by_label("单价").fill("1200")
        dialog(page).get_by_role("button", name="保存").click()

        page.goto(f"/products?q={name}")
        expect(row(page, name)).to_contain_text("¥1,200.00")
        row(page, name).get_by_role("button", name=f"更多操作：{name}").click()
        page.get_by_role("menuitem", name="修改库存").click()
        dialog(page).get_by_label("增减数量").last.fill("-2")
        dialog(page).get_by_role("button", name="保存").click()
        expect(row(page, name).get_by_role("cell").filter(has_text=re.compile("^3$"))).to_be_visible()
        row(page, name).locator(".el-switch").click()
        eventually(lambda: not boss.api.read("/products", q=name)["items"][0]["enabled"], within=15)
        boss.finds_no_barrier()

    def test_have_categories_below_each_other(self, boss: Visitor) -> None:
        page, top = boss.goes_to("/products").page, named("软件")
        page.get_by_role("button", name="产品分类").click()
        page.get_by_role("button", name="添加一级分类").click()
        page.get_by_label("分类名称").fill(top)
        page.get_by_label("分类名称").press("Enter")
        page.get_by_role("button", name=f"在“{top}”下添加分类").click()
        page.get_by_label("分类名称").fill("订阅")
        page.get_by_label("分类名称").press("Enter")

        found = eventually(
            lambda: [each for each in boss.api.read("/product-categories")["items"] if each["name"] == "订阅"]
        )
        assert [each["level"] for each in found] == [2] * len(found)


class TestBoard:
    def test_moves_a_card_with_the_keyboard_and_by_hand(self, clerk: Visitor, sale: Sale) -> None:
        title = named("扩容")
        draft = {"customer_id": sale.customer(), "title": title, "expected_amount": "52014.00"}
        made = clerk.api.order("POST", "/opportunities", draft)
        page = clerk.goes_to(f"/opportunities?mode=board&q={title}").page
        card = column(page, "初步接洽").get_by_role("button", name=re.compile(title))
        expect(card).to_contain_text("¥52,014.00")

        card.press("ArrowRight")
        moved = column(page, "需求确定").get_by_role("button", name=re.compile(title))
        expect(moved).to_be_focused()

        moved.hover()
        page.mouse.down()
        target = column(page, "方案/报价").locator(".cards")
        target.hover()
        target.hover(position={"x": 40, "y": 40})
        page.mouse.up()
        expect(column(page, "方案/报价").get_by_role("button", name=re.compile(title))).to_be_visible()
        eventually(lambda: clerk.api.read(f"/opportunities/{made['id']}")["stage"]["name"] == "方案/报价", within=15)
        clerk.finds_no_barrier()

    def test_asks_why_one_was_lost(self, clerk: Visitor, sale: Sale) -> None:
        made = clerk.api.order("POST", "/opportunities", {"customer_id": sale.customer(), "title": named("扩容")})
        page = clerk.goes_to(f"/opportunities/{made['id']}").page

        page.get_by_role("list", name="销售阶段").get_by_role("button", name="输单").click()
        page.get_by_role("radio", name="价格太高").click(force=True)
        page.get_by_role("button", name="确认输单").click()

        expect(page.get_by_text("已移到“输单”")).to_be_visible()
        expect(page.get_by_text("价格太高").first).to_be_visible()
        assert clerk.api.read(f"/opportunities/{made['id']}")["outcome"] == "lost"


class TestOpportunities:
    def test_are_created_and_become_an_order(self, clerk: Visitor, sale: Sale) -> None:
        title, customer = named("年度续费"), clerk.api.read(f"/customers/{sale.customer()}")
        product = sale.product()
        page = clerk.goes_to("/opportunities").page
        page.get_by_role("button", name="新建机会").first.click()
        picks(page, "选择自己负责的客户", customer["name"])
        dialog(page).get_by_label("机会名称").fill(title)
        dialog(page).get_by_label("预估金额").fill("2400")
        picks(page, "选择产品", product["name"])
        dialog(page).get_by_label("机会名称").click()
        dialog(page).get_by_role("button", name="保存").click()

        expect(page.get_by_role("heading", name=title)).to_be_visible()
        page.get_by_role("list", name="销售阶段").get_by_role("button", name="赢单").click()
        page.get_by_role("button", name="转为订单").click()
        expect(dialog(page).get_by_label("成交金额")).to_have_value("2400.00")
        dialog(page).get_by_label("第 1 行 单价").fill("1200")
        dialog(page).get_by_role("button", name="保存").click()

        expect(page).to_have_url(re.compile(r"/orders/"))
        expect(page.get_by_text("待审批").first).to_be_visible()
        clerk.finds_no_barrier()


class TestOrders:
    def test_are_written_line_by_line_and_submitted(self, clerk: Visitor, sale: Sale) -> None:
        title, customer, product = named("订单"), clerk.api.read(f"/customers/{sale.customer()}"), sale.product()
        page = clerk.goes_to("/orders").page
        page.get_by_role("button", name="新建订单").first.click()
        dialog(page).get_by_label("订单标题").fill(title)
        picks(page, "选择自己负责的客户", customer["name"])
        picks(page, "第 1 行 产品", product["name"])
        expect(dialog(page).get_by_label("第 1 行 单价")).to_have_value("1200.00")
        dialog(page).get_by_label("第 1 行 数量").fill("2")
        dialog(page).get_by_label("第 1 行 优惠 %").fill("10")
        expect(dialog(page).get_by_text("¥2,160.00").first).to_be_visible()
        dialog(page).get_by_role("button", name="保存").click()

        expect(page.get_by_role("heading", name=title)).to_be_visible()
        page.get_by_role("button", name="提交审批").click()
        dialog(page).get_by_role("button", name="提交审批").click()
        expect(page.get_by_text("审批中").first).to_be_visible()

    def test_are_paid_until_they_are_completed(self, clerk: Visitor, sale: Sale) -> None:
        order = sale.running(sale.customer())
        page = clerk.goes_to(f"/orders/{order['id']}?tab=collections").page

        page.get_by_role("button", name="添加计划").first.click()
        dialog(page).get_by_label("金额", exact=True).fill("1200")
        dialog(page).get_by_role("button", name="保存").click()
        expect(page.get_by_role("tabpanel", name="回款").get_by_text("¥1,200.00")).to_be_visible()
        page.get_by_role("button", name="登记回款").first.click()
        dialog(page).get_by_label("金额", exact=True).fill("2400.01")
        clerk.forgives("409")
        dialog(page).get_by_role("button", name="保存").click()
        expect(dialog(page).get_by_text("回款超出成交金额")).to_be_visible()
        dialog(page).get_by_label("金额", exact=True).fill("2400")
        dialog(page).get_by_role("button", name="保存").click()

        expect(page.get_by_text("已完成").first).to_be_visible()
        clerk.finds_no_barrier()

    def test_are_terminated_with_a_reason(self, clerk: Visitor, sale: Sale) -> None:
        order = sale.running(sale.customer())
        page = clerk.goes_to(f"/orders/{order['id']}").page
        page.get_by_role("button", name=f"更多操作：{order['title']}").click()
        page.get_by_role("menuitem", name="终止订单").click()
        dialog(page).get_by_label("终止原因").fill("客户倒闭")
        dialog(page).get_by_role("button", name="终止订单").click()

        expect(page.get_by_text("意外终止").first).to_be_visible()
        expect(page.get_by_text("客户倒闭").first).to_be_visible()

    def test_show_their_approval_and_the_approval_shows_them(
        self, clerk: Visitor, sale: Sale, visit: Callable[[Screen], Visitor]
    ) -> None:
        product = sale.product()
        order = sale.order(sale.customer(), product=product)
        sale.submit(order["id"])
        found = eventually(lambda: sale.seller.read("/approvals", subject_id=order["id"])["items"], within=30)
        page = clerk.goes_to(f"/orders/{order['id']}?tab=approvals").page
        expect(page.get_by_role("tabpanel", name="审批").get_by_text("卯卯卯")).to_be_visible()
        clerk.finds_no_barrier()

        head = visit(DESKTOP).sign_in(HEAD).goes_to(f"/approvals/{found[0]['id']}")
        record = head.page.get_by_role("region", name="单据内容")
        expect(record.get_by_text(product["name"])).to_be_visible()
        head.finds_no_barrier()

    def test_stand_with_their_customer(self, clerk: Visitor, sale: Sale) -> None:
        customer_id = sale.customer()
        order = sale.order(customer_id)

        page = clerk.goes_to(f"/customers/{customer_id}?tab=orders").page

        expect(page.get_by_role("link", name=order["title"])).to_be_visible()
        clerk.finds_no_barrier()


class TestSettings:
    def test_of_deals_are_kept(self, boss: Visitor) -> None:
        page = boss.goes_to("/settings/deals").page
        page.get_by_text("投入公海", exact=True).click()
        expect(page.get_by_text("已保存，立即生效")).to_be_visible()
        page.get_by_text("退回开发客户，仍归负责人").click()

        eventually(lambda: boss.api.read("/settings/order-termination")["customer_goes_to"] == "developing", within=15)
        for name in ("回款审批", "订单终止审批"):
            switch = page.get_by_role("switch", name=name)
            for on in ("true", "false"):
                expect(switch).to_be_enabled()
                switch.press("Enter")
                expect(switch).to_have_attribute("aria-checked", on)
        boss.finds_no_barrier()
