"""A day with the phone: lists, a customer, the pool, follow-ups with and without a network (C1 to C7, C17, U1)."""

import re
from collections.abc import Callable
from typing import Any, Literal
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from shared.testing.eventually import eventually
from tests.browser.visitor import PHONE, Screen, Visitor

STAFF, HEAD = "13800000005", "13800000002"


@pytest.fixture
def clerk(phone: Visitor) -> Visitor:
    """宋肖肖 of 运营部, with the role 员工."""
    return phone.sign_in(STAFF)


def made(visitor: Visitor, **fields: Any) -> dict[str, Any]:
    """A customer with a name of its own."""
    draft = {"name": f"巷口小馆{uuid4().hex[:8]}", "phone": "13912345678", **fields}
    customer: dict[str, Any] = visitor.api.order("POST", "/customers", draft)
    return customer


def in_pool(visitor: Visitor) -> dict[str, Any]:
    customer = made(visitor)
    visitor.api.order("POST", "/customers/bulk/drop-to-pool", {"ids": [customer["id"]], "reason": "暂无需求"})
    return customer


def searched(visitor: Visitor, name: str, *, view: str = "mine") -> None:
    visitor.goes_to(f"/customers?view={view}&q={name}")
    expect(visitor.page.get_by_role("article")).to_have_count(1)


def said(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def follow_ups(visitor: Visitor, customer: dict[str, Any]) -> list[str]:
    return [each["content"] for each in visitor.api.all_rows("/follow-ups", customer_id=customer["id"])]


class TestEachPage:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_shuts_nobody_out(self, clerk: Visitor, scheme: Literal["light", "dark"]) -> None:
        clerk.page.emulate_media(color_scheme=scheme)
        in_pool(clerk)
        customer = made(clerk)
        clerk.api.order(
            "POST", "/contacts", {"customer_id": customer["id"], "name": "杨帆", "mobiles": ["13900000372"]}
        )
        at = f"/customers/{customer['id']}"
        pages = {
            "/": "即将掉公海",
            "/customers": "共",
            "/customers?view=pool": "共",
            at: "杨帆",
            f"{at}?tab=basic": "创建人",
            f"{at}?tab=changes": "新建客户",
            f"{at}?tab=followUps": "还没有跟进",
            f"{at}/edit": "客户来源",
            f"{at}/contacts/new": "设为主要联系人",
            f"/follow-ups/new?customer_id={customer['id']}": "下次跟进",
            "/follow-ups": "我的跟进",
            "/customers/new": "客户来源",
            "/unsent": "没有待发送的内容",
            "/me": "退出登录",
            "/me/devices": "本机",
            "/me/password": "当前密码",
        }
        for path, words in pages.items():
            clerk.goes_to(path)
            expect(clerk.page.get_by_text(words).first).to_be_visible()
            clerk.finds_no_barrier()

    def test_speaks_english(self, clerk: Visitor) -> None:
        clerk.goes_to("/me")
        clerk.page.get_by_role("button", name="语言").click()

        expect(clerk.page.get_by_role("button", name="Sign out")).to_be_visible()
        clerk.goes_to("/customers")
        expect(clerk.page.get_by_placeholder("Customer name / phone")).to_be_visible()
        clerk.finds_no_barrier()


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
        first, second = visit(PHONE).sign_in(STAFF), visit(PHONE).sign_in("13800000006")
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


def writes(visitor: Visitor, content: str) -> None:
    visitor.page.get_by_label("跟进内容").fill(content)
    visitor.page.get_by_role("button", name="发布").click()


class TestAFollowUp:
    def test_stands_in_the_timeline_and_starts_the_countdown_anew(self, clerk: Visitor) -> None:
        customer = made(clerk)
        clerk.goes_to(f"/customers/{customer['id']}")

        clerk.page.get_by_role("button", name="写跟进").click()
        clerk.page.get_by_role("button", name="拜访").click()
        clerk.page.get_by_role("button", name="3 天后").click()
        clerk.page.get_by_role("button", name="改状态为").click()
        clerk.page.get_by_role("dialog", name="改状态为").get_by_role("button", name="有意向").click()
        writes(clerk, "约定下周三到店演示")

        said(clerk.page, "跟进已发布")
        expect(clerk.page.get_by_text("约定下周三到店演示")).to_be_visible()
        expect(clerk.page.get_by_text("有意向", exact=True)).to_be_visible()
        [written] = clerk.api.all_rows("/follow-ups", customer_id=customer["id"])
        assert written["behaviour"]["name"] == "拜访"
        assert written["next_at"] is not None

    def test_written_without_a_network_is_sent_once_when_it_is_back(self, clerk: Visitor) -> None:
        customer = made(clerk)
        clerk.works_offline()
        clerk.goes_to(f"/customers/{customer['id']}")
        expect(clerk.page.get_by_role("heading", name=customer["name"])).to_be_visible()
        clerk.page.get_by_role("button", name="写跟进").click()
        expect(clerk.page.get_by_role("button", name="电话")).to_be_visible()

        clerk.loses_the_network()
        writes(clerk, "地下车库里写的")
        said(clerk.page, "联网后自动发送")
        expect(clerk.page.get_by_text("待发送，联网后自动发送")).to_be_visible()
        clerk.finds_no_barrier()
        clerk.forgives("401").page.reload()  # opened offline, it has to renew the sign-in first
        expect(clerk.page.get_by_text("地下车库里写的")).to_be_visible()
        assert follow_ups(clerk, customer) == []

        clerk.finds_the_network()
        expect(clerk.page.get_by_text("待发送，联网后自动发送")).to_have_count(0)
        eventually(lambda: follow_ups(clerk, customer) == ["地下车库里写的"])
        clerk.page.reload()
        expect(clerk.page.get_by_text("地下车库里写的")).to_have_count(1)
        assert follow_ups(clerk, customer) == ["地下车库里写的"]

    def test_whose_answer_was_lost_is_not_written_twice(self, clerk: Visitor) -> None:
        clerk.forgives("ERR_FAILED", "ERR_CONNECTION")
        customer = made(clerk)
        lost: list[str] = []

        def lose_the_first_answer(route: Any) -> None:
            if route.request.method != "POST" or lost:
                route.continue_()
            else:
                lost.append(route.fetch().text())
                route.abort()

        clerk.context.route(re.compile(r"/api/v1/follow-ups$"), lose_the_first_answer)
        clerk.goes_to(f"/follow-ups/new?customer_id={customer['id']}")
        writes(clerk, "电梯里写的")
        said(clerk.page, "联网后自动发送")

        clerk.goes_to("/unsent")
        expect(clerk.page.get_by_text("没有待发送的内容")).to_be_visible()
        assert lost
        assert follow_ups(clerk, customer) == ["电梯里写的"]

    def test_refused_later_is_shown_with_the_reason_and_not_lost(self, clerk: Visitor) -> None:
        clerk.forgives("409")
        customer = made(clerk)
        clerk.works_offline()
        clerk.goes_to(f"/follow-ups/new?customer_id={customer['id']}")
        expect(clerk.page.get_by_role("button", name="电话")).to_be_visible()
        clerk.loses_the_network()
        writes(clerk, "已经不归我了")
        said(clerk.page, "联网后自动发送")
        clerk.api.order("POST", "/customers/bulk/drop-to-pool", {"ids": [customer["id"]], "reason": "暂无需求"})

        clerk.finds_the_network()
        expect(clerk.page.get_by_text("1 条跟进没有被接受")).to_be_visible()
        clerk.goes_to("/unsent")
        expect(clerk.page.get_by_text("已经不归我了")).to_be_visible()
        expect(clerk.page.get_by_text(re.compile("没有被接受：.*公海"))).to_be_visible()
        clerk.finds_no_barrier()

        clerk.api.order("POST", "/customers/bulk/take", {"ids": [customer["id"]]})
        clerk.page.get_by_role("button", name="重新发送").click()
        expect(clerk.page.get_by_text("没有待发送的内容")).to_be_visible()
        assert follow_ups(clerk, customer) == ["已经不归我了"]


class TestWithoutANetwork:
    def test_what_was_read_lately_is_read_again_and_the_rest_says_so(self, clerk: Visitor) -> None:
        seen, unseen = made(clerk), made(clerk)
        clerk.works_offline()
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


class TestALink:
    @pytest.mark.parametrize("rest", ["", "/edit", "/contacts/new"])
    def test_to_a_customer_opens_at_both_widths(self, visitor: Visitor, rest: str) -> None:
        visitor.sign_in(STAFF)
        customer = made(visitor)

        visitor.goes_to(f"/customers/{customer['id']}{rest}")

        if rest and visitor.on_phone:
            expect(visitor.page.get_by_role("button", name="保存")).to_be_visible()
        else:
            expect(visitor.page.get_by_role("heading", name=customer["name"])).to_be_visible()

    @pytest.mark.parametrize(
        "path", ["/customers/new", "/follow-ups/new", "/follow-ups", "/me", "/me/devices", "/me/password", "/unsent"]
    )
    def test_of_the_phone_leads_somewhere_at_a_desk(self, desktop: Visitor, path: str) -> None:
        desktop.sign_in(STAFF).goes_to(path)

        expect(desktop.page.get_by_role("main")).to_be_visible()
        expect(desktop.page.get_by_text("没有找到这个页面")).to_have_count(0)
