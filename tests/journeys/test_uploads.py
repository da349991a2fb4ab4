"""A large file in parts over the real stack: the line breaks, another one goes on, whichever worker answers (C14)."""

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import requests

from shared.testing.live import LiveStack
from tests.journeys.person import Person

SONG, COLLEAGUE, OF_ANOTHER_COMPANY = "13800000005", "13800000006", "13900000001"
MEGABYTE = 1024 * 1024
PART = 4 * MEGABYTE
SIZE = 9 * MEGABYTE + 1
CONTENT = (b"PK\x03\x04" + bytes(range(251)) * (SIZE // 251 + 1))[:SIZE]
SignIn = Callable[[str], Person]


@pytest.fixture
def song(somebody: SignIn) -> Person:
    return somebody(SONG)


@pytest.fixture
def upload(song: Person) -> str:
    return str(song.order("POST", "/uploads", {"name": "合同.zip", "size": SIZE})["id"])


def send(who: Person, upload: str, *, at: int, length: int = PART) -> requests.Response:
    headers = {"Upload-Offset": str(at), "Content-Type": "application/octet-stream"}
    return who.ask("PATCH", f"/uploads/{upload}", data=CONTENT[at : at + length], headers=headers)


def break_off(live: LiveStack, who: Person, upload: str, *, at: int) -> None:
    """Half a part, and the line is cut."""
    address = urlsplit(live.url)
    head = (
        f"PATCH /api/v1/uploads/{upload} HTTP/1.1\r\nHost: {address.netloc}\r\nAuthorization: {who.authorization}\r\n"
        f"Upload-Offset: {at}\r\nContent-Type: application/octet-stream\r\nContent-Length: {PART}\r\n\r\n"
    )
    with socket.create_connection((address.hostname, address.port), timeout=10) as line:
        line.sendall(head.encode() + CONTENT[at : at + PART // 2])


class TestUploading:
    def test_goes_on_with_another_line_after_one_broke(
        self, song: Person, somebody: SignIn, live_stack: LiveStack, upload: str
    ) -> None:
        assert send(song, upload, at=0).json()["received"] == PART
        break_off(live_stack, song, upload, at=PART)

        again = somebody(SONG)
        at = again.read(f"/uploads/{upload}")["received"]
        assert at == PART
        while at < SIZE:
            answer = send(again, upload, at=at)
            assert answer.status_code == 200, answer.text
            at = answer.json()["received"]
        end = {"sha256": sha256(CONTENT).hexdigest()}
        file = again.order("POST", f"/uploads/{upload}/finish", end)

        assert {**file, "id": 0} == {"id": 0, "name": "合同.zip", "size": SIZE, "media_type": "application/zip"}
        assert song.ask("GET", f"/files/{file['id']}").content == CONTENT
        assert song.order("POST", f"/uploads/{upload}/finish", end) == file
        customer = song.order("POST", "/customers", {"name": f"附件 {uuid4()}"})["id"]
        attached = song.order("POST", "/attachments", {"of": f"customer:{customer}", "file_id": file["id"]})
        assert attached["file"]["name"] == "合同.zip"

    def test_takes_one_of_those_who_send_the_same_part_at_once(self, somebody: SignIn, upload: str) -> None:
        lines = [somebody(SONG) for _ in range(4)]

        with ThreadPoolExecutor(len(lines)) as pool:
            statuses = list(pool.map(lambda line: send(line, upload, at=0).status_code, lines))

        assert sorted(statuses) == [200, 409, 409, 409]
        assert lines[0].read(f"/uploads/{upload}")["received"] == PART

    def test_is_nobody_else_s(self, somebody: SignIn, upload: str) -> None:
        for account in (COLLEAGUE, OF_ANOTHER_COMPANY):
            who = somebody(account)
            for each in (upload, str(uuid4())):
                statuses = [
                    who.ask("GET", f"/uploads/{each}").status_code,
                    send(who, each, at=0).status_code,
                    who.ask("POST", f"/uploads/{each}/finish", json={}).status_code,
                    who.ask("DELETE", f"/uploads/{each}").status_code,
                ]
                assert statuses == [404] * 4
