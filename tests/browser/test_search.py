"""The search over everything, at both widths."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

STAFF = "13800000005"


@pytest.fixture(params=["desktop", "phone"])
def clerk(request: pytest.FixtureRequest) -> Visitor:
    visitor: Visitor = request.getfixturevalue(request.param)
    return visitor.sign_in(STAFF)


class TestSearch:
    def test_leads_from_a_part_of_the_name_to_the_record(self, clerk: Visitor) -> None:
        mark = uuid4().hex[:6]
        name = f"寻{mark}觅科技有限公司"
        clerk.api.order("POST", "/customers", {"name": name})
        clerk.api.order("POST", "/leads", {"name": f"觅{mark}先生"})
        page = clerk.goes_to("/").page
        expect(page.get_by_role("combobox", name="搜索").or_(page.get_by_role("link", name="搜索"))).to_be_visible()

        if page.get_by_role("combobox", name="搜索").count():
            page.keyboard.press("Control+k")
            page.get_by_role("combobox", name="搜索").fill(f"寻{mark}")
            expect(page.get_by_role("option", name=name)).to_be_visible()
            clerk.finds_no_barrier()
            page.get_by_role("combobox", name="搜索").fill(mark)
            expect(page.get_by_role("option", name=f"觅{mark}先生")).to_be_visible()
            page.get_by_role("option", name="查看全部结果").click()
        else:
            page.get_by_role("link", name="搜索").click()
            page.get_by_role("searchbox").fill(mark)
        expect(page.get_by_role("link", name=re.compile(f"觅{mark}先生"))).to_be_visible()
        clerk.finds_no_barrier()
        page.get_by_role("link", name=re.compile(name)).click()

        expect(page.get_by_role("heading", name=name)).to_be_visible()
