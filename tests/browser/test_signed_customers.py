"""Signed customers at both widths: lists, status and tags of their own, what may not be done (S1 to S5)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from shared.testing.eventually import eventually
from tests.browser.desk import chosen, dialog, named, picked, row
from tests.browser.sales import ADMINISTRATOR, HEAD, STAFF, sale_of
from tests.browser.visitor import DESKTOP, PHONE, Screen, Visitor
from tests.journeys.person import Person


@pytest.fixture
def clerk(visit: Callable[[Screen], Visitor]) -> Visitor:
    """宋肖肖 of 运营部, with the role 员工, at a desk."""
    return visit(DESKTOP).sign_in(STAFF)


@pytest.fixture
def signed(clerk: Visitor) -> dict[str, Any]:
    """A customer of 宋肖肖 whose order was approved."""
    sale = sale_of(clerk)
    first = clerk.api.read("/settings/customer-statuses")["items"][0]
    customer = clerk.api.order("POST", "/customers", {"name": named("签约的"), "status_id": first["id"]})["id"]
    sale.running(customer)
    return sale.becomes(f"/customers/{customer}", stage="signed")


@pytest.fixture
def tag(clerk: Visitor) -> str:
    """A tag for signed customers alone."""
    name = named("续费中")
    Person(clerk.url, account=ADMINISTRATOR).order("POST", "/settings/signed-tags", {"name": name})
    return name


class TestSignedCustomers:
    def test_have_lists_status_and_tags_of_their_own(
        self, clerk: Visitor, signed: dict[str, Any], tag: str, visit: Callable[[Screen], Visitor]
    ) -> None:
        name, at = signed["name"], f"/customers/{signed['id']}"
        page = clerk.goes_to(f"/signed-customers?q={name}").page

        expect(row(page, name)).to_contain_text("新签约")
        expect(page.get_by_role("button", name="新建客户")).to_have_count(0)
        page.get_by_label(f"选择 {name}").check()
        for verb in ("投入公海", "删除"):
            expect(page.get_by_role("toolbar").get_by_role("button", name=verb, exact=True)).to_have_count(0)
        chosen(page, "修改签约标签")
        picked(page, "标签", tag)
        page.keyboard.press("Escape")
        clerk.finds_no_barrier()
        dialog(page).get_by_role("button", name="修改签约标签").click()
        expect(row(page, name)).to_contain_text(tag)

        row(page, name).get_by_role("link", name=name).click()
        expect(page).to_have_url(re.compile(f"/signed-customers/{signed['id']}"))
        dialog(page).get_by_role("button", name="正常合作", exact=True).click()
        eventually(lambda: clerk.api.read(at)["status"]["name"] == "正常合作", within=15)
        expect(dialog(page).locator("[aria-current=step]")).to_have_text("正常合作")
        expect(page.get_by_role("timer")).to_have_count(0)
        clerk.finds_no_barrier()

        phone = visit(PHONE).sign_in(HEAD)
        page = phone.goes_to(f"/customers?stage=signed&view=team&q={name}").page
        expect(page.get_by_role("article")).to_contain_text("正常合作")
        phone.finds_no_barrier()
        page.get_by_role("article").get_by_role("link").click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        expect(page.get_by_text(tag).first).to_be_visible()
        phone.finds_no_barrier()
