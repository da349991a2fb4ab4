"""A new version of the client is released while pages of the old one are open."""

import re
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tools.setup.steps import ROOT

_DIST = ROOT / "gateway" / "web" / "dist"
_OLD_FORM, _NEW_FORM = "欢迎回来", "欢迎再来"


class Pages(SimpleHTTPRequestHandler):
    """Serves a built client the way the gateway does, without an interface behind it."""

    def do_GET(self) -> None:
        if not (Path(self.directory) / self.path.partition("?")[0].lstrip("/")).is_file():
            self.path = "/index.html"
        super().do_GET()

    def log_message(self, *_words: Any) -> None:
        """Says nothing."""


@pytest.fixture
def release(tmp_path: Path, built_client: None) -> Path:
    """A folder with a released client, to be replaced by the next version."""
    return shutil.copytree(_DIST, tmp_path / "dist", ignore=shutil.ignore_patterns("*.gz"))


@pytest.fixture
def page(release: Path, browser: Browser) -> Iterator[Page]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, directory=str(release)))
    Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.server_port}", locale="zh-CN")
    yield context.new_page()
    context.close()
    server.shutdown()
    server.server_close()


def next_version(release: Path) -> None:
    """Other names for all assets, another text, another worker: as a build of changed sources makes them."""
    files = list((release / "assets").iterdir())
    renamed = {file.name: re.sub(r"(?<=-)[\w-]{8}(?=\.\w+$)", _turned, file.name) for file in files}
    for file in [*files, release / "index.html", release / "sw.js"]:
        if file.suffix in (".js", ".css", ".html"):
            text = file.read_text().replace(_OLD_FORM, _NEW_FORM)
            for old, new in renamed.items():
                text = text.replace(old, new)
            text = re.sub(r"kuaiqi-app-(?=[`$])", "kuaiqi-app-next-", text)
            file.write_text(text)
    for old, new in renamed.items():
        (release / "assets" / old).rename(release / "assets" / new)


def _turned(found: re.Match[str]) -> str:
    return found.group()[::-1]


class TestANewVersion:
    def test_is_what_opens_next_while_the_open_page_still_works(self, page: Page, release: Path) -> None:
        page.goto("/login")
        expect(page.get_by_text(_OLD_FORM)).to_be_visible()
        page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        page.reload()
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        first = page.evaluate("caches.keys()")

        next_version(release)
        taken_over = (
            "new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', () => done(1)))"
        )
        page.evaluate(f"window.over = {taken_over}; navigator.serviceWorker.ready.then((one) => one.update()); 1")
        page.evaluate("window.over")

        expect(page.get_by_text(_OLD_FORM)).to_be_visible()
        page.get_by_role("button", name="English").click()
        expect(page.get_by_text("Welcome back")).to_be_visible()
        assert set(first) <= set(page.evaluate("caches.keys()"))

        other = page.context.new_page()
        other.goto("/login")
        other.get_by_role("button", name="简体中文").click()
        expect(other.get_by_text(_NEW_FORM)).to_be_visible()
