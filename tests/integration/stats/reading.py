"""Reading reports in tests, and what must hold for each."""

from datetime import date

FIRST, LAST = date(2026, 4, 1), date(2026, 4, 30)


def read(stats, actor, name, **more):
    """The whole report."""
    return stats.ask(actor, "read_report", report=name, **arguments(**more))


def rows(stats, actor, name, **more):
    """What is behind a cell."""
    return stats.ask(actor, "list_report_rows", report=name, **arguments(**more))


def arguments(*, first=FIRST, last=LAST, **more):
    given = {name: value for name, value in more.items() if value is not None}
    return {"from": str(first), "to": str(last), "page_size": 100} | given


def by_employee(report):
    return {row["employee"]["id"]: row for row in report["rows"]}


def assert_rows_add_up(stats, actor, name, **more):
    """Each cell of the report is the sum of the rows behind it."""
    report = read(stats, actor, name, **more)
    lines = [("total", report["total"])] + [(row["employee"]["id"], row) for row in report["rows"]]
    for who, line in lines:
        for column in report["columns"]:
            cell = line[column["key"]]
            parts = cell.items() if isinstance(cell, dict) else [("increment", cell)]
            for part, figure in parts:
                found = rows(stats, actor, name, row=who, column=column["key"], part=part, **more)
                assert found["sum"] == figure, (name, who, column["key"], part)
                assert sum(each["count"] for each in found["items"]) == figure
                assert all(each["count"] == 1 for each in found["items"]) or part == "increment"


def assert_stock_adds_up(report):
    """Stock at the end = stock at the start + added - removed, for each and in total; no stock below nothing."""
    for row in [report["total"], *report["rows"]]:
        assert row["stock_start"] + row["added"] - row["removed"] == row["stock_end"]
        assert row["net"] == row["added"] - row["removed"]
        assert row["stock_start"] >= 0
        assert row["stock_end"] >= 0
