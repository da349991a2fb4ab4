"""Hints to live streams, where loss is harmless: job progress, counters, what to fetch again.

A thread of its own sends them, so that telling never waits for the broker.
"""

from collections.abc import Mapping
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Lock, Thread
from typing import Any

import orjson

from shared.logging import get_logger
from shared.messaging.broker import LOST, BrokerConnection, publish
from shared.messaging.topology import BROADCAST_EXCHANGE

log = get_logger()
EVERYBODY = "all"
_WAITING, _TICK_SECONDS, _PAUSE_SECONDS, _KEPT_MS = 1_000, 1.0, 1.0, "10000"
_Hint = tuple[str, bytes]


def broadcast_key(*, company_id: str, employee_id: str | None, name: str) -> str:
    return f"{company_id}.{employee_id or EVERYBODY}.{name}"


class Broadcast:
    """Tells an employee, or the whole company when none is named; connected while there is something to tell."""

    def __init__(self, url: str, *, name: str = "broadcast") -> None:
        self._url = url
        self._name = name
        self._hints: Queue[_Hint | None] = Queue(_WAITING)
        self._starting = Lock()
        self._thread: Thread | None = None
        self._closed = Event()
        self._lost = False

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

    def close(self) -> None:
        """Ends the connection and the thread; what still waits is dropped."""
        self._closed.set()
        with suppress(Full):
            self._hints.put_nowait(None)
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._closed.is_set():
            first = self._hints.get()
            try:
                self._send(first)
            except LOST as error:
                self._note_loss(error)
                self._closed.wait(_PAUSE_SECONDS)
                self._forget()

    def _send(self, hint: _Hint | None) -> None:
        """From the first hint on, until closed.

        :raises OSError: the broker went away  :raises AMQPError: it closed
        """
        if hint is None or self._closed.is_set():
            return
        connection = BrokerConnection(self._url, name=self._name)
        try:
            channel = connection.open().open_channel()
            while not self._closed.is_set():
                if hint is not None:
                    key, body = hint
                    publish(channel, body, exchange=BROADCAST_EXCHANGE, routing_key=key, expiration=_KEPT_MS)
                connection.read(wait=0.001)
                self._lost = False
                hint = self._next()
        finally:
            connection.discard()

    def _next(self) -> _Hint | None:
        with suppress(Empty):
            return self._hints.get(timeout=_TICK_SECONDS)
        return None

    def _note_loss(self, error: BaseException) -> None:
        """Once per outage, however many hints are dropped meanwhile."""
        if not self._lost:
            self._lost = True
            log.info("broadcast.lost", reason=f"{type(error).__name__}: {error}")

    def _forget(self) -> None:
        """Hints that waited for a broker that was away are stale."""
        with suppress(Empty):
            while True:
                self._hints.get_nowait()
