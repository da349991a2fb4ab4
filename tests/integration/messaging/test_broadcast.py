"""Hints reach who listens, and never hold up who tells."""

import threading
import time
from collections.abc import Callable, Iterator
from unittest.mock import patch
from uuid import uuid4

import orjson
import pytest

from shared.messaging import broadcast as broadcasting
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


@pytest.fixture
def broadcast_to() -> Iterator[Callable[[str], Broadcast]]:
    """Makes broadcasts by address, and closes them."""
    made: list[Broadcast] = []

    def make(url: str) -> Broadcast:
        made.append(Broadcast(url, name=f"broadcast {uuid4()}"))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def nobody_listens() -> str:
    return f"amqp://nobody:x@127.0.0.1:{free_ports(1)[0]}/"


def tell(broadcast: Broadcast, **body: int) -> None:
    broadcast.tell(company_id="c1", employee_id=None, name="counters", body=body)


class TestBroadcast:
    def test_tells_an_employee_or_everybody(self, vhosts, vhost, heard, broadcast_to):
        broadcast = broadcast_to(vhosts.url(vhost, account="crm"))

        broadcast.tell(company_id="c1", employee_id="e1", name="job", body={"done": 1})
        broadcast.tell(company_id="c2", employee_id=None, name="counters", body={})
        broadcast.tell(company_id="c1", employee_id=None, name="counters", body={"pool": 2})

        assert eventually(lambda: len(heard()) == 2)
        assert heard() == [("c1.e1.job", {"done": 1}), ("c1.all.counters", {"pool": 2})]

    def test_does_not_wait_for_a_broker_that_is_away(self, broadcast_to, nobody_listens):
        broadcast = broadcast_to(nobody_listens)
        started = time.monotonic()

        for number in range(5_000):
            tell(broadcast, number=number)

        assert time.monotonic() - started < 0.2

    def test_tells_of_an_outage_once_and_connects_for_a_hint_alone(self, broadcast_to, nobody_listens):
        with (
            patch.object(broadcasting, "_PAUSE_SECONDS", 0),
            patch.object(broadcasting, "BrokerConnection", side_effect=OSError("away")) as connected,
            patch.object(broadcasting, "log") as log,
        ):
            broadcast = broadcast_to(nobody_listens)
            for tries in (1, 2):
                tell(broadcast)
                eventually(lambda tries=tries: connected.call_count == tries)

        assert log.info.call_count == 1

    def test_tells_again_after_an_outage(self, vhosts, vhost, heard, broadcast_to):
        with patch.object(broadcasting, "_PAUSE_SECONDS", 0):
            with patch.object(broadcasting, "BrokerConnection", side_effect=OSError("away")) as connected:
                broadcast = broadcast_to(vhosts.url(vhost, account="crm"))
                tell(broadcast)
                eventually(lambda: connected.called)

            def told() -> bool:
                tell(broadcast, pool=2)
                return ("c1.all.counters", {"pool": 2}) in heard()

            assert eventually(told)

    def test_ends_its_thread_when_closed(self, vhosts, vhost, heard):
        broadcast = Broadcast(vhosts.url(vhost, account="crm"), name="to be closed")
        tell(broadcast)
        eventually(heard)

        broadcast.close()

        assert "to be closed" not in {thread.name for thread in threading.enumerate()}

    def test_may_be_closed_without_ever_having_told(self, nobody_listens):
        Broadcast(nobody_listens).close()
