"""Calls to services: thread-safe, one deadline for everything, on Nameko's wire format.

The answer confirms the publishing, so publisher confirms, which would cost a frame per call, are not asked for; what
cannot be routed comes back at once as `Away`.
"""

import os
import time
from collections.abc import Mapping
from itertools import count
from threading import Lock, Semaphore
from typing import Any
from uuid import uuid4

from shared.kernel.errors import Away, Late, TooLarge
from shared.messaging import metrics
from shared.messaging.breaker import Breaker
from shared.messaging.broker import BROKER_ERRORS, LOST
from shared.messaging.rpc_link import RpcLink, Waiting
from shared.messaging.wire import MAX_RPC_BYTES, request_body, result_of

_RECONNECT_PAUSE = 0.5


class _Callee:
    """What the client remembers of one service: its breaker, and how many calls are in flight."""

    def __init__(self, service: str, *, places: int) -> None:
        self.breaker = Breaker()
        self.seconds = metrics.RPC_CALLS.labels(service)
        self.places = Semaphore(places)


class RpcClient:
    """Calls any service from any thread; connects with the first call, so that it may be made before a fork."""

    def __init__(self, url: str, *, caller: str, in_flight: int = 32) -> None:
        self._url = url
        self._caller = caller
        self._in_flight = in_flight
        self._callees: dict[str, _Callee] = {}
        self._link: RpcLink | None = None
        self._lock = Lock()
        self._rests_until = 0.0
        self._ids = count()
        self._prefix = uuid4().hex

    def call(
        self,
        service: str,
        method: str,
        arguments: Mapping[str, Any] | bytes,
        *,
        token: str,
        request_id: str,
        command_id: str | None = None,
        language: str = "zh-CN",
        traceparent: str | None = None,
        timeout: float = 2.5,
    ) -> bytes:
        """The service's answer as JSON bytes, unparsed.

        :raises RemoteError: the service refused  :raises Away: it is not there, or too busy, or the broker is away
        :raises Late: no answer within `timeout` seconds  :raises TooLarge: the arguments exceed 1 MB
        """
        body = request_body(arguments)
        if len(body) > MAX_RPC_BYTES:
            raise TooLarge
        headers = {
            "nameko.auth_token": token,
            "nameko.request_id": request_id,
            "nameko.language": language,
            "nameko.call_id_stack": [f"{self._caller}.{request_id}"],
        }
        if command_id is not None:
            headers["nameko.command_id"] = command_id
        if traceparent is not None:
            headers["nameko.traceparent"] = traceparent
        return result_of(self._exchange(service, f"{service}.{method}", body, headers=headers, timeout=timeout))

    def answers(self) -> bool:
        """Whether the broker can be reached now."""
        try:
            return not self._linked(until=time.monotonic() + 1).blocked
        except Away:
            return False

    def close(self) -> None:
        """Ends the connection; calls under way are told that the service is away."""
        with self._lock:
            if self._link:
                self._link.close()
            self._link = None

    def _exchange(self, service: str, key: str, body: bytes, *, headers: dict[str, Any], timeout: float) -> bytes:
        callee = self._callees.get(service)
        if callee is None:
            callee = self._callees.setdefault(service, _Callee(service, places=self._in_flight))
        if not callee.places.acquire(blocking=False):
            metrics.RPC_FAILURES.labels(service, "busy").inc()
            raise Away
        try:
            return self._try(callee, service, key, body, headers=headers, timeout=timeout)
        finally:
            callee.places.release()

    def _try(
        self, callee: _Callee, service: str, key: str, body: bytes, *, headers: dict[str, Any], timeout: float
    ) -> bytes:
        if not callee.breaker.admits():
            metrics.RPC_FAILURES.labels(service, "breaker").inc()
            raise Away
        started = time.monotonic()
        try:
            reply = self._send_and_wait(key, body, headers=headers, until=started + timeout)
        except (Away, Late) as error:
            callee.breaker.failed()
            metrics.RPC_FAILURES.labels(service, error.kind).inc()
            raise
        callee.breaker.succeeded()
        callee.seconds.observe(time.monotonic() - started)
        return reply

    def _send_and_wait(self, key: str, body: bytes, *, headers: dict[str, Any], until: float) -> bytes:
        link = self._linked(until=until)
        if link.blocked:
            raise Away
        left = until - time.monotonic()
        headers["nameko.deadline"] = int((time.time() + left) * 1000)
        waiting = Waiting(f"{self._prefix}{next(self._ids)}")
        try:
            link.send(waiting, body, key=key, headers=headers, left=left)
        except LOST as error:
            link.close()
            raise Away from error
        return link.wait(waiting, seconds=until - time.monotonic())

    def _linked(self, *, until: float) -> RpcLink:
        link = self._link
        if link is not None and link.alive:
            return link
        if not self._lock.acquire(timeout=max(0.0, until - time.monotonic())):
            raise Away
        try:
            if self._link is None or not self._link.alive:
                self._link = self._connect(until=until)
            return self._link
        finally:
            self._lock.release()

    def _connect(self, *, until: float) -> RpcLink:
        now = time.monotonic()
        if now < self._rests_until or now >= until:
            raise Away
        try:
            return RpcLink(self._url, name=f"{self._caller} {os.getpid()} calls", timeout=min(until - now, 2.0))
        except BROKER_ERRORS as error:
            self._rests_until = time.monotonic() + _RECONNECT_PAUSE
            raise Away from error
