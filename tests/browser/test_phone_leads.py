"""Leads on the phone: created, followed up, changed, made a customer (L1 to L4)."""

import re

from playwright.sync_api import expect

from shared.testing.eventually import eventually
from tests.browser.desk import named
from tests.browser.visitor import Visitor


class TestALead:
    def test_is_created_followed_up_and_made_a_customer(self, clerk: Visitor) -> None:
        name, company, page = named("线索"), named("公司"), clerk.page
        clerk.goes_to("/leads")
        page.get_by_role("link", name="新建线索").click()
        expect(page.get_by_role("heading", name="新建线索")).to_be_visible()
        page.get_by_label("姓名").fill(name)
        page.get_by_label("公司").fill(company)
        page.get_by_label("电话").fill("13912345678")
        clerk.finds_no_barrier()
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        clerk.finds_no_barrier()

        lead = clerk.api.read("/leads", view="mine", q=name)["items"][0]
        page.get_by_role("link", name="写跟进").or_(page.get_by_role("button", name="写跟进")).click()
        page.get_by_label("跟进内容").fill("电话里约了下周见面")
        page.get_by_role("button", name="修改状态").click()
        page.get_by_role("dialog").last.get_by_role("button").nth(2).click()
        clerk.finds_no_barrier()
        page.get_by_role("button", name="发布").click()
        expect(page.get_by_text("电话里约了下周见面")).to_be_visible()
        eventually(lambda: clerk.api.read(f"/leads/{lead['id']}")["status"] != lead["status"], within=15)

        page.get_by_role("button", name="更多操作").click()
        page.get_by_role("button", name="转为客户").click()
        expect(page.get_by_label("客户名称")).to_have_value(company)
        clerk.finds_no_barrier()
        page.get_by_role("button", name="转为客户").click()
        expect(page).to_have_url(re.compile(r"/customers/[0-9a-f-]{36}"))
        expect(page.get_by_role("heading", name=company)).to_be_visible()
        expect(page.get_by_text("电话里约了下周见面").first).to_be_visible()
        clerk.goes_to(f"/leads?view=converted&q={name}")
        expect(page.get_by_role("article")).to_contain_text("已转为客户")
        clerk.finds_no_barrier()
