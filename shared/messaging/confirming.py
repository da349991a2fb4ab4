"""A publishing channel with pipelined confirms: many events in flight, each known to have arrived or not."""

from time import monotonic
from typing import Any

from amqp.exceptions import ConnectionForced

from shared.messaging.broker import BrokerConnection, publish
from shared.messaging.topology import EVENTS_EXCHANGE, is_heard

IN_FLIGHT = 200
DEADLINE_SECONDS = 8.0


class ConfirmingPublisher:
    """Publishes events and collects what the broker says of each, by its place in the outbox."""

    def __init__(self, url: str, *, name: str) -> None:
        self._connection = BrokerConnection(url, name=name).open()
        self._channel = self._connection.open_channel()
        self._channel.confirm_select()
        events = self._channel.events
        events["basic_ack"].add(self._on_ack)
        events["basic_nack"].add(self._on_nack)
        events["basic_return"].add(self._on_return)
        self._user = self._connection.user
        self._sent = 0
        self._in_flight: dict[int, int] = {}
        self._ids: dict[str, int] = {}
        self._confirmed: list[int] = []
        self._unrouted: set[int] = set()

    def send(self, seq: int, *, event_id: str, event_type: str, routing_key: str, body: bytes) -> None:
        """Puts an event on its way; waits while 200 are under way.

        :raises AMQPError: the broker closed or did not confirm within the deadline  :raises OSError: the network did
        """
        self._until(IN_FLIGHT - 1)
        self._sent += 1
        self._in_flight[self._sent] = seq
        self._ids[event_id] = seq
        publish(
            self._channel,
            body,
            exchange=EVENTS_EXCHANGE,
            routing_key=routing_key,
            mandatory=is_heard(event_type),
            message_id=event_id,
            type=event_type,
            user_id=self._user,
            delivery_mode=2,
        )

    def settle(self) -> tuple[list[int], set[int]]:
        """Waits for all answers: the places confirmed, and those that reached no queue."""
        self._until(0)
        confirmed = [seq for seq in self._confirmed if seq not in self._unrouted]
        unrouted = self._unrouted
        self._confirmed, self._unrouted, self._ids = [], set(), {}
        return confirmed, unrouted

    def keep_alive(self) -> None:
        """Takes in what came, heartbeats among it; does not wait."""
        while self._connection.read(wait=0.001):
            pass

    def close(self) -> None:
        self._connection.discard()

    def _until(self, in_flight: int) -> None:
        deadline = monotonic() + DEADLINE_SECONDS
        while len(self._in_flight) > in_flight:
            self._connection.read()
            if monotonic() > deadline:
                raise ConnectionForced("the broker does not confirm")

    def _settled(self, tag: int, multiple: bool) -> list[int]:  # noqa: FBT001  # the broker's flag
        tags = [each for each in self._in_flight if each <= tag] if multiple else [tag]
        return [self._in_flight.pop(each) for each in tags if each in self._in_flight]

    def _on_ack(self, tag: int, multiple: bool) -> None:  # noqa: FBT001  # py-amqp's callback
        self._confirmed.extend(self._settled(tag, multiple))

    def _on_nack(self, tag: int, multiple: bool) -> None:  # noqa: FBT001  # py-amqp's callback
        self._unrouted.update(self._settled(tag, multiple))

    def _on_return(self, _error: Exception, _exchange: str, _key: str, message: Any) -> None:
        self._unrouted.add(self._ids[message.properties["message_id"]])
