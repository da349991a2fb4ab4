"""The inbox, its settings, and talk under a follow-up, at both widths."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from shared.testing.eventually import eventually
from shared.testing.live import LiveStack
from tests.browser.visitor import Visitor
from tests.journeys.person import Person

HEAD, ZHOU = "13800000002", "13800000006"


@pytest.fixture
def head(live_stack: LiveStack) -> Person:
    return Person(live_stack.url, account=HEAD)


def transferred(head: Person, to: Visitor) -> dict[str, Any]:
    customer = head.order("POST", "/customers", {"name": f"转移客户 {uuid4().hex[:6]}"})
    moving = {"ids": [customer["id"]], "owner_id": to.api.employee["id"]}
    head.order("POST", "/customers/bulk/transfer", moving)
    return dict(customer)


def _birthday(who: Visitor) -> dict[str, Any]:
    kinds = who.api.read("/settings/notifications")["items"]
    return dict(next(each for each in kinds if each["kind"] == "birthday"))


class TestInbox:
    def test_counts_live_and_opens_the_record(self, visitor: Visitor, head: Person) -> None:
        visitor.sign_in(ZHOU)
        visitor.api.order("POST", "/notifications/read", {"all": True})
        visitor.goes_to("/")
        role = "tab" if visitor.on_phone else "link"
        customer = transferred(head, visitor)

        expect(visitor.page.get_by_role(role, name=re.compile("1 条未读消息")).first).to_be_visible()
        visitor.goes_to("/notifications?view=unread")
        line = visitor.page.get_by_role("link", name=re.compile(customer["name"]))
        expect(line).to_be_visible()
        visitor.finds_no_barrier()
        line.click()

        expect(visitor.page.get_by_role("heading", name=customer["name"])).to_be_visible()
        expect(visitor.page.get_by_text("1 条未读消息")).to_have_count(0)

    def test_says_so_when_there_is_nothing_unread(self, visitor: Visitor) -> None:
        visitor.sign_in(ZHOU)
        visitor.api.order("POST", "/notifications/read", {"all": True})

        visitor.goes_to("/notifications?view=unread")

        expect(visitor.page.get_by_text("没有未读消息")).to_be_visible()

    def test_switches_a_kind_off(self, visitor: Visitor) -> None:
        visitor.sign_in(ZHOU).goes_to("/me/notifications")
        switch = visitor.page.get_by_role("switch", name="联系人生日提醒")
        expect(switch).to_be_checked()
        visitor.finds_no_barrier()
        (switch if visitor.on_phone else switch.locator("xpath=..")).click()

        expect(switch).not_to_be_checked()
        eventually(lambda: not _birthday(visitor)["enabled"])
        visitor.api.order("PUT", "/settings/notifications", {"items": [{"kind": "birthday", "enabled": True}]})


class TestComments:
    def test_are_written_under_a_follow_up(self, visitor: Visitor) -> None:
        visitor.sign_in(ZHOU)
        behaviour = visitor.api.read("/settings/behaviours")["items"][0]["id"]
        customer = visitor.api.order("POST", "/customers", {"name": f"评论客户 {uuid4().hex[:6]}"})
        draft = {"customer_id": customer["id"], "behaviour_id": behaviour, "content": "聊了报价"}
        follow_up = visitor.api.order("POST", "/follow-ups", draft)

        visitor.goes_to(f"/follow-ups/{follow_up['id']}")
        expect(visitor.page.get_by_text("还没有评论")).to_be_visible()
        visitor.page.get_by_role("textbox", name="评论").fill("下周再报一次")
        visitor.page.get_by_role("button", name="发送").click()

        expect(visitor.page.get_by_role("listitem").filter(has_text="下周再报一次")).to_be_visible()
        visitor.finds_no_barrier()
