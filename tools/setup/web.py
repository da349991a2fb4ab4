"""The web client: its libraries and its build, made again only when what they are made of has changed."""

from collections.abc import Iterator
from pathlib import Path

from tools.setup.node import search_path
from tools.setup.steps import ROOT, done, fingerprint, is_done, run, say

_WEB = ROOT / "gateway" / "web"
_SOURCES = ("src", "public", "build")


def install() -> None:
    """The client's libraries, exactly those of its lock file."""
    mark = fingerprint([_WEB / "package-lock.json"])
    stamp = _WEB / "node_modules" / ".synchronized"
    if is_done(stamp, mark):
        return
    say("Installing the web client's libraries ...")
    run("npm", "ci", "--no-audit", "--no-fund", cwd=_WEB, environment={"PATH": search_path()})
    done(stamp, mark)


def build() -> None:
    """The client as the gateway serves it, in `gateway/web/dist`."""
    mark = fingerprint(_inputs())
    stamp = _WEB / "dist" / ".built"
    if is_done(stamp, mark):
        return
    say("Building the web client ...")
    run("npm", "run", "build", cwd=_WEB, environment={"PATH": search_path()})
    done(stamp, mark)


def _inputs() -> Iterator[Path]:
    yield from (file for file in _WEB.iterdir() if file.is_file() and not file.name.startswith("."))
    for folder in _SOURCES:
        yield from (file for file in (_WEB / folder).rglob("*") if file.is_file())
