"""Customers at a desk: lists, filters, many at once, the drawer, editing beside another (C1 to C7, C15 to C18)."""

import re
from collections.abc import Callable
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import Workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import DESKTOP, Screen, Visitor

STAFF, HEAD = "13800000005", "13800000002"
VIEWS = ("我负责的", "我参与的", "团队客户", "公海客户", "回收站")


@pytest.fixture
def clerk(desktop: Visitor) -> Visitor:
    """宋肖肖 of 运营部, with the role 员工."""
    return desktop.sign_in(STAFF)


@pytest.fixture
def head(desktop: Visitor) -> Visitor:
    """卯卯卯, head of 运营部."""
    return desktop.sign_in(HEAD)


def named(what: str) -> str:
    return f"{what}{uuid4().hex[:8]}"


def made(visitor: Visitor, *names: str, **fields: object) -> list[str]:
    return [visitor.api.order("POST", "/customers", {"name": name, **fields})["id"] for name in names]


def workbook(*cells: str) -> bytes:
    """One column, its title on top."""
    book, kept = Workbook(), BytesIO()
    for cell in cells:
        book.active.append([cell])
    book.save(kept)
    return kept.getvalue()


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has_text=name)


def found(page: Page, count: int) -> None:
    expect(page.get_by_text(f"共 {count} 条")).to_be_visible()


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog").last


def chosen(page: Page, verb: str) -> None:
    """Presses a verb of the selection bar."""
    page.get_by_role("toolbar").get_by_role("button", name=verb, exact=True).click()


def picked(page: Page, label: str, option: str) -> None:
    """Chooses from a list in the open dialog."""
    dialog(page).get_by_label(label).last.click()
    page.get_by_role("option", name=option).last.click()


class TestTheFiveLists:
    def test_show_how_many_stand_in_each(self, head: Visitor) -> None:
        made(head, named("数一数"))

        head.goes_to("/customers")

        for view in VIEWS:
            expect(head.page.get_by_role("button", name=re.compile(rf"^{view} [\d,]+\+?$"))).to_be_visible()
        head.finds_no_barrier()

    def test_leave_the_recycle_bin_out_for_those_who_may_not_use_it(self, clerk: Visitor) -> None:
        clerk.goes_to("/customers")

        expect(clerk.page.get_by_role("button", name=re.compile("^我负责的"))).to_be_visible()
        expect(clerk.page.get_by_role("button", name=re.compile("^回收站"))).to_have_count(0)

    def test_keep_filters_in_the_address(self, head: Visitor) -> None:
        name = named("地址里的筛选")
        made(head, name, named("别的"))
        head.goes_to("/customers")

        head.page.get_by_label("客户名称 / 电话").fill(name)

        found(head.page, 1)
        expect(row(head.page, name)).to_be_visible()
        expect(head.page).to_have_url(re.compile("q="))
        head.page.reload()
        found(head.page, 1)

    def test_say_what_to_do_where_nothing_is_found(self, clerk: Visitor) -> None:
        clerk.goes_to(f"/customers?q={uuid4().hex}")

        expect(clerk.page.get_by_text("还没有客户，新建一个或从公海挑入")).to_be_visible()
        clerk.finds_no_barrier()

    def test_follow_at_once_what_is_done_elsewhere(self, clerk: Visitor) -> None:
        name = named("别处新建")
        clerk.goes_to(f"/customers?q={name}")
        expect(clerk.page.get_by_text("还没有客户")).to_be_visible()

        made(clerk, name)

        expect(row(clerk.page, name)).to_be_visible()


class TestCreating:
    def test_opens_the_new_customer(self, clerk: Visitor) -> None:
        name = named("新客户")
        clerk.goes_to("/customers")

        clerk.page.get_by_role("button", name="新建客户").first.click()
        expect(dialog(clerk.page)).to_be_visible()
        dialog(clerk.page).get_by_label("客户名称").fill(name)
        dialog(clerk.page).get_by_label("电话").fill("028-85551234")
        clerk.finds_no_barrier()
        clerk.page.keyboard.press("Control+Enter")

        expect(clerk.page.get_by_role("heading", name=name)).to_be_visible()
        expect(clerk.page).to_have_url(re.compile("/customers/[0-9a-f-]{36}"))

    def test_tells_what_is_wrong_at_the_field(self, clerk: Visitor) -> None:
        clerk.forgives("422").goes_to("/customers")

        clerk.page.get_by_role("button", name="新建客户").first.click()
        dialog(clerk.page).get_by_label("客户名称").fill("  ")
        dialog(clerk.page).get_by_role("button", name="保存").click()

        field = dialog(clerk.page).locator(".el-form-item").filter(has_text="客户名称")
        expect(field.locator(".el-form-item__error")).to_be_visible()


class TestManyAtOnce:
    def test_are_deleted_after_asking_and_taken_back(self, head: Visitor) -> None:
        mark = named("要删的")
        made(head, f"{mark}甲", f"{mark}乙")
        head.goes_to(f"/customers?q={mark}")

        head.page.get_by_label("选择本页").check()
        chosen(head.page, "删除")
        expect(dialog(head.page)).to_contain_text("删除 2 个客户")
        dialog(head.page).get_by_role("button", name="删除").click()
        expect(row(head.page, mark)).to_have_count(0)

        head.page.get_by_role("button", name="撤销").click()
        expect(row(head.page, mark)).to_have_count(2)

    def test_of_the_whole_result_are_not_only_those_of_the_page(self, head: Visitor) -> None:
        mark = named("全部结果")
        made(head, *(f"{mark}{number}" for number in range(22)))
        head.goes_to(f"/customers?q={mark}")

        head.page.get_by_label("选择本页").check()
        head.page.get_by_role("button", name="选择全部 22 条结果").click()
        chosen(head.page, "修改标签")
        expect(dialog(head.page)).to_contain_text("22 个客户")
        picked(head.page, "标签", "展会")
        head.page.keyboard.press("Control+Enter")

        expect(head.page.get_by_text("已修改标签，共 22 个客户")).to_be_visible()
        tagged = head.api.all_rows("/customers", view="mine", q=mark)
        assert {tag["name"] for each in tagged for tag in each["tags"]} == {"展会"}
        assert all(each["tags"] for each in tagged)

    def test_that_are_too_many_to_wait_for_go_on_as_a_work_of_their_own(self, clerk: Visitor) -> None:
        mark = named("上千个")
        file_id = clerk.api.upload("名单.xlsx", workbook("客户名称", *(f"{mark}第{n:04}家" for n in range(1_001))))
        draft = {"kind": "customers", "file_id": file_id, "mode": "run", "on_duplicate": "skip"}
        clerk.api.finished(clerk.api.order("POST", "/imports", draft))
        clerk.goes_to(f"/customers?q={mark}")

        clerk.page.get_by_label("选择本页").check()
        clerk.page.get_by_role("button", name=re.compile(r"选择全部 1,?001 条结果")).click()
        chosen(clerk.page, "修改标签")
        picked(clerk.page, "标签", "展会")
        clerk.page.keyboard.press("Control+Enter")

        expect(clerk.page.get_by_text("1001 条已完成，0 条未处理")).to_be_visible(timeout=60_000)
        clerk.finds_no_barrier()
        tag = next(each["id"] for each in clerk.api.read("/settings/customer-tags")["items"] if each["name"] == "展会")
        assert clerk.api.read("/customers", view="mine", q=mark, tag_id=tag)["total"] == 1_001

    def test_are_dropped_with_a_reason_and_found_in_the_pool(self, clerk: Visitor) -> None:
        name = named("丢进公海")
        made(clerk, name)
        clerk.goes_to(f"/customers?q={name}")

        clerk.page.get_by_label(f"选择 {name}").check()
        chosen(clerk.page, "投入公海")
        dialog(clerk.page).get_by_label("原因").fill("电话不通")
        clerk.page.keyboard.press("Enter")
        dialog(clerk.page).get_by_role("button", name="投入公海").click()
        expect(row(clerk.page, name)).to_have_count(0)

        clerk.goes_to(f"/customers?view=pool&q={name}")
        expect(row(clerk.page, name)).to_be_visible()

    def test_tell_which_were_refused_and_why(self, visit: Callable[[Screen], Visitor]) -> None:
        name = named("被抢先")
        one, other = visit(DESKTOP).sign_in(STAFF), visit(DESKTOP).sign_in("13800000006")
        (customer,) = made(one, name)
        one.api.order("POST", "/customers/bulk/drop-to-pool", {"ids": [customer]})
        for each in (one, other):
            each.goes_to(f"/customers?view=pool&q={name}")
            each.page.get_by_label(f"选择 {name}").check()
        one.page.route("**/api/v1/stream", lambda route: route.abort())
        chosen(one.page, "挑入")
        other.api.order("POST", "/customers/bulk/take", {"ids": [customer]})

        dialog(one.page).get_by_role("button", name="挑入").click()

        expect(one.page.get_by_role("dialog", name="处理结果")).to_contain_text(name)
        expect(one.page.get_by_role("dialog", name="处理结果")).to_contain_text("1 条未处理")
        one.finds_no_barrier()

    def test_are_restored_from_the_recycle_bin_or_purged_for_good(self, head: Visitor) -> None:
        back, gone = named("要恢复的"), named("要清除的")
        ids = made(head, back, gone)
        head.api.order("POST", "/customers/bulk/delete", {"ids": ids})

        head.goes_to(f"/customers?view=recycled&q={gone}")
        head.page.get_by_label(f"选择 {gone}").check()
        chosen(head.page, "彻底删除")
        expect(dialog(head.page)).to_contain_text("无法恢复")
        dialog(head.page).get_by_role("button", name="彻底删除").click()
        expect(row(head.page, gone)).to_have_count(0)
        assert head.api.ask("GET", f"/customers/{ids[1]}").status_code == 404

        head.goes_to(f"/customers?view=recycled&q={back}")
        head.page.get_by_label(f"选择 {back}").check()
        chosen(head.page, "恢复")
        dialog(head.page).get_by_role("button", name="恢复").click()
        expect(row(head.page, back)).to_have_count(0)
        assert head.api.read(f"/customers/{ids[0]}")["recycled_at"] is None


class TestTheDrawer:
    def test_counts_down_to_the_pool_and_moves_the_status(self, clerk: Visitor) -> None:
        name = named("倒计时")
        (customer,) = made(clerk, name)
        clerk.goes_to(f"/customers/{customer}")

        clock = clerk.page.get_by_role("timer")
        expect(clock).to_have_text(re.compile(r"\d+ 天 \d\d:\d\d:\d\d"))
        before = clock.inner_text()
        expect(clock).not_to_have_text(before)

        dialog(clerk.page).get_by_role("button", name="意向", exact=True).click()
        expect(clerk.page.locator("[aria-current=step]")).to_have_text("意向")
        clerk.finds_no_barrier()

    def test_writes_a_follow_up_that_starts_the_clock_anew(self, clerk: Visitor) -> None:
        (customer,) = made(clerk, named("写跟进"))
        clerk.goes_to(f"/customers/{customer}")

        clerk.page.get_by_label("跟进内容").fill("约定下周三到店演示")
        expect(clerk.page.get_by_role("button", name="发布")).to_be_enabled()
        clerk.page.keyboard.press("Control+Enter")

        expect(clerk.page.get_by_role("listitem").filter(has_text="约定下周三到店演示")).to_be_visible()
        expect(clerk.page.get_by_label("跟进内容")).to_have_value("")
        assert clerk.api.read(f"/customers/{customer}")["followed_at"] is not None

    def test_keeps_contacts(self, clerk: Visitor) -> None:
        (customer,) = made(clerk, named("联系人"))
        clerk.goes_to(f"/customers/{customer}?tab=contacts")

        clerk.page.get_by_role("button", name="新建联系人").first.click()
        dialog(clerk.page).get_by_label("姓名").fill("杨帆")
        dialog(clerk.page).get_by_label("手机 1").fill("13900000372")
        clerk.finds_no_barrier()
        clerk.page.keyboard.press("Control+Enter")
        line = clerk.page.get_by_role("listitem").filter(has_text="13900000372")
        expect(line).to_contain_text("主要")

        clerk.page.get_by_role("button", name="修改 杨帆").click()
        dialog(clerk.page).get_by_label("职务").fill("总经理")
        clerk.page.keyboard.press("Control+Enter")
        expect(line).to_contain_text("总经理")

        clerk.page.get_by_role("button", name="删除 杨帆").click()
        dialog(clerk.page).get_by_role("button", name="删除").click()
        expect(line).to_have_count(0)

    def test_loses_nothing_when_another_saved_first(self, clerk: Visitor) -> None:
        name = named("同时修改")
        (customer,) = made(clerk, name)
        clerk.forgives("409").goes_to(f"/customers/{customer}?tab=basic")
        drawer = dialog(clerk.page)
        drawer.get_by_role("button", name="编辑").click()
        drawer.get_by_label("电话").fill("028-11112222")
        drawer.get_by_label("客户名称", exact=True).fill(f"{name}总店")
        version = clerk.api.read(f"/customers/{customer}")["version"]
        theirs = {"version": version, "name": f"{name}分店", "address": "天府三街 199 号"}
        clerk.api.order("PATCH", f"/customers/{customer}", theirs)

        drawer.get_by_role("button", name="保存").click()

        expect(clerk.page.get_by_text("刚刚保存了这个客户")).to_be_visible()
        expect(drawer.get_by_role("row").filter(has_text=f"{name}分店")).to_contain_text(f"{name}总店")
        expect(drawer.get_by_label("地址")).to_have_value("天府三街 199 号")
        clerk.finds_no_barrier()
        drawer.get_by_role("button", name="核对好了，保存").click()
        expect(clerk.page.get_by_role("heading", name=f"{name}总店")).to_be_visible()
        saved = clerk.api.read(f"/customers/{customer}")
        assert (saved["phone"], saved["address"]) == ("028-11112222", "天府三街 199 号")

    def test_tells_the_log_in_words(self, clerk: Visitor) -> None:
        (customer,) = made(clerk, named("日志"), phone="028-11112222")
        change = {"version": clerk.api.read(f"/customers/{customer}")["version"], "phone": "028-33334444"}
        clerk.api.order("PATCH", f"/customers/{customer}", change)

        clerk.goes_to(f"/customers/{customer}?tab=changes")

        line = clerk.page.get_by_role("listitem").filter(has_text="修改资料")
        expect(line).to_contain_text("028-11112222")
        expect(line).to_contain_text("028-33334444")
        clerk.finds_no_barrier()

    def test_closes_by_key_and_gives_the_list_back_as_it_was(self, clerk: Visitor) -> None:
        name = named("回到列表")
        made(clerk, name)
        clerk.goes_to(f"/customers?q={name}")

        clerk.page.get_by_role("link", name=name).focus()
        clerk.page.keyboard.press("Enter")
        expect(clerk.page.get_by_role("heading", name=name)).to_be_visible()
        clerk.page.keyboard.press("Escape")

        expect(clerk.page).to_have_url(re.compile(r"/customers\?q="))
        expect(row(clerk.page, name)).to_be_visible()

    def test_says_so_where_there_is_nothing_to_see(self, clerk: Visitor) -> None:
        clerk.forgives("404").goes_to(f"/customers/{uuid4()}")

        expect(clerk.page.get_by_role("alert").get_by_role("button", name="重试")).to_be_visible()
