"""What was not heard is asked for and heard; what was counted wrong is counted anew (R1, F16)."""

import json
from datetime import UTC, datetime, timedelta
from threading import Thread
from uuid import uuid4

import pytest

from services.crm.digests.entrypoints import DigestEntrypoints
from services.crm.digests.repository import take_digest
from services.stats.journeys.hear_events import HearEvents
from services.stats.reconciling.comparing import DIFFERENCES
from services.stats.reconciling.entrypoints import ReconcilingEntrypoints
from shared.contracts.catalogue import EVENTS
from shared.contracts.crm.digests import DigestTaken
from shared.contracts.crm.events import CustomerCreated
from shared.contracts.partitions import partition_of
from shared.contracts.stats.events import DifferenceFound
from shared.database import Database
from shared.kernel.digests import mark_of
from shared.messaging.applying import apply_events
from shared.messaging.broker import BrokerConnection
from shared.messaging.received import Received
from shared.messaging.relay import Relay
from shared.messaging.topology import declare, queue_of
from shared.testing.eventually import eventually
from tests.integration.stats.company import Company
from tests.integration.stats.harness import Stats
from tests.integration.stats.reading import read

EVER = {"first": 0, "last": 2**31 - 1}


@pytest.fixture(scope="module")
def shared_stats(module_database):
    made = Stats(module_database("stats"))
    yield made
    made.close()


@pytest.fixture
def stats(shared_stats):
    return shared_stats


@pytest.fixture
def company(shared_stats):
    return Company(shared_stats)


def digest(events):
    marks = sum(mark_of(each.envelope.id) for each in events)
    return DigestTaken(digest_id=str(uuid4()), spans=[EVER | {"events": len(events), "marks": str(marks)}])


def reconcile(stats, company, event):
    """What stats asks for when it hears the digest."""
    with stats.database.system_transaction() as tx:
        tx.enter_company(company.id)
        ReconcilingEntrypoints.reconcile_with_the_crm(stats, tx, [event])
    found = stats.rows(
        f"select body from outbox where type = '{DifferenceFound.type}' order by seq", company_id=company.id
    )
    return [json.loads(bytes(body))["data"] for (body,) in found]


def differences(what):
    return DIFFERENCES.labels(what)._value.get()


class TestWhatWasHeard:
    def test_asks_for_nothing_when_all_was_heard_in_whatever_batches(self, stats, company):
        song = company.employee("宋肖肖")
        for _ in range(5):
            company.create(song)
        told = company.hear(batch=2)
        stats.hear(told)

        assert reconcile(stats, company, digest(told)) == []

    def test_asks_for_a_span_of_which_an_event_is_missing(self, stats, company):
        song = company.employee("宋肖肖")
        for _ in range(3):
            company.create(song)
        lost = company.told.pop(1)
        told = company.hear()

        (asked,) = reconcile(stats, company, digest([*told, lost]))

        assert (asked["source"], asked["told"], asked["heard"]) == ("crm", 3, 2)
        assert {name: asked[name] for name in EVER} == EVER

    def test_sees_another_event_in_the_place_of_one(self, stats, company):
        company.create(company.employee("宋肖肖"))
        company.hear()
        company.create(company.employee("宋肖肖"))

        assert len(reconcile(stats, company, digest(company.told))) == 1


class TestSums:
    @pytest.fixture
    def counted(self, stats, company):
        song = company.employee("宋肖肖")
        company.create(song)
        company.drop(company.create(song))
        return company.hear()

    @pytest.mark.parametrize(
        "planted",
        [
            "update totals set amount = amount + 1 where grain = 'ever' and key = 'manual'",
            "delete from facts where kind = 'dropped'",
            "delete from customers where owner_id is not null",
        ],
    )
    def test_are_mended_when_something_else_was_written_into_them(self, stats, company, counted, planted):
        sound, seen = read(stats, company.boss(), "customer-net")["total"], differences("sums")
        stats.rows(planted + " returning 1", company_id=company.id)

        reconcile(stats, company, digest(counted))

        assert differences("sums") == seen + 1
        assert read(stats, company.boss(), "customer-net")["total"] == sound
        reconcile(stats, company, digest(counted))
        assert differences("sums") == seen + 1

    def test_are_left_alone_when_they_agree(self, stats, company, counted):
        seen = differences("sums")

        reconcile(stats, company, digest(counted))

        assert differences("sums") == seen


class Side:
    """A service's database, its relay and its queue."""

    def __init__(self, name, addresses, amqp_url, **options):
        self.name, self.amqp_url = name, amqp_url
        self.database = Database(addresses.app_url, **options)
        self.relay = Relay(addresses.system_url, amqp_url, name=name)
        self.running = Thread(target=self.relay.run)
        self.running.start()
        self.channel, self.found = None, []

    def takes(self, company_id):
        """What has come through the queue of the company's partition since the last time."""
        if self.channel is None:
            self.connection = BrokerConnection(self.amqp_url, name="test reader").open()
            self.channel = self.connection.open_channel()
            queue = queue_of(self.name, partition=partition_of(company_id))
            self.channel.basic_consume(queue, no_ack=True, callback=self.found.append)
        while self.connection.read(wait=0.1):
            pass
        taken = [Received.of(each) for each in self.found]
        self.found.clear()
        return [each.read(trusted="topology") for each in taken if not each.is_heartbeat]

    def close(self):
        self.relay.stop()
        self.running.join()
        self.database.dispose()
        if self.channel is not None:
            self.connection.discard()


class TestOverTheBus:
    def test_a_lost_event_is_found_told_again_and_heard_once(self, service_database, amqp_url, request):
        declare(amqp_url, services=["stats", "crm", "office"])
        later = timedelta(minutes=10)
        crm = Side("crm", service_database("crm"), amqp_url, clock=lambda: datetime.now(UTC) + later)
        stats = Side("stats", service_database("stats"), amqp_url)
        for side in (crm, stats):
            request.addfinalizer(side.close)
        company_id, owner = str(uuid4()), {"id": str(uuid4()), "name": "宋肖肖", "department_id": None}
        with crm.database.system_transaction() as tx:
            tx.enter_company(company_id)
            for number in range(3):
                tx.publish(created(number, owner), version=1)

        heard = []
        eventually(lambda: heard.extend(stats.takes(company_id)) or len(heard) == 3)
        hear(stats, heard[:1] + heard[2:])  # planted: the second is lost for good
        with crm.database.system_transaction() as tx:
            tx.enter_company(company_id)
            take_digest(tx)
        eventually(lambda: listen(stats, company_id) or asked(stats, company_id) == 1)
        eventually(lambda: listen(crm, company_id) or listen(stats, company_id) or counted(stats, company_id) == 3)

        with crm.database.system_transaction() as tx:
            tx.enter_company(company_id)
            take_digest(tx)
        eventually(lambda: listen(stats, company_id) or digests(stats, company_id) == 2)
        assert asked(stats, company_id) == 1
        assert counted(stats, company_id) == 3


def created(number, owner):
    state = {
        "name": f"客户{number}",
        "stage": "developing",
        "owner": owner,
        "status": None,
        "tags": [],
        "recycled": False,
    }
    return CustomerCreated(customer_id=str(uuid4()), state=state)


def hear(side, events):
    """Applies events as the service's listener does."""

    def project(tx, batch):
        for method, kinds in _LISTENERS[side.name]:
            wanted = [each for each in batch if isinstance(each.event, kinds)]
            if wanted:
                method(side, tx, wanted if method is HearEvents.count_customers else [e.event for e in wanted])

    apply_events(side.database, events, project)


_COUNTED = tuple(each for each in EVENTS.values() if each.type.startswith("crm.") and each is not DigestTaken)
_LISTENERS = {
    "stats": [
        (HearEvents.count_customers, _COUNTED),
        (ReconcilingEntrypoints.reconcile_with_the_crm, (DigestTaken,)),
    ],
    "crm": [(DigestEntrypoints.tell_what_was_missed, (DifferenceFound,))],
}


def listen(side, company_id):
    found = side.takes(company_id)
    if found:
        hear(side, found)


def ask(side, company_id, statement):
    with side.database.system_transaction() as tx:
        tx.enter_company(company_id)
        return tx.connection.exec_driver_sql(statement).scalar_one()


def counted(side, company_id):
    return ask(side, company_id, "select count(*) from facts where kind = 'manual'")


def asked(side, company_id):
    return ask(side, company_id, f"select count(*) from outbox where type = '{DifferenceFound.type}'")


def digests(side, company_id):
    return ask(side, company_id, "select version from inbox_versions where aggregate = 'digest'")
