"""Bringing customers in from Excel and taking them out, at a desk (C2)."""

import io
import re
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

TITLES = ("客户名称", "电话", "地址", "状态", "标签", "备注", "吉祥物")


@pytest.fixture
def clerk(desktop: Visitor) -> Visitor:
    """宋肖肖 of 运营部, who may import and export."""
    return desktop.sign_in("13800000005")


def workbook(rows: Iterable[tuple[str, ...]]) -> bytes:
    book = Workbook()
    book.active.append(TITLES)
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def excel(name: str, content: bytes) -> dict[str, object]:
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": name, "mimeType": media_type, "buffer": content}


class TestImporting:
    def test_shows_what_is_in_the_file_before_anything_is_written(self, clerk: Visitor) -> None:
        mark = f"预览{uuid4().hex[:8]}"
        rows = [(f"{mark}甲", "028-85550001"), ("", "028-85550002"), (f"{mark}乙", "028-85550003")]
        clerk.goes_to("/imports").finds_no_barrier()

        clerk.page.get_by_label("选择文件").set_input_files(excel("客户.xlsx", workbook(rows)))

        expect(clerk.page.get_by_role("button", name="开始导入 2 行")).to_be_visible()
        expect(clerk.page.get_by_text("不认识，将忽略")).to_be_visible()
        expect(clerk.page.get_by_text("有问题的行（1），导入后可以下载修改")).to_be_visible()
        clerk.finds_no_barrier()
        assert clerk.api.read("/customers", view="mine", q=mark)["total"] == 0

    def test_can_be_left_and_found_again_and_gives_the_failed_rows_back(self, clerk: Visitor, tmp_path: Path) -> None:
        mark = f"导入{uuid4().hex[:8]}"
        rows = [(f"{mark}甲", "028-85550001"), ("", "028-85550002"), (f"{mark}乙", "028-85550003")]
        clerk.goes_to("/imports")
        clerk.page.get_by_label("选择文件").set_input_files(excel("客户.xlsx", workbook(rows)))
        clerk.page.get_by_role("button", name="开始导入 2 行").click()
        expect(clerk.page).to_have_url(re.compile("run="))

        clerk.goes_to(f"/customers?q={mark}")
        tray = clerk.page.get_by_role("complementary", name="后台任务")
        tray.get_by_role("link", name="查看结果").click()

        expect(clerk.page.get_by_text("客户.xlsx 导入完成")).to_be_visible()
        clerk.finds_no_barrier()
        with clerk.page.expect_download() as download:
            clerk.page.get_by_role("button", name="下载失败的行").click()
        kept = tmp_path / "failed.xlsx"
        download.value.save_as(kept)
        failed = list(load_workbook(kept).active.values)
        assert len(failed) == 2
        assert "028-85550002" in failed[1]
        assert clerk.api.read("/customers", view="mine", q=mark)["total"] == 2

    def test_refuses_what_is_no_workbook(self, clerk: Visitor) -> None:
        clerk.goes_to("/imports")

        clerk.page.get_by_label("选择文件").set_input_files(excel("客户.csv", b"a,b"))
        expect(clerk.page.get_by_role("alert")).to_have_text("只能导入 .xlsx 文件")

    def test_gives_a_template(self, clerk: Visitor, tmp_path: Path) -> None:
        clerk.goes_to("/imports")

        with clerk.page.expect_download() as download:
            clerk.page.get_by_role("button", name="下载模板").click()

        kept = tmp_path / "template.xlsx"
        download.value.save_as(kept)
        assert next(iter(load_workbook(kept).active.values))[0] == "客户名称"


class TestExporting:
    def test_writes_the_columns_chosen_of_what_the_list_finds(self, clerk: Visitor, tmp_path: Path) -> None:
        mark = f"导出{uuid4().hex[:8]}"
        for end in ("甲", "乙"):
            clerk.api.order("POST", "/customers", {"name": mark + end, "note": "不要导出"})
        clerk.goes_to(f"/customers?q={mark}")
        expect(clerk.page.get_by_text("共 2 条")).to_be_visible()

        clerk.page.get_by_role("button", name="导出", exact=True).click()
        box = clerk.page.get_by_role("dialog", name="导出")
        box.get_by_text("备注", exact=True).click()
        clerk.finds_no_barrier()
        box.get_by_role("button", name="导出", exact=True).click()
        tray = clerk.page.get_by_role("complementary", name="后台任务")
        with clerk.page.expect_download() as download:
            tray.get_by_role("button", name="下载文件").click()

        kept = tmp_path / "export.xlsx"
        download.value.save_as(kept)
        titles, *rows = load_workbook(kept).active.values
        assert "备注" not in titles
        assert {row[0] for row in rows} == {f"{mark}甲", f"{mark}乙"}
