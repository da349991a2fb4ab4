"""Somebody before the screen: signs in, goes places, and notices what a user would complain about."""

from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from shared.testing.eventually import eventually
from tests.journeys.person import Person

PASSWORD = "kuaiqi-demo"
Screen = dict[str, Any]
DESKTOP: Screen = {"viewport": {"width": 1440, "height": 900}}
PHONE: Screen = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}
# All rules are tried; only what is found comes over, since the rest is megabytes on a long list. Style sheets are not
# fetched again for it: the one rule that reads them is off.
_GRAVE_BARRIERS = """
async () => (await axe.run({ resultTypes: ['violations'], preload: false })).violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.slice(0, 5).map(({ target }) => target).join('; ')}`)
"""
_GO_ON = """
async (path) => { await document.querySelector('#app').__vue_app__.config.globalProperties.$router.push(path) }
"""
# Once per tab, so that who signs out stays outside.
_HAD_SIGNED_IN = """
if (location.protocol === 'http:' && !sessionStorage.getItem('taken-up')) {
    sessionStorage.setItem('taken-up', 'yes')
    localStorage.setItem('kuaiqi.had-signed-in', 'true')
}
"""


class Visitor:
    """One person with a browser profile of their own."""

    def __init__(self, browser: Browser, *, url: str, screen: Screen, service_worker: bool = False) -> None:
        self.url = url
        self.on_phone = screen is PHONE
        self.context = browser.new_context(
            base_url=url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            # It fetches the whole client into each new profile.
            service_workers="allow" if service_worker else "block",
            **screen,
        )
        self._heard: list[str] = []
        self._forgiven: list[str] = []
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self._heard.append(f"page: {error.error}"))
        self.context.on("request", self._request)
        self.page: Page = self.context.new_page()
        self._api: Person | None = None

    @property
    def api(self) -> Person:
        """The same person at the HTTP interface."""
        assert self._api is not None, "nobody has signed in"
        return self._api

    def sign_in(self, account: str, password: str = PASSWORD) -> Self:
        """Takes up a sign-in of before: the first page that is opened is already this person's."""
        self._api = Person(self.url, account=account, password=password)
        self.context.add_cookies(
            [{"name": name, "value": value, "url": self.url} for name, value in self._api.cookies.items()]
        )
        self.context.add_init_script(_HAD_SIGNED_IN)
        return self

    def fills_in_sign_in(self, account: str, password: str = PASSWORD) -> None:
        self.page.goto("/login")
        self.page.get_by_label("账号 / 手机号").fill(account)
        self.page.get_by_label("密码", exact=True).fill(password)
        self.page.get_by_role("button", name="登录", exact=True).click()

    def goes_to(self, path: str) -> Self:
        """Opens an address as from a link, and waits for the page's frame."""
        self.page.goto(path)
        expect(self.page.locator("#app > *").first).to_be_visible()
        return self

    def goes_on_to(self, path: str) -> Self:
        """Opens an address within the client, which stays loaded, and waits until nothing is being fetched."""
        self.page.evaluate(_GO_ON, path)
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)
        return self

    def forgives(self, *words: str) -> Self:
        """Allows complaints that have one of these words in them: what the test provokes."""
        self._forgiven += words
        return self

    def works_offline(self) -> None:
        """Waits until the service worker holds the client, so that pages open without a network from now on."""
        self.forgives("ERR_FAILED")  # what the reload breaks off
        self.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        self.page.reload()
        self.page.wait_for_function("navigator.serviceWorker.controller !== null")

    def loses_the_network(self) -> None:
        self.forgives("ERR_INTERNET_DISCONNECTED")
        self.context.set_offline(True)

    def finds_the_network(self) -> None:
        self.context.set_offline(False)

    def finds_no_barrier(self) -> None:
        """Nothing on the page shuts somebody out who sees or hears or points differently (axe).

        Asked again while something moves: half-faded words have half the contrast.
        """
        eventually(self._has_no_barrier, within=10)

    def _has_no_barrier(self) -> bool:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        barriers: list[str] = self.page.evaluate(_GRAVE_BARRIERS)
        assert not barriers, "\n".join(barriers)
        return True

    def complaints(self) -> list[str]:
        """What went wrong without being provoked."""
        return [said for said in self._heard if not any(word in said for word in self._forgiven)]

    def leaves(self, *, keeping: Path | None) -> None:
        """Closes the browser profile, keeping a picture of each page when asked to."""
        if keeping:
            for number, page in enumerate(self.context.pages):
                page.screenshot(path=keeping / f"page-{number}.png", timeout=5_000)
        self.context.close()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._heard.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and f"{address.scheme}://{address.netloc}" != self.url:
            self._heard.append(f"another host: {request.url}")
