"""Gives parked events back to a service after a fix: `python -m shared.messaging.replay stats`.

Applied once like any other, since the inbox knows what was applied. What came from a wrong sender stays parked.
"""

import os
import sys

import psycopg2

from shared.messaging.broker import BrokerConnection, publish
from shared.messaging.topology import parking_of

_SELECT = (
    "select id, routing_key, body from parked where replayed_at is null and reason not like 'wrong sender%' "
    "order by parked_at for update"
)

_MARK = "update parked set replayed_at = now() where id::text = any(%s)"


def replay(service: str, *, database_url: str, broker_url: str) -> int:
    """Publishes to the service's own queues, confirmed, then marks as replayed; returns how many.

    The copies in the parking queue have then served and are removed.
    """
    connection = psycopg2.connect(database_url)
    try:
        with connection, connection.cursor() as cursor, BrokerConnection(broker_url, name="replay") as broker:
            channel = broker.channel()
            channel.confirm_select()
            cursor.execute(_SELECT)
            rows = cursor.fetchall()
            for event_id, routing_key, body in rows:
                publish(
                    channel,
                    bytes(body),
                    exchange="",
                    routing_key=f"{service}.events.{routing_key.split('.')[0]}",
                    message_id=str(event_id),
                    user_id=broker.user,
                    delivery_mode=2,
                )
            _settle(broker, channel, len(rows))
            cursor.execute(_MARK, ([str(row[0]) for row in rows],))
            channel.queue_purge(parking_of(service))
            return len(rows)
    finally:
        connection.close()


def _settle(broker: BrokerConnection, channel: object, sent: int) -> None:
    confirmed = 0

    def on_ack(tag: int, multiple: bool) -> None:  # noqa: ARG001, FBT001  # py-amqp's callback
        nonlocal confirmed
        confirmed = tag

    channel.events["basic_ack"].add(on_ack)  # type: ignore[attr-defined]  # py-amqp's channel
    while confirmed < sent:
        broker.read()


if __name__ == "__main__":
    count = replay(
        sys.argv[1],
        database_url=os.environ["KUAIQI_SYSTEM_DATABASE_URL"],
        broker_url=os.environ["AMQP_URL"],
    )
    sys.stdout.write(f"{count} events given back to {sys.argv[1]}\n")
