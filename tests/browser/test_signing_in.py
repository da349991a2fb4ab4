"""The way in, at both widths (A1)."""

import re

import pyotp
from playwright.sync_api import expect

from shared.testing.live import LiveStack
from tests.browser.newcomer import newcomer
from tests.browser.visitor import Visitor
from tests.journeys.founding import CHOSEN, found

ACCOUNT = "13800000005"


class TestSigningIn:
    def test_shows_the_workbench(self, visitor: Visitor) -> None:
        visitor.goes_to("/login").finds_no_barrier()

        visitor.fills_in_sign_in(ACCOUNT)

        expect(visitor.page.get_by_role("heading", name="宋肖肖")).to_be_visible()
        visitor.finds_no_barrier()

    def test_says_what_is_missing_before_it_asks_the_server(self, visitor: Visitor) -> None:
        visitor.fills_in_sign_in("", "")

        expect(visitor.page.get_by_text("请输入账号")).to_be_visible()
        expect(visitor.page.get_by_text("请输入密码")).to_be_visible()

    def test_tells_that_account_or_password_is_wrong(self, visitor: Visitor) -> None:
        visitor.forgives("401").fills_in_sign_in("13811112222", "not this one")

        expect(visitor.page.get_by_role("alert")).to_contain_text("密码")
        visitor.finds_no_barrier()

    def test_leads_on_to_the_address_that_was_asked_for(self, visitor: Visitor) -> None:
        visitor.goes_to("/customers?view=pool")
        expect(visitor.page).to_have_url(re.compile(r"/login\?to="))

        visitor.page.get_by_label("账号 / 手机号").fill(ACCOUNT)
        visitor.page.get_by_label("密码", exact=True).fill("kuaiqi-demo")
        visitor.page.get_by_role("button", name="登录", exact=True).click()

        expect(visitor.page).to_have_url(f"{visitor.url}/customers?view=pool")

    def test_lasts_over_a_reload(self, visitor: Visitor) -> None:
        visitor.fills_in_sign_in(ACCOUNT)
        expect(visitor.page).not_to_have_url(f"{visitor.url}/login")

        visitor.page.reload()

        expect(visitor.page.get_by_role("heading", name="宋肖肖")).to_be_visible()


class TestTheFirstPassword:
    def test_must_be_changed_before_anything_else(self, visitor: Visitor, live_stack: LiveStack) -> None:
        account, password = newcomer(live_stack)

        visitor.fills_in_sign_in(account, password)
        expect(visitor.page.get_by_role("heading", name="设置新密码")).to_be_visible()
        visitor.finds_no_barrier()
        visitor.goes_to("/customers")
        expect(visitor.page).to_have_url(f"{visitor.url}/first-password")

        visitor.page.get_by_label("当前密码").fill(password)
        visitor.page.get_by_label("新密码", exact=True).fill("a longer one 2026")
        visitor.page.get_by_label("再次输入新密码").fill("another one")
        visitor.page.get_by_role("button", name="保存").click()
        expect(visitor.page.get_by_text("两次输入不一致")).to_be_visible()

        visitor.page.get_by_label("再次输入新密码").fill("a longer one 2026")
        visitor.page.get_by_role("button", name="保存").click()
        expect(visitor.page.get_by_role("heading", name="林小满")).to_be_visible()


class TestASecondFactor:
    def test_is_set_up_and_a_recovery_code_typed_at_the_phone(self, phone: Visitor, live_stack: LiveStack) -> None:
        account, _ = found(live_stack, name="验证公司")
        page = phone.forgives("401").sign_in(account, CHOSEN).page

        page.goto("/me")
        page.get_by_text("两步验证").click()
        page.get_by_role("button", name="设置两步验证").click()
        secret = page.locator("code").inner_text().replace(" ", "")
        phone.finds_no_barrier()
        page.get_by_label("动态验证码").fill(pyotp.TOTP(secret).now())
        page.get_by_role("button", name="开启", exact=True).click()
        expect(page.get_by_text("两步验证已开启")).to_be_visible()
        code = page.locator("li code").first.inner_text()
        phone.finds_no_barrier()
        page.get_by_role("button", name="我已保存").click()
        expect(page.get_by_text("已开启", exact=True)).to_be_visible()

        page.goto("/me")
        page.get_by_role("button", name="退出登录").click()
        page.get_by_role("dialog").get_by_role("button", name="确认").click()
        phone.fills_in_sign_in(account, CHOSEN)
        page.get_by_label("动态验证码").fill(code)
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page.get_by_role("heading", name="试探")).to_be_visible()

    def test_owed_by_an_administrator_comes_before_anything_else(self, visitor: Visitor, live_stack: LiveStack) -> None:
        account, founder = found(live_stack, name="严格公司")
        company = founder.read("/companies/current")
        asked = {"version": company["version"], "administrators_need_second_factor": True}
        founder.order("PATCH", "/companies/current", asked)

        visitor.forgives("403").fills_in_sign_in(account, CHOSEN)
        expect(visitor.page).to_have_url(f"{visitor.url}/me")
        visitor.goes_to("/customers")

        expect(visitor.page).to_have_url(f"{visitor.url}/me")
        expect(visitor.page.get_by_text("两步验证").first).to_be_visible()
