"""The program that parses a workbook: `python parser.py PATH MOST_ROWS` writes rows as JSON."""

import resource
import sys
from typing import Any

import orjson
from python_calamine import CalamineWorkbook

TOO_MANY_ROWS = 3
_MOST_MEMORY = 2 * 1024 * 1024 * 1024
_MOST_PROCESSOR_SECONDS = 60


def main(path: str, most_rows: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_PROCESSOR_SECONDS, _MOST_PROCESSOR_SECONDS))
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False, nrows=most_rows + 1)
    if len(rows) > most_rows:
        return TOO_MANY_ROWS
    sys.stdout.buffer.write(orjson.dumps([[_text(cell) for cell in row] for row in rows]))
    return 0


def _text(cell: Any) -> str:
    # Excel keeps a phone number typed as a number as 13800000001.0.
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
