"""Leads at both widths: created, followed up, handed on, made a customer (L1 to L4)."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

STAFF, HEAD = "13800000005", "13800000002"


@pytest.fixture
def clerk(desktop: Visitor) -> Visitor:
    """宋肖肖 of 运营部, with the role 员工."""
    return desktop.sign_in(STAFF)


def named() -> str:
    return f"线索{uuid4().hex[:8]}"


def made(visitor: Visitor, **fields: Any) -> dict[str, Any]:
    lead: dict[str, Any] = visitor.api.order("POST", "/leads", {"name": named(), **fields})
    return lead


class TestAtADesk:
    def test_is_created_followed_up_and_made_a_customer(self, clerk: Visitor) -> None:
        name, company = named(), f"公司{uuid4().hex[:8]}"
        page = clerk.goes_to("/leads").page
        page.get_by_role("button", name="新建线索").first.click()
        form = page.get_by_role("dialog").last
        form.get_by_label("姓名").fill(name)
        form.get_by_label("公司").fill(company)
        clerk.finds_no_barrier()
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("heading", name=name)).to_be_visible()

        page.get_by_role("tab", name="跟进").click()
        page.get_by_label("跟进内容").fill("电话里约了下周见面")
        expect(page.get_by_role("button", name="发布")).to_be_enabled()
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("dialog").get_by_text("电话里约了下周见面")).to_be_visible()
        clerk.finds_no_barrier()

        page.get_by_role("button", name="转为客户").click()
        expect(page.get_by_label("客户名称")).to_have_value(company)
        clerk.finds_no_barrier()
        page.get_by_role("dialog").last.get_by_role("button", name="转为客户").click()
        expect(page.get_by_role("heading", name=company)).to_be_visible()
        expect(page).to_have_url(re.compile(r"/customers/[0-9a-f-]{36}"))
        expect(page.get_by_text("电话里约了下周见面").first).to_be_visible()

    def test_of_a_selection_go_to_a_colleague(self, clerk: Visitor) -> None:
        lead = made(clerk)
        page = clerk.goes_to(f"/leads?q={lead['name']}").page

        page.get_by_label(f"选择 {lead['name']}").check()
        page.get_by_role("toolbar").get_by_role("button", name="转移线索").click()
        page.get_by_role("dialog").last.get_by_label("转移给").last.click()
        page.get_by_role("option", name="周长生").last.click()
        clerk.finds_no_barrier()
        page.keyboard.press("Control+Enter")

        expect(page.get_by_text("已转移 1 条线索")).to_be_visible()
        expect(page.get_by_text("还没有线索")).to_be_visible()
        assert clerk.api.ask("GET", f"/leads/{lead['id']}").status_code == 404

    def test_are_deleted_for_good_after_asking(self, desktop: Visitor) -> None:
        desktop.sign_in(HEAD)
        lead = made(desktop)
        page = desktop.goes_to(f"/leads?q={lead['name']}").page

        page.get_by_label(f"选择 {lead['name']}").check()
        page.get_by_role("toolbar").get_by_role("button", name="删除").click()
        expect(page.get_by_role("dialog").last).to_contain_text("不能恢复")
        page.get_by_role("dialog").last.get_by_role("button", name="删除").click()

        expect(page.get_by_text("已删除 1 条线索")).to_be_visible()
        assert desktop.api.ask("GET", f"/leads/{lead['id']}").status_code == 404
