"""The live stream tells a change and a job."""

from collections.abc import Callable, Iterator

import pytest
import requests

from shared.testing.live import LiveStack
from tests.journeys.person import Person

SONG, COLLEAGUE, OF_ANOTHER_COMPANY = "13800000005", "13800000006", "13900000001"
SignIn = Callable[[str], Person]


def lines(answer: requests.Response) -> Iterator[str]:
    return (line for line in answer.iter_lines(chunk_size=1, decode_unicode=True) if line)


def heard(stream: Iterator[str], *, until: str) -> list[str]:
    found = []
    for line in stream:
        found.append(line)
        if until in line:
            return found
    raise AssertionError(f"ended after {found}")


@pytest.fixture
def song(somebody: SignIn) -> Person:
    return somebody(SONG)


class TestStream:
    def test_needs_the_sign_in(self, live_stack: LiveStack) -> None:
        assert requests.get(f"{live_stack.url}/api/v1/stream", timeout=10).status_code == 401

    def test_tells_what_changed_to_the_company(self, song: Person, somebody: SignIn) -> None:
        colleague = somebody(COLLEAGUE)
        with colleague.ask("GET", "/stream", stream=True) as answer:
            assert answer.headers["Content-Type"].startswith("text/event-stream")
            stream = lines(answer)
            heard(stream, until="hello")

            customer = song.order("POST", "/customers", {"name": "实时客户"})

            told = heard(stream, until=customer["id"])
        assert "event: changed" in told

    def test_tells_a_job_to_who_started_it(self, song: Person) -> None:
        with song.ask("GET", "/stream", stream=True) as answer:
            stream = lines(answer)
            heard(stream, until="hello")

            job = song.order("POST", "/exports", {"kind": "customers", "filter": {"view": "mine"}})

            assert "event: job" in heard(stream, until=job["id"])

    def test_says_that_all_may_have_changed_after_a_break(self, song: Person) -> None:
        with song.ask("GET", "/stream", stream=True, headers={"Last-Event-ID": "7"}) as answer:
            assert "event: changed" in heard(lines(answer), until='"ids":[]')
