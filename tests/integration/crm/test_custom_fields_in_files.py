"""Custom fields in workbooks (C2, C19): brought in by their titles, refused row by row, written as people read them."""

from dataclasses import replace

import pytest

from tests.integration.crm.at_work import Crm, person


@pytest.fixture
def crm(module_database, tmp_path):
    crm = Crm(module_database("crm"), tmp_path)
    yield crm
    crm.close()


@pytest.fixture
def owner():
    return person()


@pytest.fixture
def define(crm, owner):
    keeper = replace(owner, actions=frozenset({"crm_settings"}))

    def make(title, kind="single_line", **options):
        return crm.ask(keeper, "create_custom_field", of="customer", title=title, type=kind, **options)["id"]

    return make


@pytest.fixture
def bring_in(crm, owner):
    def bring_in(rows, *, mode="run", **options):
        file_id = crm.upload(owner, rows)
        return crm.work(owner, crm.ask(owner, "start_import", kind="customers", file_id=file_id, mode=mode, **options))

    return bring_in


def values(crm, owner):
    return {each["name"]: each["fields"] for each in crm.ask(owner, "list_customers", view="mine")["items"]}


class TestImport:
    def test_reads_every_cell_as_its_field(self, crm, owner, define, bring_in):
        size, lines, founded = (
            define("规模", "integer"),
            define("产品线", "multiple_choice", choices=["甲", "乙"]),
            None,
        )
        founded = define("成立", "date")

        job = bring_in(
            [["客户名称", "规模", "产品线", "成立"], ["长江", 12, "乙、甲", "2020/1/2"], ["黄河", "", "", ""]]
        )

        assert job["result"]["created"] == 2
        assert values(crm, owner) == {"长江": {size: 12, lines: ["甲", "乙"], founded: "2020-01-02"}, "黄河": {}}

    def test_refuses_rows_with_wrong_missing_or_equal_values(self, crm, owner, define, bring_in):
        define("规模", "integer", required=True)
        define("税号", unique=True)

        job = bring_in(
            [
                ["客户名称", "规模", "税号"],
                ["甲", 1, "T1"],
                ["乙", "很大", "T2"],
                ["丙", "", "T3"],
                ["丁", 4, "T1"],
            ]
        )

        assert (job["result"]["created"], job["result"]["failed"]) == (1, 3)
        assert list(values(crm, owner)) == ["甲"]

    def test_tells_all_that_before_anything_is_written(self, crm, owner, define, bring_in):
        define("规模", "integer", required=True)

        job = bring_in([["客户名称", "规模"], ["甲", 1], ["乙", ""], ["丙", "x"]], mode="preview")

        assert (job["result"]["valid"], job["result"]["invalid"]) == (1, 2)
        assert {each["field"] for each in job["result"]["errors"]} == {"规模"}
        assert values(crm, owner) == {}

    def test_updates_with_a_line_in_the_log(self, crm, owner, define, bring_in):
        size, tax = define("规模", "integer"), define("税号", unique=True)
        bring_in([["客户名称", "规模", "税号"], ["甲", 1, "T1"], ["乙", 1, "T2"]])

        job = bring_in([["客户名称", "规模", "税号"], ["甲", 2, "T1"], ["乙", 2, "T1"]], on_duplicate="update")

        assert (job["result"]["updated"], job["result"]["failed"]) == (1, 1)
        assert values(crm, owner) == {"甲": {size: 2, tax: "T1"}, "乙": {size: 1, tax: "T2"}}
        customer = crm.ask(owner, "list_customers", view="mine", q="甲")["items"][0]
        log = crm.ask(owner, "list_customer_changes", customer_id=customer["id"])["items"]
        assert log[0]["changes"] == [{"field": "规模", "before": "1", "after": "2"}]


class TestExport:
    def test_writes_custom_fields_as_people_read_them(self, crm, owner, define):
        lines = define("产品线", "multiple_choice", choices=["甲", "乙"])
        opened = define("开业", "date_time")
        picture = define("门头", "picture")
        given = {lines: ["甲", "乙"], opened: "2026-01-02T00:00:00Z"}
        crm.ask(owner, "create_customer", name="长江", fields=given)
        columns = ["name", f"field:{lines}", f"field:{opened}", f"field:{picture}"]

        job = crm.work(owner, crm.ask(owner, "start_export", kind="customers", columns=columns))

        assert crm.made_rows(owner, job) == [
            ["Customer name", "产品线", "开业"],
            ["长江", "甲、乙", "2026-01-02 08:00"],
        ]
