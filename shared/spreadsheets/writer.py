"""The program that writes a workbook: `python writer.py ROWS PATH`, where each line of ROWS is a row as JSON.

The first row are the titles. Texts stay texts, in constant memory.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import orjson
from rustpy_xlsxwriter import write_worksheet

_LONGEST_TEXT = 32_767  # Excel's limit


def main(rows: Path, path: Path) -> int:
    with rows.open("rb") as lines:
        titles = _distinct(orjson.loads(next(lines)))
        write_worksheet(_records(titles, lines), path)
    return 0


def _records(titles: Sequence[str], lines: Iterator[bytes]) -> Iterator[dict[str, str | None]]:
    """At least one, an empty one, since titles are written with the first."""
    for line in chain([next(lines, b"[]")], lines):
        yield dict.fromkeys(titles) | dict(zip(titles, map(_fitting, orjson.loads(line)), strict=False))


def _fitting(text: str | None) -> str | None:
    return text[:_LONGEST_TEXT] if text else None


def _distinct(titles: Iterable[str]) -> list[str]:
    """Somebody's own sheet may have a title twice; the second one is numbered."""
    seen: Counter[str] = Counter()
    distinct = []
    for title in titles:
        seen[title] += 1
        distinct.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return distinct


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
