from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from services.stats.hearing.entrypoints import HearingEntrypoints
from shared.contracts.partitions import partition_of
from shared.messaging.heartbeat import Heartbeat
from tests.integration.stats.reading import read


@pytest.fixture
def stats_database(service_database):
    """One of the test's own, in which nobody else was counted."""
    return service_database("stats")


@pytest.fixture
def beat(stats, company):
    """Lets stats hear a heartbeat of the company's partition."""

    def beat(source, moment):
        HearingEntrypoints.note_completeness(stats, [Heartbeat(source, partition_of(company.id), moment)])

    return beat


@pytest.fixture
def up_to(stats, company):
    """What a report says: the moment, and whether it lags."""

    def asked():
        report = read(stats, company.boss(), "customer-increments")
        moment = report["complete_up_to"]
        return moment and datetime.fromisoformat(moment), report["lagging"]

    return asked


@pytest.fixture
def now():
    """This moment, when the test begins: a suite runs for minutes."""
    return datetime.now(UTC).replace(microsecond=0)


class TestCompleteUpTo:
    def test_is_unknown_until_each_source_was_heard(self, beat, up_to, now):
        beat("crm", now)

        assert up_to() == (None, True)

    def test_is_the_earliest_of_the_sources(self, beat, up_to, now):
        beat("crm", now)
        beat("gateway", now - timedelta(seconds=5))

        assert up_to() == (now - timedelta(seconds=5), False)

    def test_never_goes_back(self, beat, up_to, now):
        for moment in (now, now - timedelta(seconds=30)):
            beat("crm", moment)
            beat("gateway", moment)

        assert up_to() == (now, False)

    def test_lags_when_a_source_was_not_heard_for_a_minute(self, beat, up_to, now):
        beat("crm", now)
        beat("gateway", now - timedelta(seconds=90))

        assert up_to() == (now - timedelta(seconds=90), True)

    def test_stays_behind_an_event_that_waits_for_its_predecessor(self, stats, company, beat, up_to, now):
        customer = company.create(company.employee("宋肖肖"))
        company.rename(customer, "另一个名字")
        created, renamed = company.told
        stats.hear([renamed])
        for source in ("crm", "gateway"):
            beat(source, now)
        assert up_to() == (None, True)

        stats.hear([created])
        for source in ("crm", "gateway"):
            beat(source, now)
        assert up_to() == (now, False)

    @pytest.mark.parametrize(
        ("reason", "complete"), [("KeyError: 'state'", False), ("wrong sender: office", True), ("malformed: x", True)]
    )
    def test_stays_behind_an_event_that_was_parked(self, stats, company, beat, up_to, reason, complete, now):
        with stats.system_database.system_transaction() as tx:
            statement = text(
                "insert into parked (id, routing_key, reason, body) values (gen_random_uuid(), :key, :reason, '')"
            )
            key = f"p{partition_of(company.id)}.crm.customer.created"
            tx.session.execute(statement, {"key": key, "reason": reason})
        for source in ("crm", "gateway"):
            beat(source, now)

        assert up_to() == ((now, False) if complete else (None, True))
