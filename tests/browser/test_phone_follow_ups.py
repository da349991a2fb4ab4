"""Follow-ups written on the phone, with and without a network (U1)."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from shared.testing.eventually import eventually
from tests.browser.phone_day import follow_ups, made, said
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.service_worker


def writes(visitor: Visitor, content: str) -> None:
    visitor.page.get_by_label("跟进内容").fill(content)
    visitor.page.get_by_role("button", name="发布").click()


class TestAFollowUp:
    def test_stands_in_the_timeline_and_starts_the_countdown_anew(self, clerk: Visitor) -> None:
        customer = made(clerk)
        clerk.goes_to(f"/customers/{customer['id']}")

        clerk.page.get_by_role("button", name="写跟进").click()
        clerk.page.get_by_role("button", name="拜访").click()
        clerk.page.get_by_role("button", name="3 天后").click()
        clerk.page.get_by_role("button", name="改状态为").click()
        clerk.page.get_by_role("dialog", name="改状态为").get_by_role("button", name="有意向").click()
        writes(clerk, "约定下周三到店演示")

        said(clerk.page, "跟进已发布")
        expect(clerk.page.get_by_text("约定下周三到店演示")).to_be_visible()
        expect(clerk.page.get_by_text("有意向", exact=True)).to_be_visible()
        [written] = clerk.api.all_rows("/follow-ups", customer_id=customer["id"])
        assert written["behaviour"]["name"] == "拜访"
        assert written["next_at"] is not None

    def test_written_without_a_network_is_sent_once_when_it_is_back(self, clerk: Visitor) -> None:
        customer = made(clerk)
        clerk.goes_to("/").works_offline()
        clerk.goes_to(f"/customers/{customer['id']}")
        expect(clerk.page.get_by_role("heading", name=customer["name"])).to_be_visible()
        clerk.page.get_by_role("button", name="写跟进").click()
        expect(clerk.page.get_by_role("button", name="电话")).to_be_visible()

        clerk.loses_the_network()
        writes(clerk, "地下车库里写的")
        said(clerk.page, "联网后自动发送")
        expect(clerk.page.get_by_text("待发送，联网后自动发送")).to_be_visible()
        clerk.finds_no_barrier()
        clerk.forgives("401").page.reload()  # opened offline, it has to renew the sign-in first
        expect(clerk.page.get_by_text("地下车库里写的")).to_be_visible()
        assert follow_ups(clerk, customer) == []

        clerk.finds_the_network()
        expect(clerk.page.get_by_text("待发送，联网后自动发送")).to_have_count(0)
        eventually(lambda: follow_ups(clerk, customer) == ["地下车库里写的"])
        clerk.page.reload()
        expect(clerk.page.get_by_text("地下车库里写的")).to_have_count(1)
        assert follow_ups(clerk, customer) == ["地下车库里写的"]

    def test_whose_answer_was_lost_is_not_written_twice(self, clerk: Visitor) -> None:
        clerk.forgives("ERR_FAILED", "ERR_CONNECTION")
        customer = made(clerk)
        lost: list[str] = []

        def lose_the_first_answer(route: Any) -> None:
            if route.request.method != "POST" or lost:
                route.continue_()
            else:
                lost.append(route.fetch().text())
                route.abort()

        clerk.context.route(re.compile(r"/api/v1/follow-ups$"), lose_the_first_answer)
        clerk.goes_to(f"/follow-ups/new?customer_id={customer['id']}")
        writes(clerk, "电梯里写的")
        said(clerk.page, "联网后自动发送")

        clerk.goes_to("/unsent")
        expect(clerk.page.get_by_text("没有待发送的内容")).to_be_visible()
        assert lost
        assert follow_ups(clerk, customer) == ["电梯里写的"]

    def test_refused_later_is_shown_with_the_reason_and_not_lost(self, clerk: Visitor) -> None:
        clerk.forgives("409")
        customer = made(clerk)
        clerk.goes_to("/").works_offline()
        clerk.goes_to(f"/follow-ups/new?customer_id={customer['id']}")
        expect(clerk.page.get_by_role("button", name="电话")).to_be_visible()
        clerk.loses_the_network()
        writes(clerk, "已经不归我了")
        said(clerk.page, "联网后自动发送")
        clerk.api.order("POST", "/customers/bulk/drop-to-pool", {"ids": [customer["id"]], "reason": "暂无需求"})

        clerk.finds_the_network()
        expect(clerk.page.get_by_text("1 条跟进没有被接受")).to_be_visible()
        clerk.goes_to("/unsent")
        expect(clerk.page.get_by_text("已经不归我了")).to_be_visible()
        expect(clerk.page.get_by_text(re.compile("没有被接受：.*公海"))).to_be_visible()
        clerk.finds_no_barrier()

        clerk.api.order("POST", "/customers/bulk/take", {"ids": [customer["id"]]})
        clerk.page.get_by_role("button", name="重新发送").click()
        expect(clerk.page.get_by_text("没有待发送的内容")).to_be_visible()
        assert follow_ups(clerk, customer) == ["已经不归我了"]
