"""The program that writes a workbook: `python writer.py ROWS PATH`, where each line of ROWS is a row as JSON."""

import sys
from pathlib import Path

import orjson
from xlsxwriter import Workbook

_LONGEST_TEXT = 32_767  # Excel's limit; longer text would leave the cell empty


def main(rows: Path, path: Path) -> int:
    with Workbook(str(path), {"constant_memory": True}) as workbook, rows.open("rb") as lines:
        sheet = workbook.add_worksheet()
        for number, line in enumerate(lines):
            for column, text in enumerate(orjson.loads(line)):
                if text:
                    sheet.write_string(number, column, text[:_LONGEST_TEXT])
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
