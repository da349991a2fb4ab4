from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape

from shared.spreadsheets import (
    SpreadsheetTooLarge,
    UnreadableSpreadsheet,
    parse,
    write_many_rows,
    write_rows,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def read_rows(path, **limits):
    sheet = parse(path, into=path.with_suffix(".rows"), **limits)
    return [row for chunk in sheet.chunks() for row in chunk]


class TestReading:
    def test_gives_cells_as_text(self, path: Path) -> None:
        book = Workbook()
        book.active.append(["客户名称", "电话"])
        book.active.append(["长江贸易", 13800000001])
        book.save(path)

        assert [row.cells for row in read_rows(path)] == [["客户名称", "电话"], ["长江贸易", "13800000001"]]

    def test_numbers_rows_as_excel_does(self, path: Path) -> None:
        book = Workbook()
        book.active["B3"], book.active["C5"] = "客户名称", "长江贸易"
        book.save(path)

        rows = read_rows(path)

        assert [(row.number, row.cells) for row in rows if any(row.cells)] == [
            (3, ["", "客户名称", ""]),
            (5, ["", "", "长江贸易"]),
        ]

    def test_gives_many_rows_by_the_thousand(self, path: Path) -> None:
        write_rows(path, titles=["a"], rows=[[str(number)] for number in range(2, 2_502)])

        sheet = parse(path, into=path.with_suffix(".rows"))

        assert sheet.height == 2_501
        assert [len(chunk) for chunk in sheet.chunks()] == [1_000, 1_000, 501]
        assert all(row.cells == [str(row.number)] for chunk in sheet.chunks() for row in chunk if row.number > 1)

    def test_tells_formulas_from_values(self, path: Path) -> None:
        book = Workbook()
        book.active.append(["<f>", "=1+1", "a"])
        book.active.append(["b", "c", '=HYPERLINK("http://a.example")'])
        book.save(path)

        assert [row.formulas for row in read_rows(path)] == [{1}, {2}]

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

    @pytest.mark.parametrize("write", [write_rows, write_many_rows])
    def test_writes_what_is_read_again(self, path: Path, write) -> None:
        rows = [[f"客户 {number}", "", "=1+1"] for number in range(1_500)]

        write(path, titles=["客户名称", "电话", "备注"], rows=rows)

        again = read_rows(path)
        assert [row.cells for row in again] == [["客户名称", "电话", "备注"], *rows]
        assert not any(row.formulas for row in again)

    @pytest.mark.parametrize(
        "text",
        ['a & b <c> "d"', " leading", "two\nlines", "a tab\there", "_x0041_", "_x", "ends with _x000D_", "𠮷野家"],
    )
    def test_keeps_every_sign_of_many_rows(self, path: Path, text: str) -> None:
        write_many_rows(path, titles=["备注"], rows=[[text]])

        assert unescape(load_workbook(path).active["A2"].value) == text

    def test_writes_out_what_xml_cannot_hold(self, path: Path) -> None:
        write_many_rows(path, titles=["备注"], rows=[["a\x07b\x1f"]])

        assert unescape(load_workbook(path).active["A2"].value) == "a\x07b\x1f"

    def test_names_columns_beyond_z(self, path: Path) -> None:
        write_many_rows(path, titles=[str(number) for number in range(60)], rows=[["a", *[""] * 58, "b"]])

        sheet = load_workbook(path).active
        assert (sheet["AA1"].value, sheet["BH1"].value, sheet["BH2"].value) == ("26", "59", "b")

    def test_writes_titles_without_rows(self, path: Path) -> None:
        write_many_rows(path, titles=["客户名称", "电话"], rows=[])

        assert [[cell.value for cell in row] for row in load_workbook(path).active] == [["客户名称", "电话"]]

    def test_numbers_a_title_that_comes_twice(self, path: Path) -> None:
        write_many_rows(path, titles=["备注", "备注"], rows=[["a", "b"]])

        assert [cell.value for row in load_workbook(path).active for cell in row] == ["备注", "备注 (2)", "a", "b"]
