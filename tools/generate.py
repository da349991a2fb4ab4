"""Makes what is generated: `python -m tools.generate`; with `--check` it only says what is stale and fails.

Each artifact is a file and the function that writes its text.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from tools.asyncapi import asyncapi
from tools.events_page import events_page
from tools.openapi import document_text, types_text

ROOT = Path(__file__).resolve().parents[1]

ARTIFACTS: dict[str, Callable[[], str]] = {
    "docs/asyncapi.json": asyncapi,
    "docs/events.md": events_page,
    "gateway/openapi.json": document_text,
    "gateway/web/src/api/schema.d.ts": types_text,
}


def stale() -> list[str]:
    """Files whose text is not what the code makes of them now."""
    return [name for name, make in ARTIFACTS.items() if _read(ROOT / name) != make()]


def write() -> None:
    for name, make in ARTIFACTS.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(), encoding="utf-8")


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    if "--check" not in sys.argv:
        write()
    elif outdated := stale():
        sys.exit(f"stale, run `python -m tools.generate`: {', '.join(outdated)}")
