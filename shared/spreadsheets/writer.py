"""The program that writes a workbook: `python writer.py ROWS PATH`, where each line of ROWS is a row as JSON.

It writes the one sheet of texts itself, a row at a time: XlsxWriter, which can do all that Excel can, takes ten times
as long.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import orjson

_LONGEST_TEXT = 32_767  # Excel's limit; longer text would leave the cell empty
_BLOCK = 1_000
_QUICK = 1  # of zlib's levels: a third of the time for a tenth more bytes
# What XML cannot hold, and what would be read as a sign written so.
_STRANGE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS = "http://schemas.openxmlformats.org"
_MAIN = f"{_FORMATS}/spreadsheetml/2006/main"
_RELATIONS = f"{_FORMATS}/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_FORMATS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_FORMATS}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_FORMATS}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def main(rows: Path, path: Path) -> int:
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=_QUICK) as archive, rows.open("rb") as lines:
        for name, content in _PARTS.items():
            archive.writestr(name, _XML + content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for block in _blocks(orjson.loads(line) for line in lines):
                sheet.write(block.encode())
    return 0


def _blocks(rows: Iterator[Sequence[str | None]]) -> Iterator[str]:
    """The sheet as XML, some hundred kilobytes at a time."""
    written = [f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>']
    letters: list[str] = []
    for number, row in enumerate(rows, start=1):
        letters += [_letters(at) for at in range(len(letters), len(row))]
        cells = "".join(
            f'<c r="{column}{number}" t="inlineStr"><is><t xml:space="preserve">{_text(text)}</t></is></c>'
            for column, text in zip(letters, row, strict=False)
            if text
        )
        written.append(f'<row r="{number}">{cells}</row>')
        if number % _BLOCK == 0:
            yield "".join(written)
            written = []
    yield "".join([*written, "</sheetData></worksheet>"])


def _text(text: str) -> str:
    text = text[:_LONGEST_TEXT].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _STRANGE.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text) if _STRANGE.search(text) else text


def _letters(at: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    before, last = divmod(at, 26)
    return (_letters(before - 1) if before else "") + chr(65 + last)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
