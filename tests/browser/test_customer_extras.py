"""Custom fields, pool rules, duplicates, merging and attachments, at a desk and on the phone (C4, C14, C17, C19)."""

import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import DESKTOP, PHONE, Visitor

ADMINISTRATOR, HEAD = "13800000001", "13800000002"
_PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
_ZIP = b"PK\x03\x04" + bytes(range(256)) * 24 * 1024
# 384 kB a second up: slow enough to be met underway by a busy machine.
_SLOW = {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": 384 * 1024}
_UNDERWAY = re.compile(r"· [1-8]\d%")


def named(what: str) -> str:
    return f"{what}{uuid4().hex[:6]}"


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog").last


def settled(page: Page) -> None:
    """Nothing is being fetched any more."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


@pytest.fixture
def administrator(visit) -> Visitor:
    """蒋吉祥 at a desk."""
    return visit(DESKTOP).sign_in(ADMINISTRATOR)


@pytest.fixture
def field(administrator: Visitor) -> Iterator[str]:
    """The title of a custom field of customers, switched off again afterwards."""
    title = named("行业")
    draft = {"of": "customer", "title": title, "type": "single_choice", "choices": ["制造", "贸易"]}
    options = {"in_list": True, "filterable": True, "sortable": True}
    made = administrator.api.order("POST", "/settings/custom-fields", draft | options)
    yield title
    path = f"/settings/custom-fields/{made['id']}"
    administrator.api.order("PATCH", path, {"version": made["version"], "enabled": False})


class TestCustomFields:
    def test_are_defined_filled_in_and_found(self, administrator: Visitor) -> None:
        title, name = named("规模"), named("客户")
        page = administrator.goes_to("/settings/custom-fields").page
        settled(page)
        administrator.finds_no_barrier()

        page.get_by_role("button", name="新建字段").click()
        dialog(page).get_by_label("字段名称").fill(title)
        dialog(page).get_by_role("combobox", name="类型").click()
        page.get_by_role("option", name="整数").click()
        dialog(page).get_by_text("列表中显示").click()
        dialog(page).get_by_text("可筛选").click()
        administrator.finds_no_barrier()
        dialog(page).get_by_role("button", name="保存").click()
        expect(page.get_by_role("listitem").filter(has_text=title)).to_be_visible()

        page.goto("/customers")
        page.get_by_role("button", name="新建客户").first.click()
        dialog(page).get_by_label("客户名称").fill(name)
        dialog(page).get_by_label(title).fill("12")
        dialog(page).get_by_role("button", name="保存").click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        page.goto("/customers")
        page.get_by_label(f"{title} 不小于").press_sequentially("12")
        page.keyboard.press("Enter")

        expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("12")
        expect(page.get_by_text("共 1 条")).to_be_visible()
        administrator.finds_no_barrier()
        made = next(
            each
            for each in administrator.api.read("/settings/custom-fields", of="customer")["items"]
            if each["title"] == title
        )
        administrator.api.order(
            "PATCH", f"/settings/custom-fields/{made['id']}", {"version": made["version"], "enabled": False}
        )


class TestPoolRules:
    def test_show_their_effect_before_they_are_on(self, administrator: Visitor) -> None:
        name = named("拜访规则")
        page = administrator.goes_to("/settings/pool").page
        settled(page)

        page.get_by_role("button", name="新建规则").click()
        dialog(page).get_by_label("规则名称").fill(name)
        dialog(page).get_by_role("switch", name="没有拜访").press("Space")
        expect(dialog(page).get_by_text("全部超期才掉入公海")).to_be_visible()
        administrator.finds_no_barrier()
        dialog(page).get_by_role("button", name="保存").click()
        line = page.get_by_role("listitem").filter(has_text=name)
        expect(line).to_contain_text("60 天没有拜访")
        line.get_by_role("button", name="看影响").click()

        expect(dialog(page).get_by_text("今天会掉入公海的客户")).to_be_visible()
        administrator.finds_no_barrier()
        rule = next(each for each in administrator.api.read("/settings/pool-rules")["items"] if each["name"] == name)
        assert not rule["enabled"]
        administrator.api.order("DELETE", f"/settings/pool-rules/{rule['id']}", {})

    def test_are_explained_for_a_customer(self, administrator: Visitor) -> None:
        customer = administrator.api.order("POST", "/customers", {"name": named("客户")})["id"]
        page = administrator.goes_to(f"/customers/{customer}").page

        page.get_by_role("button", name="为什么？").click()

        expect(dialog(page).get_by_text("最先到期")).to_be_visible()
        administrator.finds_no_barrier()


class TestDuplicates:
    def test_are_pointed_out_while_typing_and_merged(self, administrator: Visitor) -> None:
        name = named("重复客户")
        kept, other = (administrator.api.order("POST", "/customers", {"name": name})["id"] for _ in range(2))
        page = administrator.goes_to("/customers").page

        page.get_by_role("button", name="新建客户").first.click()
        dialog(page).get_by_label("客户名称").fill(name)
        expect(dialog(page).get_by_text("已有 2 个相似的客户")).to_be_visible()
        administrator.finds_no_barrier()
        page.goto(f"/customers/{kept}")
        dialog(page).get_by_role("button", name=f"{name} 更多操作").click()
        page.get_by_role("menuitem", name="合并客户").click()
        dialog(page).get_by_role("combobox", name="要并入的客户").fill(name)
        page.get_by_role("option").filter(has_text=name).first.click()
        expect(dialog(page).get_by_text("并入后删除")).to_be_visible()
        dialog(page).get_by_role("button", name="合并客户").click()

        expect(page.get_by_text("已合并")).to_be_visible()
        assert administrator.api.ask("GET", f"/customers/{other}").status_code == 404

    def test_are_refused_where_the_company_says_so(self, administrator: Visitor) -> None:
        page = administrator.goes_to("/settings/duplicates").page
        settled(page)

        expect(page.get_by_role("switch", name="电话在公司内不能重复")).not_to_be_checked()
        administrator.finds_no_barrier()


class TestAttachments:
    def test_are_attached_looked_at_and_removed(self, visit) -> None:
        head = visit(DESKTOP).sign_in(HEAD)
        customer = head.api.order("POST", "/customers", {"name": named("客户")})["id"]
        page = head.goes_to(f"/customers/{customer}?tab=attachments").page
        expect(page.get_by_text("还没有附件")).to_be_visible()

        page.get_by_label("添加附件").set_input_files({"name": "门头.png", "mimeType": "image/png", "buffer": _PIXEL})
        expect(page.get_by_role("link", name="门头.png").first).to_be_visible()
        page.get_by_role("button", name="预览 门头.png").click()
        expect(dialog(page).get_by_role("img", name="门头.png")).to_be_visible()
        head.finds_no_barrier()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="删除附件 门头.png").click()
        dialog(page).get_by_role("button", name="删除").click()

        expect(page.get_by_text("还没有附件")).to_be_visible()

    def test_go_on_where_a_broken_network_and_a_reload_stopped_them(self, visit, tmp_path: Path) -> None:
        plan = tmp_path / "图纸.zip"
        plan.write_bytes(_ZIP)
        head = visit(DESKTOP).sign_in(HEAD)
        head.forgives("ERR_INTERNET_DISCONNECTED")
        customer = head.api.order("POST", "/customers", {"name": named("客户")})["id"]
        page = head.goes_to(f"/customers/{customer}?tab=attachments").page
        expect(page.get_by_text("还没有附件")).to_be_visible()
        line = page.context.new_cdp_session(page)
        line.send("Network.emulateNetworkConditions", _SLOW)

        page.get_by_label("添加附件").set_input_files(plan)
        underway = page.get_by_role("list", name="正在上传的文件")
        expect(underway.get_by_text(_UNDERWAY)).to_be_visible()
        line.send("Network.emulateNetworkConditions", _SLOW | {"offline": True})
        expect(underway.get_by_text("等待上传，联网后自动继续")).to_be_visible()
        head.finds_no_barrier()
        line.send("Network.emulateNetworkConditions", _SLOW)
        expect(underway.get_by_text(_UNDERWAY)).to_be_visible()
        underway.get_by_role("button", name="暂停上传 图纸.zip").click()
        expect(underway.get_by_text("已暂停")).to_be_visible()
        line.detach()
        page.reload()
        underway.get_by_role("button", name="继续上传 图纸.zip").click()

        expect(page.get_by_role("link", name="图纸.zip").first).to_be_visible()
        (attached,) = head.api.read("/attachments", of=f"customer:{customer}")["items"]
        assert head.api.ask("GET", attached["file"]["url"].removeprefix("/api/v1")).content == _ZIP


class TestOnThePhone:
    def test_fields_falls_and_attachments_are_there(self, field: str, visit) -> None:
        head = visit(PHONE).sign_in(HEAD)
        customer = head.api.order("POST", "/customers", {"name": named("客户")})["id"]
        page = head.goes_to(f"/customers/{customer}/edit").page

        page.get_by_role("button", name=field).click()
        page.get_by_role("button", name="贸易").click()
        head.finds_no_barrier()
        page.get_by_role("button", name="保存").click()
        page.goto(f"/customers/{customer}?tab=basic")
        expect(page.get_by_text("贸易")).to_be_visible()
        page.get_by_role("link", name="为什么？").click()
        expect(page.get_by_text("最先到期")).to_be_visible()
        head.finds_no_barrier()
        page.goto(f"/customers/{customer}?tab=attachments")
        page.get_by_label("添加附件").set_input_files({"name": "门头.png", "mimeType": "image/png", "buffer": _PIXEL})
        expect(page.get_by_role("button", name="删除附件 门头.png")).to_be_visible()
        head.finds_no_barrier()
