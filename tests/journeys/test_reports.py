"""From what employees do to the figures their head sees seconds later, each opening the rows behind it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from shared.spreadsheets import write_rows
from shared.testing.eventually import eventually
from tests.journeys.deals import Sale
from tests.journeys.person import Person

ADMINISTRATOR, HEAD, HEAD_OF_OTHERS, SONG, ZHOU, STRANGER = (
    "13800000001",
    "13800000002",
    "13800000003",
    "13800000005",
    "13800000006",
    "13900000001",
)
REPORTS = ("customer-increments", "customer-net", "status-stock")
RESULTS = ("wins", "orders", "collections", "customer-ranking", "product-ranking")
SignIn = Callable[[str], Person]


def row_of(who: Person, report: str, *, of: Person, **query: Any) -> dict[str, Any]:
    """An employee's row, empty when there is none."""
    answer = who.read(f"/reports/{report}", page_size=100, **query)
    return next((row for row in answer["rows"] if row["employee"]["id"] == of.employee["id"]), {})


def gained(now: dict[str, Any], before: dict[str, Any]) -> dict[str, int]:
    """What changed between two readings of a row."""
    figures = {key: cell - before.get(key, 0) for key, cell in now.items() if isinstance(cell, int)}
    return {key: difference for key, difference in figures.items() if difference}


def assert_rows_add_up(who: Person, report: str, row: str, cells: dict[str, Any]) -> None:
    """Each cell of the line is the sum of the rows behind it."""
    for column, cell in cells.items():
        for part, figure in cell.items() if isinstance(cell, dict) else [("increment", cell)]:
            behind = who.read(f"/reports/{report}/rows", row=row, column=column, part=part, page_size=100)
            assert behind["sum"] == figure, (report, row, column, part)
            if behind["total"] <= 100:
                assert sum(each["count"] for each in behind["items"]) == figure


def catch_up(who: Person) -> None:
    """Creates a customer and waits until it is counted: what was done before it is counted too."""
    manual = row_of(who, "customer-increments", of=who).get("manual", 0)
    who.order("POST", "/customers", {"name": f"金楠天街 {uuid4()}"})
    eventually(lambda: row_of(who, "customer-increments", of=who).get("manual", 0) > manual, within=30)


@pytest.fixture
def song(somebody: SignIn) -> Person:
    return somebody(SONG)


@pytest.fixture
def zhou(somebody: SignIn) -> Person:
    return somebody(ZHOU)


class TestIncrements:
    def test_show_what_was_created_dropped_taken_transferred_deleted_and_restored(
        self, somebody: SignIn, song: Person, zhou: Person
    ) -> None:
        head = somebody(HEAD)
        before = {who: row_of(head, "customer-increments", of=who) for who in (song, zhou)}
        ids = [song.order("POST", "/customers", {"name": f"川办老酒 {uuid4()}"})["id"] for _ in range(6)]
        song.order("POST", "/customers/bulk/drop-to-pool", {"ids": ids[:2], "reason": "无意向"})
        zhou.order("POST", "/customers/bulk/take", {"ids": ids[:1]})
        head.order("POST", "/customers/bulk/transfer", {"ids": ids[2:3], "owner_id": zhou.employee["id"]})
        head.order("POST", "/customers/bulk/delete", {"ids": ids[3:5]})
        head.order("POST", "/customers/bulk/restore", {"ids": ids[3:4]})

        def seen() -> bool:
            now = {who: row_of(head, "customer-increments", of=who) for who in (song, zhou)}
            assert gained(now[song], before[song]) == {
                "manual": 6,
                "added": 6,
                "dropped": 2,
                "transferred_out": 1,
                "deleted": 1,
                "removed": 4,
            }
            assert gained(now[zhou], before[zhou]) == {"taken_from_pool": 1, "transferred_in": 1, "added": 2}
            return True

        eventually(seen, within=15)

    def test_show_what_was_imported_to_its_owner(self, song: Person, tmp_path: Path) -> None:
        before = row_of(song, "customer-increments", of=song)
        table = tmp_path / "customers.xlsx"
        rows = [[f"导入公司 {uuid4()}", f"028{n:08d}"] for n in range(120)]
        write_rows(table, titles=["客户名称", "电话"], rows=rows)
        order = {"kind": "customers", "file_id": song.upload("客户.xlsx", table.read_bytes()), "mode": "run"}

        result = song.finished(song.order("POST", "/imports", order))["result"]

        def counted() -> dict[str, int]:
            return gained(row_of(song, "customer-increments", of=song), before)

        eventually(lambda: counted() == {"imported": result["created"], "added": result["created"]}, within=15)


class TestActivities:
    def test_count_follow_ups_and_visits_with_different_customers(self, somebody: SignIn, song: Person) -> None:
        head, reports = somebody(HEAD), ("follow-ups", "visits")
        before = [row_of(head, report, of=song).get("total", {"times": 0, "customers": 0}) for report in reports]
        customer = song.order("POST", "/customers", {"name": f"万象城 {uuid4()}"})
        phone = song.read("/settings/behaviours")["items"][0]
        place = {"position": {"lng": 104.06, "lat": 30.67}, "address": "天府大道 1 号"}
        said = {"customer_id": customer["id"], "behaviour_id": phone["id"], "content": "报价"}
        for _ in range(2):
            song.order("POST", "/follow-ups", said)
        song.order("POST", "/visits", {"customer_id": customer["id"], "content": "到访", **place})

        def counted() -> bool:
            now = [row_of(head, report, of=song).get("total", {"times": 0, "customers": 0}) for report in reports]
            more = [{key: after[key] - was[key] for key in after} for after, was in zip(now, before, strict=True)]
            return more == [{"times": 3, "customers": 1}, {"times": 1, "customers": 1}]

        assert eventually(counted, within=15)
        for report in reports:
            total = head.read(f"/reports/{report}")["total"]["total"]
            behind = head.read(f"/reports/{report}/rows", row="total", column="total")
            assert (behind["sum"], behind["customers"]) == (total["times"], total["customers"])


class TestResults:
    def test_follow_a_sale_from_its_approval_to_the_money_against_the_targets(
        self, somebody: SignIn, song: Person
    ) -> None:
        head, administrator = somebody(HEAD), somebody(ADMINISTRATOR)
        own = {"employee_id": song.employee["id"]}
        month = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()[:7]
        for kind in ("orders", "collections"):
            wanted = {"kind": kind, "employee_ids": [own["employee_id"]], "months": [{"month": month, "amount": "5"}]}
            assert song.ask("PUT", "/targets", json=wanted).status_code == 403
            assert head.order("PUT", "/targets", wanted) == {"done": 1}
        before = {name: head.read(f"/reports/{name}", **own)["total"] for name in ("orders", "collections")}
        sale = Sale(song, head, administrator)
        product = sale.product(price="4500.00")
        order = sale.running(sale.customer(), product=product, quantity=3)
        sale.collect(order["id"], "3500.00", received_on=f"{month}-01")

        def more(name: str, column: str) -> Decimal:
            now = head.read(f"/reports/{name}", **own)["total"]
            return Decimal(now[column]) - Decimal(before[name][column])

        eventually(lambda: more("collections", "collected") == 3500, within=30)
        assert (more("orders", "number"), more("orders", "deal_amount")) == (1, 13500)
        assert more("collections", "receivable") == 10000
        assert head.read("/reports/orders", **own)["total"]["target_amount"] == "5.00"
        ranked = head.read("/reports/product-ranking", product_id=product["id"])
        assert ranked["total"] == {"amount": "13500.00", "quantity": 3, "average_price": "4500.00"}
        (row,) = head.read("/reports/customer-ranking", q=order["customer"]["name"])["rows"]
        assert (row["customer"]["id"], row["average"]) == (order["customer"]["id"], "13500.00")
        bench = song.read("/workbench", range="this_month")
        assert bench["collections"]["collected"] == head.read("/reports/collections", **own)["total"]["collected"]


class TestEachCell:
    @pytest.mark.parametrize("report", REPORTS)
    def test_opens_rows_that_add_up_to_it(self, somebody: SignIn, song: Person, report: str) -> None:
        head = somebody(HEAD)
        catch_up(song)
        answer = head.read(f"/reports/{report}", page_size=100)

        assert answer["total_rows"] == len(answer["rows"]) > 0
        keys = [column["key"] for column in answer["columns"]]
        assert_rows_add_up(head, report, "total", {key: answer["total"][key] for key in keys})
        for row in answer["rows"][:2]:
            assert_rows_add_up(head, report, row["employee"]["id"], {key: row[key] for key in keys})


class TestStock:
    def test_at_the_end_is_what_was_there_and_came_less_what_went(self, somebody: SignIn) -> None:
        answer = somebody(HEAD).read("/reports/customer-net", page_size=100)

        for row in (answer["total"], *answer["rows"]):
            assert row["stock_end"] == row["stock_start"] + row["added"] - row["removed"]


class TestCompleteness:
    def test_follows_the_present_within_seconds(self, song: Person) -> None:
        def fresh() -> bool:
            answer = song.read("/reports/customer-net")
            moment = answer["complete_up_to"]
            return (
                moment is not None
                and not answer["lagging"]
                and datetime.now(UTC) - datetime.fromisoformat(moment) < timedelta(seconds=15)
            )

        eventually(fresh, within=30)


class TestScope:
    def test_shows_an_employee_the_own_row_a_head_the_department_and_a_stranger_nothing(
        self, somebody: SignIn, song: Person
    ) -> None:
        catch_up(song)

        for report in REPORTS:
            own = song.read(f"/reports/{report}")
            assert [row["employee"]["id"] for row in own["rows"]] == [song.employee["id"]]
            for account in (HEAD_OF_OTHERS, STRANGER):
                assert row_of(somebody(account), report, of=song) == {}
                column = "total" if report == "status-stock" else "added"
                behind = somebody(account).read(f"/reports/{report}/rows", row=song.employee["id"], column=column)
                assert (behind["total"], behind["sum"]) == (0, 0)
            assert row_of(somebody(HEAD), report, of=song)


class TestRebuild:
    def test_gives_the_same_figures_and_is_for_administrators(self, somebody: SignIn, song: Person) -> None:
        administrator = somebody(ADMINISTRATOR)
        assert song.ask("POST", "/reports/rebuild", json={}).status_code == 403
        counted = (*REPORTS, *RESULTS)
        catch_up(song)
        before = [administrator.read(f"/reports/{report}", page_size=100) for report in counted]

        job = administrator.finished(administrator.order("POST", "/reports/rebuild", {}))

        assert job["result"]["events"] > 0
        after = [administrator.read(f"/reports/{report}", page_size=100) for report in counted]
        for one, other in zip(before, after, strict=True):
            assert (one["total"], one["rows"]) == (other["total"], other["rows"])


class TestExport:
    def test_brings_a_workbook(self, somebody: SignIn) -> None:
        head = somebody(HEAD)

        job = head.finished(head.order("POST", "/exports", {"kind": "customer-increments", "filter": {"page": 1}}))

        answer = head.ask("GET", job["file_url"].removeprefix("/api/v1"))
        assert answer.status_code == 200
        assert answer.content[:2] == b"PK"
