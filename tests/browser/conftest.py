"""The built client in real Chromium against the running product.

A test asks for who stands before the screen and signs in by the account's number:

    def test_finds_a_customer(self, phone: Visitor) -> None:
        phone.sign_in("13800000005").goes_to("/customers")
        expect(phone.page.get_by_role("heading", name="开发客户")).to_be_visible()
        phone.finds_no_barrier()

`desktop` is 1440x900, `phone` 390x844 with touch, `visitor` runs the test at both, `visit` makes several. A test fails
by itself on an error in the console or in the page and on a request to another host; `visitor.forgives("409")` allows
what is meant. The service worker is there where the mark `service_worker` stands. What was seen when a test failed is
in `.local/browser/<test>`, a picture of each page. `visitor.api` is the same person at the HTTP interface, to arrange
and to check.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from shared.testing.live import LiveStack
from tests.browser.phone_day import STAFF
from tests.browser.visitor import DESKTOP, PHONE, Screen, Visitor
from tools.setup import web
from tools.setup.steps import LOCAL, alone

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    return report


@pytest.fixture(scope="session")
def built_client() -> None:
    """The client is built again when its sources have changed."""
    with alone():
        web.build()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=list(_FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def visit(
    request: pytest.FixtureRequest, built_client: None, live_stack: LiveStack, browser: Browser
) -> Iterator[Callable[[Screen], Visitor]]:
    """Puts somebody before a screen: `visit(PHONE)`; each has a browser profile of their own."""
    visitors: list[Visitor] = []
    with_worker = request.node.get_closest_marker("service_worker") is not None

    def make(screen: Screen) -> Visitor:
        visitors.append(Visitor(browser, url=live_stack.url, screen=screen, service_worker=with_worker))
        return visitors[-1]

    yield make
    complaints = [complaint for each in visitors for complaint in each.complaints()]
    failed = complaints or request.node.stash.get(_FAILED, False)
    for number, each in enumerate(visitors):
        each.leaves(keeping=_folder(request.node.nodeid) / f"{number}" if failed else None)
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def desktop(visit: Callable[[Screen], Visitor]) -> Visitor:
    """Somebody at a desk."""
    return visit(DESKTOP)


@pytest.fixture
def phone(visit: Callable[[Screen], Visitor]) -> Visitor:
    """Somebody with a phone."""
    return visit(PHONE)


@pytest.fixture
def clerk(phone: Visitor) -> Visitor:
    """宋肖肖 of 运营部 with a phone, with the role 员工."""
    return phone.sign_in(STAFF)


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def visitor(request: pytest.FixtureRequest, visit: Callable[[Screen], Visitor]) -> Visitor:
    """Somebody at a desk, then somebody with a phone."""
    return visit(request.param)


def _folder(nodeid: str) -> Path:
    return LOCAL / "browser" / re.sub(r"[^\w-]+", "_", nodeid.removeprefix("tests/browser/"))
