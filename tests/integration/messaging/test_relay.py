from threading import Thread
from uuid import uuid4

import pytest
from sqlalchemy import text

from shared.contracts.partitions import partition_of
from shared.kernel.envelope import Envelope
from shared.messaging.broker import BrokerConnection
from shared.messaging.relay import Relay
from shared.messaging.topology import declare, queue_of
from shared.testing.eventually import eventually
from tests.integration.messaging.senders import write_events

_COMPANY = text("insert into companies (company_id, name, time_zone) values (:company, '快启', 'Asia/Shanghai')")
_COMMAND = text(
    "insert into commands (company_id, employee_id, id, fingerprint, made_at) "
    "values (:company, :key, :key, '', now() - make_interval(days => :days))"
)
_HEARD = text(
    "insert into inbox (company_id, event_id, received_at) "
    "values (:company, :key, now() - make_interval(days => :days))"
)


@pytest.fixture
def relay(addresses, gateway_url):
    made = Relay(addresses.system, gateway_url, name="gateway")
    thread = Thread(target=made.run)
    thread.start()
    yield made
    made.stop()
    thread.join(timeout=5)
    assert not thread.is_alive()


def arrived(url, company_id):
    """Takes what lies in the company's queue."""
    found = []
    with BrokerConnection(url, name="test reader") as connection:
        channel = connection.open_channel()
        queue = queue_of("office", partition=partition_of(company_id))
        channel.basic_consume(queue, no_ack=True, callback=found.append)
        while connection.read(wait=0.5):
            pass
    return found


def unpublished(addresses):
    return addresses.rows("select count(*) from outbox where published_at is null")[0][0]


def remember(database, company_id, *, days):
    """A command that was carried out and an event that was heard, so many days ago."""
    values = {"company": company_id, "key": str(uuid4()), "days": days}
    with database.system_transaction() as tx:
        tx.enter_company(company_id)
        tx.session.execute(_COMPANY, values)
        tx.session.execute(_COMMAND, values)
        tx.session.execute(_HEARD, values)


def remembered(database, company_id):
    with database.system_transaction() as tx:
        tx.enter_company(company_id)
        return [tx.session.scalar(text(f"select count(*) from {table}")) for table in ("commands", "inbox")]


class TestTidying:
    def test_forgets_what_has_served_its_time(self, database, relay):
        old, fresh = str(uuid4()), str(uuid4())

        remember(database, fresh, days=6)
        remember(database, old, days=31)
        relay.stop()  # the next one begins its round at once

        assert remembered(database, fresh) == [1, 1]
        tidied = []

        def also(company_id):
            tidied.append(company_id)
            raise FileNotFoundError(company_id)  # whatever it is, the round goes on

        with_another = Relay(relay._database_url, relay._broker_url, name="gateway", also=also)
        thread = Thread(target=with_another.run)
        thread.start()
        try:
            eventually(lambda: remembered(database, old) == [0, 0])
            eventually(lambda: {old, fresh} <= set(tidied))
        finally:
            with_another.stop()
            thread.join()
        assert remembered(database, fresh) == [1, 1]


class TestRelay:
    def test_publishes_each_once_in_order_and_marks_it(self, relay, database, addresses, declared, purged):
        company_id = str(uuid4())

        for version in range(1, 501):
            write_events(database, company_id, [version])
        eventually(lambda: unpublished(addresses) == 0)

        versions = [Envelope.from_bytes(each.body).aggregate_version for each in arrived(declared, company_id)]
        assert versions == list(range(1, 501))

    def test_says_who_sent_what(self, relay, database, addresses, declared, purged):
        company_id = str(uuid4())

        write_events(database, company_id, [1])
        eventually(lambda: unpublished(addresses) == 0)

        (message,) = arrived(declared, company_id)
        envelope = Envelope.from_bytes(message.body)
        assert message.properties["message_id"] == envelope.id
        assert message.properties["type"] == envelope.type == "gateway.company.founded"
        assert message.properties["user_id"] == "gateway"
        assert message.properties["delivery_mode"] == 2

    def test_keeps_what_no_queue_took_and_sends_it_when_there_is_one(
        self, relay, database, addresses, declared, purged, vhosts, vhost
    ):
        company_id = str(uuid4())
        vhosts.ask("DELETE", f"/queues/{vhost}/{queue_of('office', partition=partition_of(company_id))}")
        write_events(database, company_id, [1])
        eventually(lambda: relay.oldest_seconds > 1)
        assert unpublished(addresses) == 1

        declare(declared, services=["office"])
        eventually(lambda: unpublished(addresses) == 0)

        assert len(arrived(declared, company_id)) == 1

    def test_leads_alone(self, relay, addresses, gateway_url):
        eventually(lambda: relay.leads)
        second = Relay(addresses.system, gateway_url, name="gateway")
        thread = Thread(target=second.run)
        thread.start()
        try:
            assert not second.leads
            relay.stop()

            assert eventually(lambda: second.leads)
        finally:
            second.stop()
            thread.join()

    def test_goes_on_after_its_database_connection_was_ended(self, relay, database, addresses, declared, purged):
        eventually(lambda: relay.leads)
        addresses.rows(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gateway relay'"
        )

        company_id = str(uuid4())
        write_events(database, company_id, [1])

        eventually(lambda: unpublished(addresses) == 0)
