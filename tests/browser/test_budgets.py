"""What a first visit fetches, measured in the browser: script as it comes over the wire, compressed."""

from playwright.sync_api import expect

from tests.browser.visitor import Visitor

STAFF = "13800000005"
KB = 1024
_SCRIPT_BYTES = """
() => performance.getEntriesByType('resource')
    .filter((entry) => entry.name.endsWith('.js'))
    .reduce((sum, entry) => sum + entry.encodedBodySize, 0)
"""


def script_of(visitor: Visitor, path: str, *, shows: str) -> float:
    """Kilobytes of script that the page at the address needed; without the worker, which keeps them unpacked."""
    visitor.forgives("ERR_FAILED", "fetching the script").context.route("**/sw.js", lambda route: route.abort())
    visitor.sign_in(STAFF).goes_to(path)
    expect(visitor.page.get_by_text(shows).first).to_be_visible()
    return float(visitor.page.evaluate(_SCRIPT_BYTES)) / KB


class TestTheFirstLoad:
    def test_of_the_phone_is_at_most_200_kb_of_script(self, phone: Visitor) -> None:
        assert 20 < script_of(phone, "/customers", shows="我负责的") <= 200

    def test_of_the_list_at_a_desk_is_at_most_350_kb_of_script(self, desktop: Visitor) -> None:
        assert 20 < script_of(desktop, "/customers", shows="我负责的") <= 350
