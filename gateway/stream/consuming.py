"""Hears the CRM's events, new targets and the broadcasts for all streams of this process, on one exclusive queue."""

import time
from threading import Thread
from typing import Any

import orjson

from gateway.stream.hub import Hub, News
from shared.logging import get_logger
from shared.messaging.broadcast import EVERYBODY
from shared.messaging.broker import LOST, BrokerConnection
from shared.messaging.topology import BROADCAST_EXCHANGE, EVENTS_EXCHANGE

log = get_logger()
_HEARD = ((EVENTS_EXCHANGE, "*.crm.#"), (EVENTS_EXCHANGE, "*.stats.target.#"), (BROADCAST_EXCHANGE, "#"))
_TOLD_EVERY, _PAUSE = 2.0, 1.0
# A process that is stopped for long need not be told the past.
_QUEUE = {"x-max-length": 10_000, "x-message-ttl": 30_000}


class Consumer:
    """Connects, listens, and does so again when the connection is lost; what was missed is missed."""

    def __init__(self, url: str, *, hub: Hub) -> None:
        self._url = url
        self._hub = hub
        self._stopping = False
        self._told = 0.0
        self._connection: BrokerConnection | None = None

    def start(self) -> None:
        Thread(target=self.run, name="stream", daemon=True).start()

    def run(self) -> None:
        """Returns within a second of `stop`."""
        while not self._stopping:
            try:
                self._listen()
            except LOST as error:
                if self._is_stopping():
                    return
                log.warning("stream.lost", reason=f"{type(error).__name__}: {error}")
                time.sleep(_PAUSE)

    def stop(self) -> None:
        self._stopping = True

    def _is_stopping(self) -> bool:
        return self._stopping

    def _listen(self) -> None:
        connection = BrokerConnection(self._url, name="gateway stream").open()
        try:
            channel = connection.open_channel()
            queue = channel.queue_declare("", exclusive=True, auto_delete=True, arguments=_QUEUE).queue
            for exchange, pattern in _HEARD:
                channel.queue_bind(queue, exchange, pattern)
            channel.basic_consume(queue, no_ack=True, callback=self._hear)
            while not self._is_stopping():
                connection.read()
                self._tell_changes()
        finally:
            connection.discard()

    def _tell_changes(self) -> None:
        now = time.monotonic()
        if now - self._told >= _TOLD_EVERY:
            self._told = now
            self._hub.tell_changes()

    def _hear(self, message: Any) -> None:
        try:
            self._pass_on(message)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("stream.unreadable", reason=f"{type(error).__name__}: {error}")

    def _pass_on(self, message: Any) -> None:
        key, body = message.delivery_info["routing_key"], orjson.loads(message.body)
        if message.delivery_info["exchange"] == EVENTS_EXCHANGE:
            self._hub.note_change(
                company_id=body["company_id"], aggregate=body["aggregate"], aggregate_id=body["aggregate_id"]
            )
            return
        company_id, employee_id, name = key.split(".", 2)
        to = None if employee_id == EVERYBODY else employee_id
        self._hub.tell(company_id=company_id, employee_id=to, news=News(name, body))
