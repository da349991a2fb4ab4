"""Saved views of lists at a desk: saved, opened, changed, shared; columns in one's own order; exports of lists."""

from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import DESKTOP, Screen, Visitor

SONG, ZHOU = "13800000005", "13800000006"
SEARCHED = "姓名 / 公司 / 电话"


def strip(page: Page) -> Locator:
    return page.get_by_role("group", name="保存的视图")


def chip(page: Page, name: str) -> Locator:
    return strip(page).get_by_role("button", name=name).first


def titles(page: Page) -> list[str]:
    """Of the columns, in their order."""
    return [each for each in page.locator("th .cell").all_inner_texts() if each.strip()]


def opened(page: Page, name: str) -> None:
    expect(chip(page, name)).to_have_attribute("aria-pressed", "true")


def settings(page: Page, name: str) -> Locator:
    """The dialog of the open view."""
    strip(page).get_by_role("button", name=f"视图“{name}”的操作").click()
    page.get_by_role("menuitem", name="视图设置").click()
    return page.get_by_role("dialog")


class TestAView:
    def test_keeps_filters_and_columns_and_is_changed(self, desktop: Visitor) -> None:
        name, mark = f"视图{uuid4().hex[:8]}", f"挑选{uuid4().hex[:8]}"
        page = desktop.sign_in(SONG).page
        desktop.api.order("POST", "/leads", {"name": mark})
        desktop.goes_to(f"/leads?q={mark}")
        expect(page.get_by_text("共 1 条")).to_be_visible()

        page.get_by_role("button", name="显示的列").click()
        page.locator("label").filter(has_text="线索来源").click()
        page.get_by_role("button", name="移动“公司”，第 2 项").focus()
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("button", name="移动“公司”，第 1 项")).to_be_focused()
        desktop.finds_no_barrier()
        page.keyboard.press("Escape")
        expect(page.get_by_role("columnheader", name="线索来源")).to_be_visible()
        assert titles(page)[:2] == ["公司", "姓名"]

        strip(page).get_by_role("button", name="存为视图").click()
        page.get_by_label("视图名称").fill(name)
        desktop.finds_no_barrier()
        page.keyboard.press("Control+Enter")
        opened(page, name)

        desktop.goes_to("/leads")
        opened(page, "全部")
        chip(page, name).click()
        expect(page.get_by_label(SEARCHED)).to_have_value(mark)
        page.reload()
        opened(page, name)
        expect(page.get_by_role("columnheader", name="线索来源")).to_be_visible()
        assert titles(page)[:2] == ["公司", "姓名"]

        page.get_by_role("button", name="未处理", exact=True).click()
        expect(strip(page).get_by_text("有未保存的改动")).to_be_visible()
        desktop.finds_no_barrier()
        strip(page).get_by_role("button", name="保存改动").click()
        expect(strip(page).get_by_text("有未保存的改动")).to_have_count(0)
        (kept,) = [each for each in desktop.api.read("/views", list="leads")["items"] if each["name"] == name]
        assert set(kept["query"]) == {"q", "status_id"}

        page.get_by_role("button", name="团队线索").first.click()
        opened(page, "全部")

    def test_is_shared_with_a_colleague_whose_list_opens_with_it(self, visit: Callable[[Screen], Visitor]) -> None:
        song, zhou = (visit(DESKTOP).sign_in(account) for account in (SONG, ZHOU))
        name = f"视图{uuid4().hex[:8]}"
        made = song.api.order("POST", "/views", {"list": "leads", "name": name, "query": {"q": [name]}})
        page = song.goes_to(f"/leads?q={name}&saved={made['id']}").page
        form = settings(page, name)
        form.locator(".el-switch").first.click()
        form.get_by_role("button", name="保存").click()
        expect(strip(page).get_by_role("img", name="全公司可见")).to_be_visible()

        theirs = zhou.goes_to("/leads").page
        chip(theirs, name).click()
        expect(theirs.get_by_label(SEARCHED)).to_have_value(name)
        form = settings(theirs, name)
        expect(form.get_by_label("视图名称")).to_have_count(0)
        form.locator(".el-switch").first.click()
        form.get_by_role("button", name="保存").click()
        expect(form).to_have_count(0)
        zhou.goes_to("/leads")
        opened(theirs, name)
        zhou.finds_no_barrier()

        strip(page).get_by_role("button", name=f"视图“{name}”的操作").click()
        page.get_by_role("menuitem", name="删除").click()
        page.get_by_role("dialog").get_by_role("button", name="删除").click()
        expect(chip(page, name)).to_have_count(0)
        expect(page.get_by_label(SEARCHED)).to_have_value(name)


class TestOtherLists:
    def test_have_views_and_exports_too(self, desktop: Visitor) -> None:
        page = desktop.sign_in(SONG).page
        for path in ("/customers", "/signed-customers", "/opportunities", "/orders", "/products", "/follow-ups"):
            desktop.goes_to(path)
            expect(chip(page, "全部")).to_be_visible()
        for path, first in (("/visits", "拜访时间"), ("/calls", "通话时间"), ("/collections", "回款日期")):
            desktop.goes_to(path)
            expect(chip(page, "全部")).to_be_visible()
            page.get_by_role("button", name="导出", exact=True).click()
            box = page.get_by_role("dialog", name="导出")
            expect(box.get_by_role("checkbox", name=first)).to_be_checked()
            desktop.finds_no_barrier()
            page.keyboard.press("Escape")
            expect(box).to_have_count(0)
