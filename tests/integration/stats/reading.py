"""Reading reports in tests, and what must hold for each."""

from datetime import date
from decimal import Decimal

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


def assert_figures_add_up(stats, actor, name, **more):
    """Each number and amount of a report of results is what the rows behind it come to."""
    report = read(stats, actor, name, **more)
    (subject,) = {"employee", "department", "period", "customer", "product", "category"} & {
        key for row in report["rows"] for key in row
    } or {"employee"}
    for row_id, line in [("total", report["total"])] + [(row[subject]["id"], row) for row in report["rows"]]:
        for column in report["columns"]:
            if column["kind"] not in {"count", "money"} or column["key"].startswith("average"):
                continue
            found = rows(stats, actor, name, row=row_id, column=column["key"], **more)
            counted = {"count": found["sum"], "money": found["amount"]}[column["kind"]]
            assert counted == line[column["key"]], (name, row_id, column["key"], more)
            behind = {
                "count": sum(each["count"] for each in found["items"]),
                "money": f"{sum(Decimal(each['amount']) for each in found['items']):.2f}",
            }
            assert behind[column["kind"]] == counted
