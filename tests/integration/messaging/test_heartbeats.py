"""What a relay promises: no event from before the moment it names can come any more."""

from datetime import datetime, timedelta
from threading import Thread
from uuid import uuid4

import pytest
from psycopg2 import connect

from shared.contracts.gateway.events import CompanyFounded
from shared.contracts.partitions import partition_of
from shared.kernel.envelope import Envelope
from shared.messaging import promise as promises
from shared.messaging.broker import BrokerConnection
from shared.messaging.heartbeat import Heartbeat, is_heartbeat
from shared.messaging.promise import MARGIN, Promise
from shared.messaging.relay import Relay
from shared.messaging.topology import declare, queue_of
from shared.testing.eventually import eventually
from tests.integration.messaging.senders import write_events


@pytest.fixture(autouse=True)
def often(monkeypatch):
    monkeypatch.setattr(promises, "EVERY_SECONDS", 0.0)
    monkeypatch.setattr(promises, "LOOK_SECONDS", 0.0)


@pytest.fixture
def cursor(addresses):
    connection = connect(addresses.system)
    connection.autocommit = True
    yield connection.cursor()
    connection.close()


def promised(promise, cursor):
    promise.look(cursor)
    return promise.take()


class TestPromise:
    def test_is_the_present_less_a_margin_when_nobody_writes(self, cursor, addresses):
        moment = promised(Promise(), cursor)

        (now,) = addresses.rows("select clock_timestamp()")[0]
        assert timedelta() < now - MARGIN - moment < timedelta(seconds=5)

    def test_waits_for_a_transaction_that_may_still_tell_something_earlier(self, cursor, database):
        promise = Promise()
        with database.system_transaction() as tx:
            tx.enter_company(str(uuid4()))
            written = tx.now  # read, not written, so that it has no number among writers
            assert promised(promise, cursor) is None
            tx.publish(CompanyFounded(company_id=tx.company_id, name="快启", time_zone="Asia/Shanghai"), version=1)
            assert promised(promise, cursor) is None
        moment = promised(promise, cursor)

        assert moment is not None
        assert moment > written - MARGIN, "of the event's own time nothing was promised before it was in sight"

    def test_does_not_wait_for_what_began_later(self, cursor, database):
        promise = Promise()
        with database.system_transaction() as first:
            first.enter_company(str(uuid4()))
            promise.look(cursor)
        with database.system_transaction() as second:
            second.enter_company(str(uuid4()))
            moment = promised(promise, cursor)

            assert moment is not None
            assert moment < second.now


class TestRelay:
    def test_sends_to_each_partition_no_promise_that_an_event_behind_it_breaks(
        self, addresses, database, gateway_url, amqp_url
    ):
        declare(amqp_url, services=["stats", "office"])
        company_id, found = str(uuid4()), []
        relay = Relay(addresses.system, gateway_url, name="gateway")
        thread = Thread(target=relay.run)
        thread.start()
        try:
            for number in range(50):
                write_events(database, company_id, [number + 1])
            with BrokerConnection(amqp_url, name="test reader") as connection:
                channel = connection.open_channel()
                for partition in range(8):
                    channel.basic_consume(queue_of("stats", partition=partition), no_ack=True, callback=found.append)
                eventually(lambda: connection.read(wait=0.1) and _promised_to_all(found))
        finally:
            relay.stop()
            thread.join()

        promised = {}
        for message in found:
            key = message.delivery_info["routing_key"]
            if is_heartbeat(key):
                beat = Heartbeat.read(key, message.body)
                promised[beat.partition] = beat.up_to
            else:
                occurred_at = datetime.fromisoformat(Envelope.from_bytes(message.body).occurred_at)
                before = promised.get(partition_of(company_id))
                assert before is None or occurred_at >= before


def _promised_to_all(found):
    """Whether all events are there, and behind them a heartbeat of each partition."""
    keys = [message.delivery_info["routing_key"] for message in found]
    events = [number for number, key in enumerate(keys) if not is_heartbeat(key)]
    return len(events) == 50 and len({key for key in keys[events[-1] :] if is_heartbeat(key)}) == 8
