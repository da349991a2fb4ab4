"""Keeps a consuming connection to the broker alive in the service's event loop, for as long as the service runs."""

from collections.abc import Callable
from typing import Any

import eventlet

from shared.logging import get_logger
from shared.messaging.broker import LOST, BrokerConnection

log = get_logger()
_PAUSES = (0.1, 0.2, 0.5, 1.0)


class Reader:
    """Connects, subscribes, reads; when the connection is lost does so again, with growing pauses."""

    def __init__(self, url: str, *, name: str, subscribe: Callable[[Any], None]) -> None:
        self._url = url
        self._name = name
        self._subscribe = subscribe
        self._closed = False
        self._connection: BrokerConnection | None = None
        self._channel: Any = None
        self.connected = False

    def run(self) -> None:
        """Returns after `close`."""
        failures = 0
        while not self._closed:
            try:
                connection = self._connect()
                failures = 0
                self._read(connection)
            except LOST as error:
                self.connected = False
                if self._is_closed():
                    return
                log.warning("broker.lost", connection=self._name, reason=f"{type(error).__name__}: {error}")
                self._discard()
                eventlet.sleep(_PAUSES[min(failures, len(_PAUSES) - 1)])
                failures += 1

    def cancel(self, *consumer_tags: str) -> None:
        """Asks for no more messages."""
        try:
            for tag in consumer_tags:
                if self.connected:
                    self._channel.basic_cancel(tag, nowait=True)
        except LOST:
            log.warning("broker.lost", connection=self._name, reason="while cancelling")

    def close(self) -> None:
        """Ends the connection; what was not acknowledged goes to others."""
        self._closed = True
        self.connected = False
        if self._connection is not None:
            self._connection.cut()

    def _is_closed(self) -> bool:
        return self._closed

    def _read(self, connection: BrokerConnection) -> None:
        while not self._closed:
            connection.read()

    def _connect(self) -> BrokerConnection:
        self._connection = connection = BrokerConnection(self._url, name=self._name).open()
        self._channel = connection.open_channel()
        self._subscribe(self._channel)
        self.connected = True
        return connection

    def _discard(self) -> None:
        if self._connection is not None:
            self._connection.discard()
