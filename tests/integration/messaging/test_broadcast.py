"""Hints reach who listens, and never hold up who tells."""

import time

import orjson
import pytest

from shared.messaging.broadcast import Broadcast
from shared.messaging.broker import BrokerConnection
from shared.messaging.topology import BROADCAST_EXCHANGE, declare
from shared.testing.eventually import eventually
from tools.devstack.ports import free_ports


@pytest.fixture
def heard(amqp_url):
    """What arrives for company `c1`, as (key, body)."""
    declare(amqp_url, services=())
    found = []
    with BrokerConnection(amqp_url, name="listening").open() as connection:
        channel = connection.open_channel()
        queue = channel.queue_declare("", exclusive=True).queue
        channel.queue_bind(queue, BROADCAST_EXCHANGE, "c1.#")
        channel.basic_consume(
            queue, no_ack=True, callback=lambda m: found.append((m.delivery_info["routing_key"], orjson.loads(m.body)))
        )

        def ask():
            connection.read(wait=0.1)
            return found

        yield ask


class TestBroadcast:
    def test_tells_an_employee_or_everybody(self, vhosts, vhost, heard):
        broadcast = Broadcast(vhosts.url(vhost, account="crm"))

        broadcast.tell(company_id="c1", employee_id="e1", name="job", body={"done": 1})
        broadcast.tell(company_id="c2", employee_id=None, name="counters", body={})
        broadcast.tell(company_id="c1", employee_id=None, name="counters", body={"pool": 2})

        assert eventually(lambda: len(heard()) == 2)
        assert heard() == [("c1.e1.job", {"done": 1}), ("c1.all.counters", {"pool": 2})]

    def test_does_not_wait_for_a_broker_that_is_away(self):
        broadcast = Broadcast(f"amqp://nobody:x@127.0.0.1:{free_ports(1)[0]}/")
        started = time.monotonic()

        for _ in range(5_000):
            broadcast.tell(company_id="c1", employee_id=None, name="counters", body={})

        assert time.monotonic() - started < 0.2
