"""The back office at a desk: organization, roles, settings, and one's own account (A1, A3, A4, C17, C19)."""

import re
from uuid import uuid4

import pyotp
import pytest
from playwright.sync_api import Locator, Page, expect

from shared.testing.eventually import eventually
from tests.browser.visitor import Visitor

ADMINISTRATOR, STAFF = "13800000001", "13800000005"
PAGES = (
    "/",
    "/organization/departments",
    "/organization/employees",
    "/organization/job-titles",
    "/organization/roles",
    "/organization/company",
    "/organization/sms-outbox",
    "/organization/audit-log",
    "/settings/choices",
    "/settings/pool",
    "/me",
    "/me/devices",
)
OWN_PAGES = ("/", "/me", "/me/devices")


@pytest.fixture
def administrator(desktop: Visitor) -> Visitor:
    """蒋吉祥."""
    return desktop.sign_in(ADMINISTRATOR)


def named(what: str) -> str:
    return f"{what}{uuid4().hex[:6]}"


def a_phone() -> str:
    return f"1{uuid4().int % 10**10:010}"


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog").last


def settled(page: Page) -> None:
    """Nothing is being fetched any more."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def confirmed(page: Page, action: str) -> None:
    dialog(page).get_by_role("button", name=action).click()


class TestEveryPage:
    def test_shuts_nobody_out(self, administrator: Visitor) -> None:
        administrator.goes_to("/me")
        for path in PAGES:
            administrator.goes_on_to(path)
            administrator.finds_no_barrier()

    def test_stays_shut_for_who_may_not(self, desktop: Visitor) -> None:
        page = desktop.sign_in(STAFF).goes_to("/me").page

        for path in (path for path in PAGES if path not in OWN_PAGES):
            desktop.goes_on_to(path)
            expect(page).to_have_url(re.compile(f"{path}$"))
            expect(page.get_by_role("heading", name="你没有权限查看此页").last).to_be_visible()
            expect(page.get_by_role("navigation", name="主菜单").get_by_text("后台管理")).to_have_count(0)

    def test_speaks_english_in_the_dark(self, administrator: Visitor) -> None:
        page = administrator.goes_to("/").page
        page.get_by_role("button", name="切换深色与浅色").click()
        page.get_by_role("button", name="EN", exact=True).click()

        expect(page.get_by_role("heading", name="Customer increments")).to_be_visible()
        expect(page.locator("html.dark")).to_have_count(1)
        administrator.finds_no_barrier()


class TestDepartments:
    def test_are_made_moved_and_removed_without_a_mouse(self, administrator: Visitor) -> None:
        parent, child = named("大区"), named("门店")
        made = [administrator.api.order("POST", "/departments", {"name": each}) for each in (parent, child)]
        page = administrator.goes_to(f"/organization/departments?id={made[1]['id']}").page

        page.get_by_role("button", name="改名或移动").click()
        dialog(page).get_by_label("上级部门").click()
        page.get_by_role("treeitem", name=parent).last.click()
        page.keyboard.press("Control+Enter")

        expect(page.get_by_text(f"{parent} / {child}")).to_be_visible()
        page.get_by_role("button", name="删除").click()
        confirmed(page, "删除")
        expect(page.get_by_text(f"已删除“{child}”")).to_be_visible()

    def test_are_moved_by_dragging(self, administrator: Visitor) -> None:
        parent, child = named("大区"), named("门店")
        made = [administrator.api.order("POST", "/departments", {"name": each}) for each in (parent, child)]
        page = administrator.goes_to("/organization/departments").page

        page.get_by_role("treeitem", name=child).drag_to(page.get_by_role("treeitem", name=parent))

        expect(page.get_by_text(f"已移动“{child}”")).to_be_visible()
        kept = {each["id"]: each for each in administrator.api.read("/departments")["items"]}
        assert kept[made[1]["id"]]["parent_id"] == made[0]["id"]

    def test_say_why_they_cannot_be_removed(self, administrator: Visitor) -> None:
        page = administrator.forgives("409").goes_to("/organization/departments").page
        page.get_by_role("treeitem", name="运营部").click()

        page.get_by_role("button", name="删除").click()
        confirmed(page, "删除")

        expect(page.get_by_role("alert").filter(has_text="部门")).to_be_visible()
        expect(page.get_by_role("treeitem", name="运营部")).to_be_visible()


class TestEmployees:
    def test_begin_with_a_message_that_administrators_can_read(self, administrator: Visitor) -> None:
        name, account = named("林"), a_phone()
        page = administrator.goes_to("/organization/employees").page

        page.get_by_role("button", name="新建员工").click()
        dialog(page).get_by_label("姓名").fill(name)
        dialog(page).get_by_label("账号").fill(account)
        dialog(page).get_by_label("部门").click()
        page.get_by_role("treeitem", name="运营部").last.click()
        dialog(page).get_by_label("角色").click()
        page.get_by_role("option", name="员工", exact=True).click()
        page.keyboard.press("Escape")
        dialog(page).get_by_role("button", name="新建并发送短信").click()

        page.get_by_role("link", name="在短信发件箱查看").click()
        expect(page.get_by_role("row").filter(has_text=account)).to_contain_text("初始密码")

    def test_are_out_at_once_when_disabled(self, administrator: Visitor) -> None:
        name, account = named("周"), a_phone()
        administrator.api.order(
            "POST", "/employees", {"name": name, "account": account, "department_id": None, "role_ids": []}
        )
        page = administrator.goes_to(f"/organization/employees?q={account}").page

        page.get_by_role("button", name=f"对{name}的操作").click()
        page.get_by_role("menuitem", name="停用").click()
        confirmed(page, "停用")

        expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("已停用")

    def test_stand_at_the_field_that_is_wrong(self, administrator: Visitor) -> None:
        page = administrator.forgives("422").goes_to("/organization/employees").page

        page.get_by_role("button", name="新建员工").click()
        dialog(page).get_by_role("button", name="新建并发送短信").click()

        expect(dialog(page).locator(".el-form-item.is-error").first).to_be_visible()
        administrator.finds_no_barrier()


class TestRoles:
    def test_see_what_was_switched_on(self, administrator: Visitor) -> None:
        name = named("客服")
        page = administrator.goes_to("/organization/roles/new").page

        page.get_by_label("角色名称").fill(name)
        page.get_by_role("switch", name="客户管理：开关").press("Space")
        page.get_by_role("combobox", name="客户管理：数据权限").click()
        page.get_by_role("option", name="指定部门").click()
        expect(page.get_by_text("请为“客户管理”选择部门")).to_be_visible()
        page.get_by_role("combobox", name="客户管理：指定部门").click()
        page.get_by_role("treeitem", name="开发部").last.click()
        page.keyboard.press("Escape")
        page.get_by_role("group", name="操作权限").get_by_text("导出", exact=True).click()
        page.get_by_role("button", name="保存").click()

        expect(page).to_have_url(re.compile(r"/organization/roles/[0-9a-f-]{36}$"))
        role = next(each for each in administrator.api.read("/roles")["items"] if each["name"] == name)
        assert (role["functions"]["customers"]["kind"], role["actions"]) == ("departments", ["export"])
        assert len(role["functions"]["customers"]["below_ids"]) == 1
        administrator.finds_no_barrier()

    def test_leave_the_administrators_alone(self, administrator: Visitor) -> None:
        page = administrator.goes_to("/organization/roles").page

        page.get_by_role("link", name="管理员").click()

        expect(page.get_by_text("不能修改或删除")).to_be_visible()
        expect(page.get_by_role("button", name="保存")).to_have_count(0)


class TestChoices:
    def test_are_added_ordered_by_keyboard_and_switched_off(self, administrator: Visitor) -> None:
        name = named("活动")
        page = administrator.goes_to("/settings/choices/sources").page
        settled(page)

        page.get_by_label("新选项的名称").fill(name)
        page.keyboard.press("Enter")
        handle = page.get_by_role("button", name=re.compile(f"移动“{name}”"))
        expect(handle).to_be_visible()
        before = [each["name"] for each in administrator.api.read("/settings/sources")["items"]]
        handle.press("ArrowUp")
        expect(handle).to_have_accessible_name(re.compile(f"第 {len(before) - 1} 项"))
        page.get_by_role("switch", name=f"启用：{name}").press("Space")

        expect(page.get_by_role("listitem").filter(has_text=name)).to_contain_text("已停用")

        def kept() -> tuple[str, bool]:
            last_but_one = administrator.api.read("/settings/sources")["items"][-2]
            return last_but_one["name"], last_but_one["enabled"]

        eventually(lambda: kept() == (name, False))

    def test_are_renamed_in_place(self, administrator: Visitor) -> None:
        name, other = named("会议"), named("峰会")
        administrator.api.order("POST", "/settings/sources", {"name": name})
        page = administrator.goes_to("/settings/choices/sources").page

        page.get_by_role("button", name=f"改名：{name}").click()
        page.get_by_role("textbox", name=f"改名：{name}").fill(other)
        page.keyboard.press("Enter")

        expect(page.get_by_role("listitem").filter(has_text=other)).to_be_visible()


class TestThePool:
    def test_says_what_its_limits_mean(self, administrator: Visitor) -> None:
        before = administrator.api.read("/settings/pool-limits")
        page = administrator.goes_to("/settings/pool").page

        page.get_by_role("switch", name="每天挑入上限").press("Space")
        page.get_by_role("spinbutton", name="每天挑入上限").fill("17")
        page.get_by_role("spinbutton", name="每天挑入上限").press("Tab")

        expect(page.get_by_text("一天挑入 17 个以后要等到明天")).to_be_visible()
        assert administrator.api.read("/settings/pool-limits") == before


class TestOnesOwnAccount:
    def test_is_kept_by_a_second_factor_and_recovery_codes(self, administrator: Visitor) -> None:
        account = a_phone()
        administrator.api.order(
            "POST", "/employees", {"name": "何小雨", "account": account, "department_id": None, "role_ids": []}
        )
        sent = administrator.api.read("/sms-outbox")["items"]
        first = re.search(r"初始密码 (\S+?)[，,]", next(each["text"] for each in sent if each["phone"] == account))
        assert first is not None
        page = administrator.forgives("401").goes_to("/").page
        page.get_by_role("button", name="蒋吉祥").click()
        page.get_by_role("menuitem", name="退出登录").click()

        administrator.fills_in_sign_in(account, first[1])
        page.get_by_label("当前密码").fill(first[1])
        page.get_by_label("新密码", exact=True).fill("a longer one 2026")
        page.get_by_label("再次输入新密码").fill("a longer one 2026")
        page.get_by_role("button", name="保存").click()
        expect(page).to_have_url(f"{administrator.url}/")
        administrator.goes_to("/me")
        page.get_by_role("button", name="设置两步验证").click()
        secret = page.locator("code").inner_text().replace(" ", "")
        page.get_by_label("动态验证码").fill(pyotp.TOTP(secret).now())
        page.get_by_role("button", name="开启", exact=True).click()
        expect(page.get_by_text("两步验证已开启")).to_be_visible()
        code = page.locator("li code").first.inner_text()
        administrator.finds_no_barrier()
        page.get_by_role("button", name="何小雨").click()
        page.get_by_role("menuitem", name="退出登录").click()

        administrator.fills_in_sign_in(account, "a longer one 2026")
        page.get_by_label("动态验证码").fill("000000")
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page.get_by_text("密码或动态验证码不正确")).to_be_visible()
        page.get_by_label("动态验证码").fill(code)
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page).to_have_url(f"{administrator.url}/")
