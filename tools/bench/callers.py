"""People who ask at once, each over a connection of its own."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from threading import Lock, Thread
from urllib.parse import urlsplit

import orjson

from tools.bench.processor import Components, Seconds, difference


@dataclass(frozen=True)
class Request:
    """One request; `body` is sent as JSON."""

    method: str
    path: str
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a run took: latencies in milliseconds, processor milliseconds per request by component."""

    callers: int
    latencies: Sequence[float]
    seconds: float
    processor: Seconds

    def percentile(self, share: float) -> float:
        """The latency that this share of requests did not exceed."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    @property
    def processor_ms(self) -> dict[str, float]:
        return {name: seconds * 1000 / len(self.latencies) for name, seconds in self.processor.items()}

    @property
    def total_ms(self) -> float:
        return sum(self.processor_ms.values())

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds


class Unexpected(Exception):
    """A request of a benchmark was not answered as it should be; figures of errors are worth nothing."""


def run(url: str, make: Callable[[int], Request], *, callers: int, requests: int, components: Components) -> Measured:
    """Makes so many requests, spread over so many callers.

    :raises Unexpected: one was answered with an error
    """
    numbers = iter(range(requests))
    lock, latencies, errors = Lock(), list[float](), list[Unexpected]()

    def next_number() -> int | None:
        with lock:
            return next(numbers, None)

    def work() -> None:
        connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
        for number in iter(next_number, None):
            request = make(number)
            started = time.perf_counter()
            try:
                _send(connection, request)
            except Unexpected as error:
                errors.append(error)
                return
            latencies.append((time.perf_counter() - started) * 1000)
        connection.close()

    threads = [Thread(target=work) for _ in range(callers)]
    before, started = components.used(), time.perf_counter()
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    seconds = time.perf_counter() - started
    used = difference(components.used(), before)
    if errors:
        raise errors[0]
    return Measured(callers=callers, latencies=latencies, seconds=seconds, processor=used)


def in_turns(runs: Sequence[Callable[[], Measured]], *, turns: int) -> list[Measured]:
    """Each run so many times, one after the other, put together again by run."""
    parts: list[list[Measured]] = [[] for _ in runs]
    for _ in range(turns):
        for kept, each in zip(parts, runs, strict=True):
            kept.append(each())
    return [_together(each) for each in parts]


def numbered(make: Callable[[int], Request]) -> Callable[[int], Request]:
    """The same requests, numbered through over all runs, for what can be done only once."""
    numbers: Iterator[int] = count()
    return lambda _number: make(next(numbers))


def _together(parts: Sequence[Measured]) -> Measured:
    return Measured(
        callers=parts[0].callers,
        latencies=[each for part in parts for each in part.latencies],
        seconds=sum(part.seconds for part in parts),
        processor={name: sum(part.processor[name] for part in parts) for name in parts[0].processor},
    )


def _send(connection: HTTPConnection, request: Request) -> None:
    """:raises Unexpected: nobody answers, or with an error"""
    body = None if request.body is None else orjson.dumps(request.body)
    headers = {"Content-Type": "application/json", **request.headers}
    try:
        connection.request(request.method, request.path, body=body, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
    except OSError as error:
        raise Unexpected(f"{request.method} {request.path}: {error}") from error
    if answer.status >= 400:  # noqa: PLR2004  # HTTP's own bound
        raise Unexpected(f"{request.method} {request.path}: {answer.status} {content[:300]!r}")
