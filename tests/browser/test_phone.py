"""Every page of the phone, and links that lead from one width to the other."""

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.phone_day import STAFF, in_pool, made
from tests.browser.visitor import Visitor

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


class TestEachPage:
    def test_shuts_nobody_out_in_the_light_and_in_the_dark(self, clerk: Visitor) -> None:
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
        clerk.goes_to("/me")
        for path, words in pages.items():
            clerk.goes_on_to(path)
            for scheme in SCHEMES:
                clerk.page.emulate_media(color_scheme=scheme)
                expect(clerk.page.locator("html.dark")).to_have_count(SCHEMES.index(scheme))
                expect(clerk.page.get_by_text(words).first).to_be_visible()
                clerk.finds_no_barrier()

    def test_speaks_english(self, clerk: Visitor) -> None:
        clerk.goes_to("/me")
        clerk.page.get_by_role("button", name="语言").click()

        expect(clerk.page.get_by_role("button", name="Sign out")).to_be_visible()
        clerk.goes_to("/customers")
        expect(clerk.page.get_by_placeholder("Customer name / phone")).to_be_visible()
        clerk.finds_no_barrier()


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
