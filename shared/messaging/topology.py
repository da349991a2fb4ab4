"""Exchanges, queues and bindings of the bus, declared by `python -m shared.messaging.topology`, as often as one likes.

Run before any producer starts. Per listening service and partition one quorum queue with a single active consumer;
what cannot be applied goes to the service's parking queue.
"""

import os
import sys
from collections.abc import Iterable
from typing import Any

from shared.contracts.listeners import LISTENS
from shared.contracts.partitions import PARTITIONS
from shared.messaging.broker import BrokerConnection
from shared.messaging.wire import RPC_EXCHANGE

EVENTS_EXCHANGE, PARKING_EXCHANGE = "kuaiqi.events", "kuaiqi.parking"
# Hints for live streams, where loss is harmless.
BROADCAST_EXCHANGE = "kuaiqi.broadcast"
# A low limit would park healthy messages that were only prefetched when a consumer crashed.
DELIVERY_LIMIT = 200


def queue_of(service: str, *, partition: int) -> str:
    return f"{service}.events.p{partition}"


def parking_of(service: str) -> str:
    return f"{service}.parking"


def is_heard(event_type: str) -> bool:
    """Whether any service listens to this type; one that nobody hears need not reach a queue."""
    return any(_matches(pattern, event_type) for patterns in LISTENS.values() for pattern in patterns)


def _matches(pattern: str, event_type: str) -> bool:
    if pattern.endswith(".#"):
        return event_type == pattern[:-2] or event_type.startswith(pattern[:-1])
    return pattern == event_type


def declare(url: str, *, services: Iterable[str] = tuple(LISTENS)) -> None:
    """Declares everything for the services; what is there already stays as it is."""
    with BrokerConnection(url, name="topology", timeout=10) as connection:
        channel = connection.channel()
        for exchange in (EVENTS_EXCHANGE, PARKING_EXCHANGE, BROADCAST_EXCHANGE, RPC_EXCHANGE):
            channel.exchange_declare(exchange, "topic", durable=True, auto_delete=False)
        for service in services:
            _declare_service(channel, service)


def _declare_service(channel: Any, service: str) -> None:
    channel.queue_declare(parking_of(service), durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
    channel.queue_bind(parking_of(service), PARKING_EXCHANGE, parking_of(service))
    for partition in range(PARTITIONS):
        queue = queue_of(service, partition=partition)
        channel.queue_declare(queue, durable=True, auto_delete=False, arguments=_arguments(service))
        for pattern in LISTENS[service]:
            channel.queue_bind(queue, EVENTS_EXCHANGE, f"p{partition}.{pattern}")


def _arguments(service: str) -> dict[str, Any]:
    return {
        "x-queue-type": "quorum",
        "x-single-active-consumer": True,
        "x-delivery-limit": DELIVERY_LIMIT,
        "x-dead-letter-exchange": PARKING_EXCHANGE,
        "x-dead-letter-routing-key": parking_of(service),
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
    }


if __name__ == "__main__":
    declare(os.environ["AMQP_URL"], services=sys.argv[1:] or tuple(LISTENS))
