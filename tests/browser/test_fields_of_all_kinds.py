"""Custom fields of leads, products and contacts: asked for, filtered by, imported and exported (C19, G2, L2)."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from tests.browser.desk import dialog, named, row, settled
from tests.browser.visitor import Visitor

ADMINISTRATOR = "13800000001"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def boss(desktop: Visitor) -> Visitor:
    """蒋吉祥, who may everything."""
    return desktop.sign_in(ADMINISTRATOR)


@pytest.fixture
def field(boss: Visitor) -> Iterator[Callable[..., str]]:
    """Makes a custom field of a kind of thing; it is switched off again afterwards."""
    made: list[dict[str, Any]] = []

    def make(of: str, title: str, type_: str, **options: Any) -> str:
        draft = {"of": of, "title": named(title), "type": type_, "in_list": True, "filterable": True} | options
        made.append(boss.api.order("POST", "/settings/custom-fields", draft))
        return made[-1]["title"]

    yield make
    for each in made:
        path = f"/settings/custom-fields/{each['id']}"
        boss.api.order("PATCH", path, {"version": each["version"], "enabled": False})


def imported(page: Page, kind: str, *rows: tuple[object, ...]) -> None:
    """Gives a workbook to the import page and runs it to its end."""
    book, kept = Workbook(), io.BytesIO()
    for each in rows:
        book.active.append(each)
    book.save(kept)
    page.goto(f"/imports?kind={kind}")
    page.get_by_label("选择文件").set_input_files({"name": "导入.xlsx", "mimeType": EXCEL, "buffer": kept.getvalue()})
    page.get_by_role("button", name=f"开始导入 {len(rows) - 1} 行").click()
    expect(page.get_by_text("导入.xlsx 导入完成")).to_be_visible()


class TestLeads:
    def test_are_imported_found_and_exported_by_a_field_of_the_company(
        self, boss: Visitor, field: Callable[..., str], tmp_path: Path
    ) -> None:
        title, mark, page = field("lead", "预算", "integer"), named("导入线索"), boss.page
        imported(page, "leads", ("姓名", title), (f"{mark}甲", 300), (f"{mark}乙", 12))
        boss.finds_no_barrier()

        boss.goes_to(f"/leads?q={mark}")
        expect(row(page, mark)).to_have_count(2)
        page.get_by_label(f"{title} 不小于").press_sequentially("100")
        page.keyboard.press("Enter")
        expect(row(page, mark)).to_have_count(1)
        expect(row(page, f"{mark}甲")).to_contain_text("300")
        boss.finds_no_barrier()

        page.get_by_role("button", name="导出", exact=True).click()
        if not dialog(page).get_by_role("checkbox", name=title).is_checked():
            dialog(page).get_by_text(title, exact=True).click()
        expect(dialog(page).get_by_role("checkbox", name=title)).to_be_checked()
        boss.finds_no_barrier()
        dialog(page).get_by_role("button", name="导出", exact=True).click()
        tray = page.get_by_role("complementary", name="后台任务")
        with page.expect_download() as download:
            tray.get_by_role("button", name="下载文件").click()
        kept = tmp_path / "leads.xlsx"
        download.value.save_as(kept)
        titles, *rows = load_workbook(kept).active.values
        assert [str(dict(zip(titles, each, strict=True))[title]) for each in rows] == ["300"]


class TestProducts:
    def test_are_imported_and_changed_with_a_field_of_the_company(
        self, boss: Visitor, field: Callable[..., str]
    ) -> None:
        title = field("product", "版本", "single_choice", choices=["标准版", "旗舰版"])
        name, page = named("导入产品"), boss.page
        imported(page, "products", ("产品名称", "单价", title), (name, "1200", "标准版"))

        boss.goes_to(f"/products?q={name}")
        row(page, name).get_by_role("link", name=name).click()
        expect(dialog(page).get_by_text("标准版")).to_be_visible()
        boss.finds_no_barrier()
        dialog(page).get_by_role("button", name="编辑").click()
        form = page.get_by_role("dialog", name="编辑产品")
        form.get_by_role("combobox", name=title).click()
        page.get_by_role("option", name="旗舰版").click()
        boss.finds_no_barrier()
        form.get_by_role("button", name="保存").click()

        expect(row(page, name)).to_contain_text("旗舰版")


class TestContacts:
    def test_are_imported_with_a_field_of_the_company(self, boss: Visitor, field: Callable[..., str]) -> None:
        title, name, page = field("contact", "爱好", "single_line"), named("联系人客户"), boss.page
        customer = boss.api.order("POST", "/customers", {"name": name})["id"]
        imported(page, "contacts", ("客户名称", "姓名", title), (name, "杨帆", "登山"))
        boss.finds_no_barrier()

        boss.goes_to(f"/customers/{customer}?tab=contacts")
        expect(dialog(page).get_by_text("登山")).to_be_visible()
        boss.finds_no_barrier()


class TestTheirSettings:
    def test_are_kept_apart_by_kind(self, boss: Visitor, field: Callable[..., str]) -> None:
        title = field("order", "合同编号", "single_line")
        page = boss.goes_to("/settings/custom-fields/order").page
        settled(page)

        expect(page.get_by_role("listitem").filter(has_text=title)).to_be_visible()
        boss.finds_no_barrier()
        page.get_by_role("link", name="线索字段").click()
        settled(page)
        expect(page.get_by_role("listitem").filter(has_text=title)).to_have_count(0)
