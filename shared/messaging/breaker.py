"""A breaker: after several failures in a row a service is left alone for a moment, then tried with one call.

Failures count for some seconds only: whoever asks after a quiet while is not refused for what happened before.
"""

from collections.abc import Callable
from threading import Lock
from time import monotonic


class Breaker:
    """Says whether a call is worth trying now."""

    def __init__(
        self,
        *,
        failures: int = 5,
        rest_seconds: float = 1.0,
        counts_seconds: float = 5.0,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._limit = failures
        self._rest = rest_seconds
        self._counts = counts_seconds
        self._clock = clock
        self._failures = 0
        self._closed_until = 0.0
        self._count_until = 0.0
        self._lock = Lock()

    @property
    def open(self) -> bool:
        return self._failures >= self._limit

    def admits(self) -> bool:
        """True when calls flow; when open, True once per rest, for the call that probes."""
        if not self.open:
            return True
        with self._lock:
            now = self._clock()
            if now < self._closed_until:
                return False
            if now >= self._count_until:
                self._failures = 0
            else:
                self._closed_until = now + self._rest
            return True

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        with self._lock:
            now = self._clock()
            self._failures = self._failures + 1 if now < self._count_until else 1
            self._closed_until, self._count_until = now + self._rest, now + self._counts
