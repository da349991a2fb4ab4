"""The figures of the start page: those of the reports, within what one sees (W2 to W6)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shared.database import Database
from shared.kernel.actor import Actor, Scope
from shared.kernel.errors import Invalid
from tests.integration.stats.company import NOON, Company
from tests.integration.stats.harness import Stats

PHONE = {"id": str(uuid4()), "name": "电话"}


@pytest.fixture(scope="module")
def shared_stats(module_database):
    """On 7 April 2026, after what is told."""
    made = Stats(module_database("stats"))
    made.database.dispose()
    made.database = Database(made.addresses.app_url, clock=lambda: NOON + timedelta(hours=6))
    yield made
    made.close()


@pytest.fixture
def stats(shared_stats):
    return shared_stats


@pytest.fixture
def company(shared_stats):
    return Company(shared_stats)


@pytest.fixture
def song(company):
    return company.employee("宋肖肖", department=company.department("运营部"))


def bench(stats, actor, **asked):
    return stats.ask(actor, "read_workbench", **asked)


class TestWhatWasDone:
    @pytest.fixture(autouse=True)
    def _done(self, company, song):
        one, other = str(uuid4()), str(uuid4())
        for customer in (one, one, other):
            company.follow_up(customer, by=song, behaviour=PHONE)
        company.follow_up(one, by=song, behaviour=PHONE, stage="lead")
        company.visit(one, by=song, stage="signed")
        company.visit(one, by=song, days_ago=1)
        company.call(one, by=song, seconds=3)
        company.hear()

    def test_is_counted_with_different_customers_by_stage_and_behaviour(self, stats, company):
        found = bench(stats, company.boss())

        developing, signed, lead = found["done"]
        assert found["range"] == {"from": "2026-04-07", "to": "2026-04-07"}
        assert developing == {
            "stage": "developing",
            "follow_ups": {"times": 3, "customers": 2},
            "visits": {"times": 0, "customers": 0},
            "calls": {"times": 1, "customers": 1},
            "behaviours": [{**PHONE, "times": 3, "customers": 2}],
        }
        assert signed["visits"] == lead["follow_ups"] == {"times": 1, "customers": 1}

    @pytest.mark.parametrize(
        ("asked", "times"),
        [
            ({"range": "yesterday"}, 1),
            ({"range": "this_week"}, 1),
            ({"range": "this_month"}, 1),
            ({"from": "2026-04-01", "to": "2026-04-05"}, 0),
        ],
    )
    def test_is_of_the_range_asked_for(self, stats, company, asked, times):
        assert bench(stats, company.boss(), **asked)["done"][0]["visits"]["times"] == times

    def test_is_that_of_whom_one_sees(self, stats, company, song):
        other = company.employee("周长生")
        assert bench(stats, company.actor(song))["done"][0]["calls"]["times"] == 1
        assert bench(stats, company.actor(other))["done"][0]["calls"]["times"] == 0
        assert bench(stats, Company(stats).boss())["done"][0]["calls"]["times"] == 0

    def test_of_no_range_is_refused(self, stats, company):
        for wrong in ({"range": "ever"}, {"from": "2026-04-07", "to": "2026-04-01"}):
            with pytest.raises(Invalid):
                bench(stats, company.boss(), **wrong)


class TestStockOrdersAndCollections:
    def test_are_those_of_the_reports(self, stats, company, song):
        company.create(song, status={"id": str(uuid4()), "name": "意向"})
        order = company.order(song, amount="697623.06")
        company.collect(order, amount="10.00", on="2026-04-02")
        company.collect(order, amount="100.00", on="2026-05-01")
        company.plan(order, amount="50000.00", on="2026-04-30")
        company.hear()
        months = [{"month": "2026-04", "amount": "40.00"}]
        stats.ask(company.boss(), "set_targets", kind="collections", employee_ids=[song["id"]], months=months)

        found = bench(stats, company.boss())

        assert {each["title"]: (each["increment"], each["stock"]) for each in found["stock"]} == {
            "意向": (1, 1),
            "未设置": (0, 0),
        }
        assert [each["month"] for each in found["orders"]] == [f"2026-{month:02}" for month in range(1, 13)]
        assert found["orders"][3] == {"month": "2026-04", "number": 1, "amount": "697623.06"}
        assert found["collections"] == {
            "receivable": "697613.06",
            "planned": "50000.00",
            "collected": "10.00",
            "target": "40.00",
            "rate": "25.00%",
        }

    def test_that_one_does_not_see_are_left_out(self, stats, company, song):
        actor = Actor(company.id, song["id"], "宋肖肖", None, scopes={"visit_figures": Scope("self")})

        found = bench(stats, actor)

        assert (found["stock"], found["orders"], found["collections"]) == (None, None, None)
        assert (found["done"][0]["follow_ups"], found["done"][0]["visits"]) == (None, {"times": 0, "customers": 0})
        assert bench(stats, Actor(company.id, song["id"], "宋肖肖", None))["done"] is None
