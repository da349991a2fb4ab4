"""Hands news to the open streams of this process: bounded, and never waiting for one that is slow."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Condition, Lock
from typing import Any

from shared.kernel.errors import Away

MAX_STREAMS, _KEPT, _MOST_IDS = 64, 200, 200


class TooManyStreams(Away):
    """The process has as many streams as it bears; another one may have room."""

    code = "stream.full"
    messages = {"zh-CN": "实时连接过多，请稍后重试", "en": "Too many live streams; try again shortly"}


@dataclass(frozen=True)
class News:
    name: str
    body: Any


@dataclass(eq=False)
class Listener:
    """One open stream; what it cannot take in time is dropped, oldest first."""

    company_id: str
    employee_id: str
    _news: deque[News] = field(default_factory=lambda: deque(maxlen=_KEPT))
    _changed: Condition = field(default_factory=Condition)
    closed: bool = False

    def tell(self, news: News) -> None:
        with self._changed:
            self._news.append(news)
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self.closed = True
            self._changed.notify()

    def wait(self, seconds: float) -> list[News]:
        """What came, or nothing after that time or when it was closed."""
        with self._changed:
            if not self._news and not self.closed:
                self._changed.wait(seconds)
            taken = list(self._news)
            self._news.clear()
            return taken


class Hub:
    """Who listens, by company."""

    def __init__(self, *, most: int = MAX_STREAMS) -> None:
        self._most = most
        self._lock = Lock()
        self._listeners: dict[str, set[Listener]] = {}
        self._changed: dict[str, dict[str, set[str]]] = {}
        self._closed = False

    def open(self, *, company_id: str, employee_id: str) -> Listener:
        """:raises TooManyStreams: there is no room"""
        with self._lock:
            if self._closed or sum(map(len, self._listeners.values())) >= self._most:
                raise TooManyStreams(retry_after=10)
            listener = Listener(company_id, employee_id)
            self._listeners.setdefault(company_id, set()).add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        with self._lock:
            left = self._listeners.get(listener.company_id, set())
            left.discard(listener)
            if not left:
                self._listeners.pop(listener.company_id, None)
                self._changed.pop(listener.company_id, None)

    def tell(self, *, company_id: str, employee_id: str | None, news: News) -> None:
        """To one employee, or to the whole company."""
        for listener in self._of(company_id):
            if employee_id is None or listener.employee_id == employee_id:
                listener.tell(news)

    def note_change(self, *, company_id: str, aggregate: str, aggregate_id: str) -> None:
        """Something changed; told together with what else changed until the next `tell_changes`."""
        with self._lock:
            if company_id in self._listeners:
                ids = self._changed.setdefault(company_id, {}).setdefault(aggregate, set())
                if len(ids) < _MOST_IDS:
                    ids.add(aggregate_id)

    def tell_changes(self) -> None:
        """One hint per company and aggregate; call it every two seconds."""
        with self._lock:
            changed, self._changed = self._changed, {}
        for company_id, aggregates in changed.items():
            for aggregate, ids in aggregates.items():
                news = News("changed", {"aggregate": aggregate, "ids": sorted(ids)})
                self.tell(company_id=company_id, employee_id=None, news=news)

    def close(self) -> None:
        """Ends all streams; new ones are refused."""
        with self._lock:
            self._closed = True
            listeners = [each for several in self._listeners.values() for each in several]
        for listener in listeners:
            listener.close()

    def _of(self, company_id: str) -> Iterable[Listener]:
        with self._lock:
            return tuple(self._listeners.get(company_id, ()))
