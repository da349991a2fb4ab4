from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from shared.spreadsheets import SpreadsheetTooLarge, UnreadableSpreadsheet, read_rows, write_rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


class TestReading:
    def test_gives_cells_as_text(self, path: Path) -> None:
        book = Workbook()
        book.active.append(["客户名称", "电话"])
        book.active.append(["长江贸易", 13800000001])
        book.save(path)

        assert read_rows(path) == [["客户名称", "电话"], ["长江贸易", "13800000001"]]

    @pytest.mark.parametrize("content", [b"", b"not a workbook"])
    def test_refuses_what_is_no_workbook(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)

        with pytest.raises(UnreadableSpreadsheet):
            read_rows(path)

    def test_refuses_a_zip_without_a_workbook(self, path: Path) -> None:
        with ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "a")

        with pytest.raises(UnreadableSpreadsheet):
            read_rows(path)

    def test_refuses_a_zip_bomb(self, path: Path) -> None:
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)

        with pytest.raises(SpreadsheetTooLarge):
            read_rows(path)

    def test_refuses_more_rows_than_allowed(self, path: Path) -> None:
        write_rows(path, titles=["a"], rows=[["1"], ["2"]])

        with pytest.raises(SpreadsheetTooLarge):
            read_rows(path, most_rows=2)


class TestWriting:
    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "http://a.example", '=HYPERLINK("x")'])
    def test_keeps_text_a_text(self, path: Path, text: str) -> None:
        write_rows(path, titles=["备注"], rows=[[text]])

        cell = load_workbook(path).active["A2"]
        assert (cell.value, cell.hyperlink) == (text, None)
        with ZipFile(path) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
