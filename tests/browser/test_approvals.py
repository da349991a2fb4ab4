"""Approvals on the screen: submitted, judged, drawn (B1 to B4)."""

from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.visitor import DESKTOP, PHONE, Screen, Visitor

ADMINISTRATOR, MAO, SONG = "13800000001", "13800000002", "13800000005"
LEAVE = {
    "leave_type": "事假",
    "from": "2026-12-01T01:00:00Z",
    "to": "2026-12-01T10:00:00Z",
    "days": "1",
    "reason": "办理证件",
}


def submitted(visitor: Visitor, reason: str = "办理证件") -> str:
    leave = next(each for each in visitor.api.read("/approval-templates")["items"] if each["form"] == "leave")
    draft = {"template_id": leave["id"], "fields": LEAVE | {"reason": reason}}
    return visitor.api.order("POST", "/approvals", draft)["id"]


class TestAtADesk:
    def test_a_form_is_filled_in_and_refused_with_a_reason(self, visit: Callable[[Screen], Visitor]) -> None:
        song, reason = visit(DESKTOP).sign_in(SONG), f"采购 {uuid4().hex[:8]}"
        song.goes_to("/approvals")
        song.finds_no_barrier()
        song.page.get_by_role("button", name="发起审批").first.click()
        dialog = song.page.get_by_role("dialog", name="发起审批")
        dialog.get_by_label("审批类型").click()
        song.page.get_by_role("option", name="通用审批").click()
        dialog.get_by_label("审批内容").fill(reason)
        chooser = dialog.get_by_label("请选择审批人").last
        chooser.click()
        chooser.press_sequentially("卯卯卯")
        song.page.get_by_role("option", name="卯卯卯").click()
        dialog.get_by_label("审批内容").click()  # so that the list of colleagues closes
        expect(song.page.get_by_role("option", name="卯卯卯")).to_have_count(0)
        song.finds_no_barrier()
        dialog.get_by_role("button", name="提交", exact=True).click()
        expect(song.page.get_by_role("heading", name="宋肖肖的通用审批")).to_be_visible()
        expect(song.page.get_by_text("待审批").last).to_be_visible()
        song.finds_no_barrier()
        approval_id = song.page.url.partition("?")[0].rpartition("/")[2]

        mao = visit(DESKTOP).sign_in(MAO).goes_to("/approvals?view=to-approve&turn=now")
        expect(mao.page.get_by_text("待我处理").first).to_be_visible()
        mao.goes_to(f"/approvals/{approval_id}")
        expect(mao.page.get_by_text(reason)).to_be_visible()
        mao.page.get_by_role("button", name="拒绝").click()
        asked = mao.page.get_by_role("dialog", name="拒绝")
        mao.forgives("422").finds_no_barrier()
        asked.get_by_role("button", name="拒绝").click()
        expect(asked.get_by_text("不能为空白")).to_be_visible()
        asked.get_by_label("拒绝原因").fill("预算不足")
        asked.get_by_role("button", name="拒绝").click()

        expect(mao.page.get_by_text("原因：预算不足")).to_be_visible()
        expect(mao.page.get_by_role("button", name="拒绝")).to_have_count(0)

    def test_a_template_is_drawn_and_published(self, desktop: Visitor) -> None:
        name = f"用章{uuid4().hex[:6]}"
        desktop.sign_in(ADMINISTRATOR).goes_to("/settings/approvals")
        expect(desktop.page.get_by_role("link", name="请假")).to_be_visible()
        desktop.finds_no_barrier()
        desktop.page.get_by_role("button", name="新建审批").click()
        desktop.page.get_by_role("dialog").get_by_label("审批名称").fill(name)
        desktop.page.get_by_role("dialog").get_by_role("button", name="保存").click()
        expect(desktop.page.get_by_role("heading", name=name)).to_be_visible()

        desktop.page.get_by_role("button", name="单行文本").click()
        desktop.page.get_by_label("字段名称 1").fill("用章事由")
        desktop.page.get_by_role("button", name="金额").click()
        desktop.page.get_by_role("button", name="上移 金额").click()
        expect(desktop.page.get_by_label("字段名称 1")).to_have_value("金额")
        desktop.finds_no_barrier()
        desktop.page.get_by_role("tab", name="流程").click()
        desktop.page.get_by_role("button", name="添加流程").click()
        desktop.page.get_by_role("button", name="添加步骤").click()
        desktop.page.get_by_role("button", name="移除审批人 1").last.click()
        desktop.finds_no_barrier()
        desktop.forgives("422").page.get_by_role("button", name="发布").click()
        expect(desktop.page.get_by_text("有 1 处需要修改后才能发布")).to_be_visible()
        expect(desktop.page.get_by_text("请设置审批人")).to_be_visible()
        desktop.page.get_by_role("button", name="添加审批人").last.click()
        desktop.page.get_by_role("button", name="发布").click()

        expect(desktop.page.get_by_text("已发布 V1")).to_be_visible()
        made = next(each for each in desktop.api.read("/approval-templates")["items"] if each["name"] == name)
        assert (made["published"], made["flows"]) == (1, 1)


class TestOnThePhone:
    def test_a_form_is_filled_in_and_approved(self, visit: Callable[[Screen], Visitor]) -> None:
        song, reason = visit(PHONE).sign_in(SONG), f"看医生 {uuid4().hex[:8]}"
        song.goes_to("/approvals/new")
        song.page.get_by_role("button", name="审批类型").click()
        song.page.get_by_role("dialog", name="审批类型").get_by_role("button", name="补卡").click()
        song.page.get_by_label("日期").fill("2026-11-24")
        song.page.get_by_label("时间").fill("09:00")
        song.page.get_by_role("button", name="班次").click()
        song.page.get_by_role("dialog", name="班次").get_by_role("button", name="上班").click()
        song.page.get_by_label("事由").fill(reason)
        expect(song.page.get_by_text("将按以下流程审批")).to_be_visible()
        song.finds_no_barrier()
        song.page.get_by_role("button", name="提交", exact=True).click()
        expect(song.page.get_by_text("宋肖肖的补卡")).to_be_visible()
        song.finds_no_barrier()
        approval_id = song.page.url.rpartition("/")[2]

        mao = visit(PHONE).sign_in(MAO).goes_to("/approvals?view=to-approve")
        expect(mao.page.get_by_role("article").filter(has_text="宋肖肖的补卡").first).to_be_visible()
        mao.finds_no_barrier()
        mao.goes_to(f"/approvals/{approval_id}")
        expect(mao.page.get_by_text(reason)).to_be_visible()
        mao.page.get_by_role("button", name="同意").click()
        sheet = mao.page.get_by_role("dialog", name="同意")
        sheet.get_by_label("审批意见").fill("同意")
        mao.finds_no_barrier()
        sheet.get_by_role("button", name="同意").click()

        expect(mao.page.get_by_text("已通过").first).to_be_visible()
        assert mao.api.read(f"/approvals/{approval_id}")["status"] == "passed"

    def test_the_submitter_takes_it_back(self, phone: Visitor) -> None:
        phone.sign_in(SONG)
        phone.goes_to(f"/approvals/{submitted(phone)}")

        phone.page.get_by_role("button", name="更多操作").click()
        phone.page.get_by_text("撤回", exact=True).click()
        phone.page.get_by_role("dialog", name="撤回").get_by_role("button", name="撤回").click()

        expect(phone.page.get_by_text("已撤回").first).to_be_visible()
