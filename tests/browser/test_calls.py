"""Calls: begun at a customer on the phone, uploaded with their recording, heard at both widths (U5)."""

import wave
from datetime import UTC, datetime, timedelta
from io import BytesIO

from playwright.sync_api import Page, expect

from shared.testing.eventually import eventually
from tests.browser.phone_day import made
from tests.browser.visitor import Visitor

_STAYS = """document.addEventListener('click', (event) => {
  if (event.target.closest('a[href^="tel:"]')) event.preventDefault()
}, true)"""


def recording(seconds: int) -> bytes:
    content = BytesIO()
    with wave.open(content, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8_000)
        sound.writeframes(b"\x80" * 8_000 * seconds)
    return content.getvalue()


def is_heard(page: Page) -> bool:
    """Whether the first recording of the page plays."""
    sound = page.locator("audio").first
    sound.evaluate("(each) => each.play()")
    return eventually(lambda: sound.evaluate("(each) => each.currentTime > 0"), within=15)


class TestCall:
    def test_begun_at_a_customer_is_uploaded_and_heard_there(self, clerk: Visitor) -> None:
        customer = made(clerk)
        page = clerk.goes_to(f"/customers/{customer['id']}").page
        page.evaluate(_STAYS)
        page.get_by_role("link", name="电话").last.click()
        page.get_by_role("status").filter(has_text="刚拨打了 13912345678").click()
        expect(page.get_by_label("号码")).to_have_value("13912345678")
        expect(page.get_by_role("button", name="请填写通话时长")).to_be_visible()

        chosen = {"name": "通话.wav", "mimeType": "audio/wav", "buffer": recording(65)}
        page.get_by_label("选择录音文件").set_input_files(chosen)
        expect(page.get_by_label("通话时长（秒）")).to_have_value("65")
        clerk.finds_no_barrier()
        page.get_by_role("button", name="上传录音").click()

        expect(page.get_by_text("录音已上传")).to_be_visible()
        clerk.goes_to(f"/customers/{customer['id']}?tab=calls")
        expect(page.get_by_text("1:05")).to_be_visible()
        assert is_heard(page)


class TestCalls:
    def test_are_listed_narrowed_and_heard_at_both_widths(self, visitor: Visitor) -> None:
        visitor.sign_in("13800000005")
        lead = visitor.api.order("POST", "/leads", {"name": "来电的人"})
        draft = {
            "lead_id": lead["id"],
            "number": "02888886666",
            "direction": "incoming",
            "started_at": (datetime.now(UTC) - timedelta(minutes=5)).isoformat(),
            "seconds": 125,
            "file_id": visitor.api.upload("来电.wav", recording(2)),
        }
        visitor.api.order("POST", "/calls", draft)

        page = visitor.goes_to("/calls").page
        page.get_by_role("button", name="销售线索", exact=True).click()
        expect(page.get_by_text("2:05").first).to_be_visible()
        visitor.finds_no_barrier()
        assert is_heard(page)
        page.get_by_role("link", name="来电的人").first.click()
        expect(page.get_by_text("02888886666").first).to_be_visible()
