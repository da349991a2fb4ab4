"""Files up and down: streamed, whole or in ranges, each its uploader's alone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from shared.testing.live import LiveStack
from tests.journeys.person import Person

SONG, COLLEAGUE, OF_ANOTHER_COMPANY = "13800000005", "13800000006", "13900000001"
SignIn = Callable[[str], Person]
CSV = "客户名称,电话\n玉堂码头火锅,13900001111\n".encode()
MEGABYTE = 1024 * 1024


@pytest.fixture
def song(somebody: SignIn) -> Person:
    return somebody(SONG)


class TestUploading:
    def test_gives_back_what_was_sent(self, song: Person) -> None:
        answer = song.ask("POST", "/files", files={"file": ("名单.csv", CSV)})

        described = answer.json()
        assert answer.status_code == 201
        assert {**described, "id": 0} == {"id": 0, "name": "名单.csv", "size": len(CSV), "media_type": "text/csv"}
        got = song.ask("GET", f"/files/{described['id']}")
        assert got.content == CSV
        assert got.headers["Content-Type"].startswith("text/csv")
        assert got.headers["X-Content-Type-Options"] == "nosniff"
        assert got.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
        assert "sandbox" in got.headers["Content-Security-Policy"]

    def test_refuses_what_is_not_what_it_says(self, song: Person) -> None:
        for name, content in (("a.png", b"<html><script>"), ("a.svg", b"<svg/>"), ("a.xlsx", b"a,b")):
            answer = song.ask("POST", "/files", files={"file": (name, content)})
            assert (answer.status_code, answer.json()["code"]) == (415, "file.not_accepted")

    def test_refuses_what_is_no_form_with_a_file(self, song: Person) -> None:
        assert song.ask("POST", "/files", json={"file": "x"}).status_code == 415
        assert song.ask("POST", "/files", files={"other": ("a.csv", CSV)}).status_code == 422
        assert song.ask("POST", "/files", data=b"x", headers={"Content-Type": "text/plain"}).status_code == 415

    def test_happens_once_per_key(self, song: Person) -> None:
        key = {"Idempotency-Key": str(uuid4())}

        answers = [song.ask("POST", "/files", files={"file": ("a.csv", CSV)}, headers=key).json() for _ in range(2)]

        assert answers[0] == answers[1]
        other = song.ask("POST", "/files", files={"file": ("a.csv", CSV + b"x")}, headers=key)
        assert other.status_code == 409

    def test_needs_the_sign_in(self, live_stack: LiveStack) -> None:
        answer = requests.post(f"{live_stack.url}/api/v1/files", files={"file": ("a.csv", CSV)}, timeout=10)

        assert answer.status_code == 401

    def test_leaves_the_limit_of_other_requests_as_it_is(self, song: Person) -> None:
        answer = song.ask(
            "POST", "/customers", data=b" " * (MEGABYTE + 1), headers={"Content-Type": "application/json"}
        )

        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


class TestLargeFile:
    SIZE = 100 * MEGABYTE

    def test_costs_at_most_30_mb_of_memory(self, song: Person, live_stack: LiveStack) -> None:
        song.upload("warm.zip", b"PK\x03\x04" + bytes(MEGABYTE))
        workers = _workers(live_stack)
        before = {worker: _peak(worker) for worker in workers}

        answer = _send(song, form_of(self.SIZE))

        assert answer.status_code == 201, answer.text
        assert answer.json()["size"] == self.SIZE
        assert max(_peak(worker) - before[worker] for worker in workers) <= 30 * MEGABYTE

    def test_is_refused_beyond_100_mb(self, song: Person) -> None:
        answer = _send(song, form_of(self.SIZE + 1))

        assert (answer.status_code, answer.json()["code"]) == (413, "file.too_large")


class TestDownloading:
    def test_gives_one_range(self, song: Person) -> None:
        path = f"/files/{song.upload('a.csv', CSV)}"

        for asked, part in (("0-5", CSV[:6]), ("6-", CSV[6:]), ("-4", CSV[-4:]), (f"3-{len(CSV) * 2}", CSV[3:])):
            answer = song.ask("GET", path, headers={"Range": f"bytes={asked}"})
            assert (answer.status_code, answer.content) == (206, part)
            first = CSV.index(part)
            assert answer.headers["Content-Range"] == f"bytes {first}-{first + len(part) - 1}/{len(CSV)}"

        beyond = song.ask("GET", path, headers={"Range": f"bytes={len(CSV)}-"})
        assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(CSV)}")

    def test_gives_all_when_the_range_is_of_another_version(self, song: Person) -> None:
        path = f"/files/{song.upload('a.csv', CSV)}"
        etag = song.ask("GET", path).headers["ETag"]

        same = song.ask("GET", path, headers={"Range": "bytes=0-1", "If-Range": etag})
        other = song.ask("GET", path, headers={"Range": "bytes=0-1", "If-Range": '"other"'})

        assert (same.status_code, other.status_code, other.content) == (206, 200, CSV)
        assert song.ask("GET", path, headers={"If-None-Match": etag}).status_code == 304

    def test_works_for_five_minutes_by_a_signed_address(self, song: Person, live_stack: LiveStack) -> None:
        signed = song.order("POST", f"/files/{song.upload('a.csv', CSV)}/sign", {})
        url = live_stack.url + signed["url"]

        assert requests.get(url, timeout=10).content == CSV
        assert requests.get(url.replace("expires=", "expires=9"), timeout=10).status_code == 404
        assert requests.get(url.partition("?")[0], timeout=10).status_code == 401

    def test_is_for_nobody_else(self, song: Person, somebody: SignIn) -> None:
        mine = song.upload("a.csv", CSV)

        for account in (COLLEAGUE, OF_ANOTHER_COMPANY):
            who = somebody(account)
            for method, tail in (("GET", ""), ("POST", "/sign")):
                seen = who.ask(method, f"/files/{mine}{tail}")
                unknown = who.ask(method, f"/files/{uuid4()}{tail}")
                assert seen.status_code == unknown.status_code == 404
                assert seen.json()["detail"] == unknown.json()["detail"]


def form_of(size: int) -> Iterator[bytes]:
    """A form with a file of that size, never whole in memory."""
    yield b'--xyz\r\nContent-Disposition: form-data; name="file"; filename="a.zip"\r\n\r\nPK\x03\x04'
    left = size - 4
    while left:
        yield bytes(min(left, MEGABYTE))
        left -= min(left, MEGABYTE)
    yield b"\r\n--xyz--\r\n"


def _send(person: Person, form: Iterator[bytes]) -> requests.Response:
    return person.ask("POST", "/files", data=form, headers={"Content-Type": "multipart/form-data; boundary=xyz"})


def _workers(live: LiveStack) -> list[int]:
    pid = live.processes["gateway"].pid
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _peak(pid: int) -> int:
    """The most memory that a process has had, in bytes."""
    line = next(each for each in Path(f"/proc/{pid}/status").read_text().splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) * 1024
