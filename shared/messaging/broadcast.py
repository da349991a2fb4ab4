"""Hints to live streams, where loss is harmless: job progress, counters, what to fetch again.

A thread of its own sends them, so that telling never waits for the broker.
"""

import time
from collections.abc import Mapping
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Lock, Thread
from typing import Any

import orjson

from shared.logging import get_logger
from shared.messaging.broker import LOST, BrokerConnection, publish
from shared.messaging.topology import BROADCAST_EXCHANGE

log = get_logger()
EVERYBODY = "all"
_WAITING, _PAUSE_SECONDS, _KEPT_MS = 1_000, 1.0, "10000"


def broadcast_key(*, company_id: str, employee_id: str | None, name: str) -> str:
    return f"{company_id}.{employee_id or EVERYBODY}.{name}"


class Broadcast:
    """Tells an employee, or the whole company when none is named; connects with the first hint."""

    def __init__(self, url: str, *, name: str = "broadcast") -> None:
        self._url = url
        self._name = name
        self._hints: Queue[tuple[str, bytes]] = Queue(_WAITING)
        self._starting = Lock()
        self._thread: Thread | None = None

    def tell(self, *, company_id: str, employee_id: str | None, name: str, body: Mapping[str, Any]) -> None:
        """Returns at once and never raises for the broker's sake; what cannot be sent now is dropped."""
        key = broadcast_key(company_id=company_id, employee_id=employee_id, name=name)
        with suppress(Full):
            self._hints.put_nowait((key, orjson.dumps(body)))
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    self._thread = Thread(target=self._run, name=self._name, daemon=True)
                    self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                self._send(BrokerConnection(self._url, name=self._name).open())
            except LOST as error:
                log.info("broadcast.lost", reason=f"{type(error).__name__}: {error}")
                time.sleep(_PAUSE_SECONDS)
                self._forget()

    def _send(self, connection: BrokerConnection) -> None:
        """:raises OSError: the broker went away  :raises AMQPError: it closed"""
        try:
            channel = connection.open_channel()
            while True:
                connection.read(wait=0.001)
                try:
                    key, body = self._hints.get(timeout=1)
                except Empty:
                    continue
                publish(channel, body, exchange=BROADCAST_EXCHANGE, routing_key=key, expiration=_KEPT_MS)
        finally:
            connection.discard()

    def _forget(self) -> None:
        """Hints that waited for a broker that was away are stale."""
        with suppress(Empty):
            while True:
                self._hints.get_nowait()
