"""How fast one employee may ask: generous for a person with many windows, too slow for a runaway program.

Counted per process and in memory, so it costs nothing; what guesses could break is throttled in the database
(gateway/access/throttle.py).
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from shared.kernel.errors import TooMany

EMPLOYEE_RATE, _BURST_SECONDS, _REMEMBERED = 50.0, 4, 10_000


class TooManyRequests(TooMany):
    """One employee asks faster than any person."""

    code = "requests.too_many"


class Rates:
    """A token bucket per employee: `rate` a second, four seconds' worth at once; 0 switches it off."""

    def __init__(self, rate: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._most = rate * _BURST_SECONDS
        self._clock = clock
        self._lock = Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, employee_id: str) -> None:
        """:raises TooManyRequests: the bucket is empty"""
        if not self._rate:
            return
        now = self._clock()
        with self._lock:
            left, at = self._buckets.pop(employee_id, (self._most, now))
            left = min(self._most, left + (now - at) * self._rate)
            enough = left >= 1
            self._buckets[employee_id] = (left - 1 if enough else left, now)
            if len(self._buckets) > _REMEMBERED:
                self._buckets.popitem(last=False)
        if not enough:
            raise TooManyRequests(retry_after=1)
