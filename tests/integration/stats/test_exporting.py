"""A report as a workbook: what was asked for on top, titles, totals, rows; text never a formula."""

from pathlib import Path

import pytest

from services.stats.reports.entrypoints import ReportEntrypoints
from shared.files import FileStore, file_key
from shared.jobs.job import Job
from shared.jobs.queue import JobQueue
from shared.kernel.errors import Forbidden, Invalid
from shared.spreadsheets import parse

APRIL = {"from": "2026-04-01", "to": "2026-04-30"}


@pytest.fixture
def export(stats, tmp_path):
    """Exports a report; its rows as texts."""
    stats.files = FileStore(str(tmp_path / "files"))

    def export(actor, kind, **more):
        job = stats.ask(actor, "start_export", kind=kind, **more)
        claimed = JobQueue(stats.system_database, runner="test", kinds=["export"]).claim()
        ReportEntrypoints.run_export(stats, Job(claimed, database=stats.database))
        assert stats.ask(actor, "get_job", job_id=job["id"])["status"] == "done"
        made = stats.ask(actor, "get_job_file", job_id=job["id"])
        path = Path(tmp_path / "made.xlsx")
        path.write_bytes(b"".join(stats.files.get(file_key(actor.company_id, file_id=made["file_id"]))))
        sheet = parse(path, into=tmp_path / "parsed")
        rows = [row for chunk in sheet.chunks() for row in chunk]
        assert not any(row.formulas for row in rows)
        return made["name"], [row.cells for row in rows]

    return export


class TestExport:
    def test_says_what_it_is_and_has_all_rows(self, stats, company, export):
        sales = company.department("运营部")
        song, formula = company.employee("宋肖肖", department=sales), company.employee('=HYPERLINK("http://x")')
        company.create(song)
        company.create(song)
        company.create(formula)
        company.hear()

        name, rows = export(company.boss(), "customer-net", filter=APRIL | {"page": 1, "page_size": 1})

        assert name == "客户实际增量 2026-04-01 2026-04-30.xlsx"
        assert rows[0][0] == "客户实际增量"
        assert rows[1][:2] == ["时间", "2026-04-01 – 2026-04-30"]
        (head,) = [number for number, row in enumerate(rows) if row[0] == "姓名"]
        assert rows[head] == ["姓名", "部门", "期初存量", "增加总量", "减少总量", "实际增量", "期末存量"]
        assert rows[head + 1 :] == [
            ["总计", "", "0", "3", "0", "3", "3"],
            ["宋肖肖", "运营部", "0", "2", "0", "2", "2"],
            ['=HYPERLINK("http://x")', "", "0", "1", "0", "1", "1"],
        ]

    def test_is_limited_to_the_scope_of_who_asks(self, stats, company, export):
        song = company.employee("宋肖肖")
        company.create(song)
        company.create(company.employee("周长生"))
        company.hear()

        _, rows = export(company.actor(song, actions=["export"]), "status-stock", filter=APRIL)

        assert [row[0] for row in rows[-2:]] == ["总计", "宋肖肖"]
        assert rows[-1][2:] == ["1", "1", "1", "1"]

    def test_needs_the_permission(self, stats, company):
        with pytest.raises(Forbidden):
            stats.ask(company.actor(company.employee("宋肖肖")), "start_export", kind="customer-net")

    def test_names_the_field_of_the_filter_that_is_wrong(self, stats, company):
        with pytest.raises(Invalid) as refused:
            stats.ask(company.boss(), "start_export", kind="customer-net", filter={"from": "soon"})

        assert set(refused.value.errors) == {"filter.from"}
