import pytest
from sqlalchemy import text

from services.stats.journeys.hear_events import HearEvents
from services.stats.rebuild import companies_heard, rebuild_companies
from services.stats.rebuilding.entrypoints import RebuildingEntrypoints
from services.stats.rebuilding.replaying import rebuild
from shared.contracts.gateway.events import CompanyChanged
from shared.jobs.job import Job
from shared.jobs.queue import JobQueue
from shared.kernel.errors import Forbidden
from tests.integration.stats.company import Company
from tests.integration.stats.harness import Stats
from tests.integration.stats.reading import read
from tests.integration.stats.test_invariants import History

_FACTS = (
    "select day, at, employee_id, department_id, stage, kind, amount, status, tags, customer_id, customer_name, by_id, "
    "event_id from facts order by at, customer_id, event_id, amount, kind"
)
_TOTALS = "select measure, grain, start, employee_id, department_id, key, amount from totals where amount <> 0"
_CUSTOMERS = "select id, name, stage, owner_id, department_id, status, tags, recycled from customers"


@pytest.fixture
def stats_database(service_database):
    """One of the test's own, in which nobody else was counted."""
    return service_database("stats")


def figures(stats, company_id):
    """All that is counted of a company."""
    return [
        sorted(map(repr, stats.rows(statement, company_id=company_id))) for statement in (_FACTS, _TOTALS, _CUSTOMERS)
    ]


class TestRebuild:
    @pytest.mark.parametrize("seed", range(3))
    def test_equals_what_was_counted_live(self, stats, seed):
        history = History(stats, seed=seed)
        history.live(80)
        history.company.hear(batch=7)
        live = figures(stats, history.company.id)

        assert rebuild_companies(stats.database, companies_heard(stats.system_database)).keys() == {history.company.id}

        assert figures(stats, history.company.id) == live

    def test_leaves_other_companies_alone(self, stats, company):
        other = Company(stats)
        for each in (company, other):
            each.create(each.employee("宋肖肖"))
            each.hear()
        before = figures(stats, other.id)

        rebuild_companies(stats.database, [company.id])

        assert figures(stats, other.id) == before

    def test_serves_the_old_counts_until_it_is_done(self, stats, company):
        company.create(company.employee("宋肖肖"))
        company.hear()

        with stats.database.system_transaction() as tx:
            tx.enter_company(company.id)
            rebuild(tx)
            assert read(stats, company.boss(), "customer-net")["total"]["stock_end"] == 1

    def test_mends_what_was_damaged(self, stats, company):
        company.create(company.employee("宋肖肖"))
        company.hear()
        sound = figures(stats, company.id)
        with stats.database.system_transaction() as tx:
            tx.enter_company(company.id)
            tx.session.execute(text("update totals set amount = 7"))
            tx.session.execute(text("delete from facts"))

        rebuild_companies(stats.database, [company.id])

        assert figures(stats, company.id) == sound

    def test_is_ordered_by_an_administrator_as_a_job(self, stats, company):
        song = company.employee("宋肖肖")
        company.create(song)
        company.hear()
        with pytest.raises(Forbidden):
            stats.ask(company.actor(song), "start_rebuild")

        boss = company.boss()
        job = stats.ask(boss, "start_rebuild")
        claimed = JobQueue(stats.system_database, runner="test", kinds=["rebuild"]).claim()
        RebuildingEntrypoints.run_rebuild(stats, Job(claimed, database=stats.database))

        told = stats.ask(boss, "get_job", job_id=job["id"])
        assert (told["status"], told["result"]) == ("done", {"events": 1})


class TestAnEmptiedDatabase:
    def test_fills_to_the_same_figures_from_events_told_again(self, stats, service_database):
        history = History(stats, seed=11)
        history.live(80)
        told = history.company.hear(batch=9)
        emptied = Stats(service_database("stats"))

        emptied.hear(told, batch=50)
        emptied.hear(told[::3], batch=50)

        assert figures(emptied, history.company.id) == figures(stats, history.company.id)
        emptied.close()


class TestTheTimeZone:
    def test_moves_past_facts_to_its_own_days(self, stats, company):
        company.create(company.employee("宋肖肖"))  # noon in Shanghai, the day before in Honolulu
        company.hear()
        event = CompanyChanged(company_id=company.id, name="快启", time_zone="Pacific/Honolulu")
        with stats.database.system_transaction() as tx:
            tx.enter_company(company.id)
            HearEvents.move_days_with_the_time_zone(stats, tx, [event])

        days = stats.rows("select day::text from facts", company_id=company.id)
        sums = stats.rows("select start::text from totals where grain = 'day'", company_id=company.id)
        assert set(days) == set(sums) == {("2026-04-06",)}
