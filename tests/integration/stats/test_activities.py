from uuid import uuid4

import pytest

from services.stats.rebuilding.replaying import rebuild
from shared.kernel.actor import Scope
from shared.kernel.errors import Forbidden, Invalid
from tests.integration.stats.company import Company
from tests.integration.stats.harness import Stats
from tests.integration.stats.reading import by_employee, read, rows

PHONE = {"id": "01a20b58-c978-7450-9de6-000000000001", "name": "电话"}
VISIT = {"id": "01a20b58-c978-7450-9de6-000000000002", "name": "拜访"}


@pytest.fixture(scope="module")
def shared_stats(module_database):
    made = Stats(module_database("stats"))
    yield made
    made.close()


@pytest.fixture
def company(shared_stats):
    return Company(shared_stats)


@pytest.fixture
def stats(shared_stats):
    return shared_stats


def cell(times, customers):
    return {"times": times, "customers": customers}


def everything(stats, company):
    """Each cell's figures against the rows behind it."""
    for name in ("follow-ups", "visits"):
        report = read(stats, company.boss(), name)
        for who, line in [("total", report["total"]), *((row["employee"]["id"], row) for row in report["rows"])]:
            for column in report["columns"]:
                found = rows(stats, company.boss(), name, row=who, column=column["key"])
                figures = cell(len(found["items"]), len({each["customer"]["id"] for each in found["items"]}))
                assert line[column["key"]] == figures == cell(found["sum"], found["customers"])


class TestFollowUps:
    def test_are_counted_by_person_and_behaviour_with_distinct_customers(self, stats, company):
        song, zhou = company.employee("宋肖肖"), company.employee("周长生")
        one, other = str(uuid4()), str(uuid4())
        for customer, by, behaviour in (
            (one, song, PHONE),
            (one, song, PHONE),
            (other, song, PHONE),
            (one, song, VISIT),
            (one, zhou, PHONE),
        ):
            company.follow_up(customer, by=by, behaviour=behaviour)
        company.hear()

        report = read(stats, company.boss(), "follow-ups")

        assert [column["title"] for column in report["columns"]] == ["总计", "电话", "拜访"]
        assert report["columns"][0]["kind"] == "times_customers"
        found = by_employee(report)
        assert found[song["id"]]["total"] == cell(4, 2)
        assert found[song["id"]][PHONE["id"]] == cell(3, 2)
        assert found[zhou["id"]][VISIT["id"]] == cell(0, 0)
        assert report["total"] == {"total": cell(5, 2), PHONE["id"]: cell(4, 2), VISIT["id"]: cell(1, 1)}
        everything(stats, company)

    @pytest.mark.parametrize("stage", ["developing", "signed", "lead"])
    def test_are_counted_apart_for_developing_signed_and_leads(self, stats, company, stage):
        song = company.employee("宋肖肖")
        for each in ("developing", "signed", "lead"):
            company.follow_up(str(uuid4()), by=song, behaviour=PHONE, stage=each)
        company.follow_up(str(uuid4()), by=song, behaviour=PHONE, stage=stage)
        company.hear()

        assert read(stats, company.boss(), "follow-ups", stage=stage)["total"]["total"] == cell(2, 2)

    def test_show_what_was_said(self, stats, company):
        song = company.employee("宋肖肖")
        company.follow_up(str(uuid4()), by=song, behaviour=PHONE, content="报价三万")
        company.hear()

        (item,) = rows(stats, company.boss(), "follow-ups", row=song["id"], column=PHONE["id"])["items"]

        assert (item["kind"], item["content"], item["customer"]["name"]) == ("电话", "报价三万", "长江贸易")

    def test_bear_the_new_name_of_a_behaviour(self, stats, company):
        company.follow_up(str(uuid4()), by=company.employee("宋肖肖"), behaviour=PHONE)
        company.rename_choice(PHONE, "打电话", kind="behaviours")
        company.hear()

        assert read(stats, company.boss(), "follow-ups")["columns"][1]["title"] == "打电话"


class TestVisits:
    def test_are_counted_by_the_day_they_were_made(self, stats, company):
        song, customer = company.employee("宋肖肖"), str(uuid4())
        company.visit(customer, by=song)
        company.visit(customer, by=song, days_ago=2)
        company.visit(str(uuid4()), by=song)
        company.hear()

        report = read(stats, company.boss(), "visits")

        assert [column["title"] for column in report["columns"]][:2] == ["总计", "04-01"]
        assert len(report["columns"]) == 31
        assert {key: figures for key, figures in report["total"].items() if figures["times"]} == {
            "total": cell(3, 2),
            "2026-04-05": cell(1, 1),
            "2026-04-07": cell(2, 2),
        }
        everything(stats, company)

    def test_have_a_column_per_month_where_the_range_is_long(self, stats, company):
        company.visit(str(uuid4()), by=company.employee("宋肖肖"))
        company.hear()

        report = read(stats, company.boss(), "visits", first="2026-03-15", last="2026-05-02")

        assert [column["key"] for column in report["columns"]] == ["total", "2026-03", "2026-04", "2026-05"]
        assert report["total"]["2026-04"] == cell(1, 1)

    def test_refuse_a_column_that_is_none(self, stats, company):
        with pytest.raises(Invalid):
            rows(stats, company.boss(), "visits", row="total", column="2026-06-01")


class TestCalls:
    def test_are_counted_with_how_long_was_spoken(self, stats, company):
        song, customer = company.employee("宋肖肖"), str(uuid4())
        for seconds in (65, 0, 10):
            company.call(customer, by=song, seconds=seconds)
        company.call(str(uuid4()), by=song, seconds=5, stage="lead")
        company.hear()

        total = read(stats, company.boss(), "calls")["total"]
        behind = rows(stats, company.boss(), "calls", row=song["id"], column="2026-04-07")

        assert total["total"] == total["2026-04-07"] == {"times": 3, "customers": 1, "seconds": 75}
        assert (behind["sum"], behind["customers"], behind["seconds"]) == (3, 1, 75)
        assert sum(each["seconds"] for each in behind["items"]) == 75
        assert read(stats, company.boss(), "calls", stage="lead")["total"]["total"]["seconds"] == 5

    def test_shorter_than_asked_for_are_left_out_of_the_cell_and_of_its_rows(self, stats, company):
        song = company.employee("宋肖肖")
        for seconds in (9, 10, 11):
            company.call(str(uuid4()), by=song, seconds=seconds)
        company.hear()

        asked = {"at_least": 10}
        assert read(stats, company.boss(), "calls", **asked)["total"]["total"] == cell(2, 2) | {"seconds": 21}
        assert rows(stats, company.boss(), "calls", row="total", column="total", **asked)["sum"] == 2


class TestWhoSees:
    def test_one_without_the_report_sees_nothing(self, stats, company):
        nobody = company.actor(company.employee("许妙迪"))
        without = type(nobody)(nobody.company_id, nobody.employee_id, nobody.name, None)

        with pytest.raises(Forbidden):
            read(stats, without, "follow-ups")

    def test_is_limited_to_the_scope_at_the_time(self, stats, company):
        east, west = company.department("东部"), company.department("西部")
        song, zhou = company.employee("宋肖肖", department=east), company.employee("周长生", department=west)
        for by in (song, song, zhou):
            company.follow_up(str(uuid4()), by=by, behaviour=PHONE)
        company.hear()
        head = company.actor(zhou, scope=Scope("departments", department_ids=(east["id"],)))

        assert read(stats, company.actor(song), "follow-ups")["total"]["total"] == cell(2, 2)
        assert read(stats, head, "follow-ups")["total"]["total"] == cell(3, 3)
        assert read(stats, company.boss(), "follow-ups", department_id=west["id"])["total"]["total"] == cell(1, 1)

    def test_another_company_sees_none(self, stats, company):
        company.follow_up(str(uuid4()), by=company.employee("宋肖肖"), behaviour=PHONE)
        company.hear()

        assert read(stats, Company(stats).boss(), "follow-ups")["total"]["total"] == cell(0, 0)


class TestRebuilding:
    def test_notes_the_same_again(self, stats, company):
        song = company.employee("宋肖肖")
        company.follow_up(str(uuid4()), by=song, behaviour=PHONE)
        company.visit(str(uuid4()), by=song)
        company.hear()
        before = [read(stats, company.boss(), name)["total"] for name in ("follow-ups", "visits")]

        with stats.database.system_transaction() as tx:
            tx.enter_company(company.id)
            assert rebuild(tx) == 2

        assert [read(stats, company.boss(), name)["total"] for name in ("follow-ups", "visits")] == before
