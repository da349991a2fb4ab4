"""Uploads in parts: begun, broken off, gone on with by another process, finished once, thrown away (C14)."""

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from gateway.uploads import receiving
from gateway.uploads.model import MOST_OPEN
from gateway.uploads.tidying import OldUploads
from shared.files import FileStore
from tools.demo import DEMO

KILOBYTE = 1024
PART = 64 * KILOBYTE
ZIP = b"PK\x03\x04" + bytes(range(256)) * 1024
SIZE = len(ZIP)
PARTS = [(at, ZIP[at : at + PART]) for at in range(0, len(ZIP), PART)]


def begin(caller, *, name="合同.zip", size=SIZE) -> str:
    answer = caller.ask("POST", "/uploads", json={"name": name, "size": size})
    assert answer.status_code == 201, answer.text
    return answer.json["id"]


def send(caller, upload: str, *, at: int, content: bytes, **headers: str):
    sent = {"Upload-Offset": str(at), "Content-Type": "application/octet-stream", **headers}
    return caller.ask("PATCH", f"/uploads/{upload}", data=content, headers=sent)


def send_all(caller, upload: str, content: bytes = ZIP) -> None:
    for at in range(0, len(content), PART):
        answer = send(caller, upload, at=at, content=content[at : at + PART])
        assert answer.status_code == 200, answer.text


def finish(caller, upload: str, **end: str):
    return caller.ask("POST", f"/uploads/{upload}/finish", json=end)


def refusal(answer) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


@pytest.fixture
def lying(tmp_path: Path) -> Callable[[], int]:
    """How many objects lie in the store."""
    return lambda: sum(1 for each in tmp_path.rglob("*") if each.is_file())


class TestUpload:
    def test_becomes_the_file_that_was_sent(self, employee, lying):
        upload = begin(employee)

        send_all(employee, upload)
        file = finish(employee, upload, sha256=sha256(ZIP).hexdigest())

        assert file.status_code == 201
        assert {**file.json, "id": 0} == {
            "id": 0, "name": "合同.zip", "size": len(ZIP), "media_type": "application/zip",
        }  # fmt: skip
        assert employee.ask("GET", f"/files/{file.json['id']}").data == ZIP
        assert employee.ask("GET", f"/uploads/{upload}").json["file"] == file.json
        assert lying() == 1

    def test_goes_on_from_where_it_broke_off(self, employee):
        upload = begin(employee)

        send(employee, upload, at=0, content=ZIP[:PART])
        broken = send(employee, upload, at=PART, content=ZIP[PART:200], **{"Content-Length": str(PART)})
        assert broken.status_code == 400
        received = employee.ask("GET", f"/uploads/{upload}").json["received"]
        assert received == PART
        for at, content in PARTS[1:]:
            assert send(employee, upload, at=at, content=content).status_code == 200

        assert employee.ask("GET", f"/files/{finish(employee, upload).json['id']}").data == ZIP

    def test_is_finished_once_however_often_that_is_asked(self, employee, gateway, lying):
        upload = begin(employee)
        send_all(employee, upload)

        answers = at_once(lambda: finish(employee, upload), times=4)

        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json["id"] for answer in answers}) == 1
        assert finish(employee, upload).json == answers[0].json
        assert lying() == 1
        assert len(gateway.rows("select id from files where name = '合同.zip'")) == 1

    def test_takes_one_of_two_parts_for_the_same_place(self, employee, lying):
        upload = begin(employee)

        answers = at_once(lambda: send(employee, upload, at=0, content=ZIP[:PART]), times=4)

        assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
        assert employee.ask("GET", f"/uploads/{upload}").json["received"] == PART
        assert lying() == 1
        for at, content in PARTS[1:]:
            send(employee, upload, at=at, content=content)
        assert employee.ask("GET", f"/files/{finish(employee, upload).json['id']}").data == ZIP

    def test_makes_a_picture_anew(self, employee):
        content = BytesIO()
        Image.effect_noise((600, 400), 90).save(content, format="PNG")
        picture = content.getvalue()
        upload = begin(employee, name="门头.png", size=len(picture))

        send_all(employee, upload, picture)
        file = finish(employee, upload, sha256=sha256(picture).hexdigest()).json

        assert file["media_type"] == "image/png"
        assert employee.ask("GET", f"/files/{file['id']}/thumbnail").status_code == 200


class TestRefusal:
    def test_of_a_file_that_is_not_taken(self, employee):
        for name, size, code in (
            ("a.svg", 9, (415, "file.not_accepted")),
            ("a.zip", 100 * KILOBYTE**2 + 1, (413, "file.too_large")),
            ("a.png", 31 * KILOBYTE**2, (413, "file.picture_too_large")),
            ("a.zip", 0, (422, "invalid")),
        ):
            assert refusal(employee.ask("POST", "/uploads", json={"name": name, "size": size})) == code

    def test_of_content_that_is_not_what_it_says(self, employee, lying):
        upload = begin(employee, name="a.png")

        assert refusal(send(employee, upload, at=0, content=ZIP[:PART])) == (415, "file.not_accepted")
        assert lying() == 0

    def test_of_parts_out_of_place_or_size(self, employee):
        upload = begin(employee)

        assert refusal(send(employee, upload, at=PART, content=ZIP[:PART])) == (409, "upload.offset_differs")
        assert refusal(send(employee, upload, at=0, content=b"PK")) == (422, "upload.part_too_small")
        assert refusal(send(employee, upload, at=0, content=ZIP + b"x")) == (413, "upload.more_than_said")
        assert send(employee, upload, at=0, content=b"").status_code == 400
        assert send(employee, upload, at=0, content=ZIP, **{"Upload-Offset": "x"}).status_code == 400
        assert refusal(finish(employee, upload)) == (409, "upload.incomplete")

    def test_of_what_arrived_as_something_else(self, employee, lying):
        upload = begin(employee)
        send_all(employee, upload)

        assert refusal(finish(employee, upload, sha256=sha256(b"x").hexdigest())) == (422, "upload.content_differs")
        assert lying() == len(PARTS)
        assert employee.ask("DELETE", f"/uploads/{upload}").status_code == 204
        assert lying() == 0

    def test_of_more_than_anybody_needs_at_once(self, employee):
        for _ in range(MOST_OPEN):
            begin(employee)

        answer = employee.ask("POST", "/uploads", json={"name": "a.zip", "size": 1})

        assert refusal(answer) == (409, "upload.too_many")

    def test_of_all_who_did_not_begin_it(self, employee, administrator, stranger):
        upload = begin(employee)

        for who in (administrator, stranger):
            for method, path in (("GET", ""), ("PATCH", ""), ("POST", "/finish"), ("DELETE", "")):
                theirs, unknown = (who.ask(method, f"/uploads/{each}{path}") for each in (upload, uuid4()))
                assert theirs.status_code == unknown.status_code == 404
        assert employee.ask("GET", f"/uploads/{upload}").status_code == 200


class TestTidying:
    def test_throws_away_what_nobody_went_on_with(self, employee, gateway, lying, tmp_path):
        store = FileStore(str(tmp_path))
        finished, left, fresh = (begin(employee) for _ in range(3))
        send_all(employee, finished)
        file = finish(employee, finished).json
        for each in (left, fresh):
            send(employee, each, at=0, content=ZIP[:PART])
        age(gateway, finished, left)

        while OldUploads(gateway.database, store).throw_away(DEMO):
            pass

        statuses = [employee.ask("GET", f"/uploads/{each}").status_code for each in (finished, left, fresh)]
        assert statuses == [404, 404, 200]
        assert employee.ask("GET", f"/files/{file['id']}").data == ZIP
        assert lying() == 2

    def test_finds_bytes_that_a_killed_process_left(self, employee, gateway, lying, tmp_path, monkeypatch):
        upload = begin(employee, name="a.png")
        monkeypatch.setattr(receiving, "remove_bytes", lambda *_: None)  # it never came to that
        send(employee, upload, at=0, content=ZIP[:PART])
        assert lying() == 1
        age(gateway, upload)

        OldUploads(gateway.database, FileStore(str(tmp_path))).throw_away(DEMO)

        assert lying() == 0


def age(gateway, *uploads: str) -> None:
    gateway.rows(
        "update uploads set changed_at = now() - interval '25 hours' where id = any(cast(:ids as uuid[])) returning id",
        ids=list(uploads),
    )


def at_once(ask: Callable[[], Any], *, times: int) -> list[Any]:
    """The answers to the same request from several threads together."""
    gate, answers = Barrier(times), []

    def one() -> None:
        gate.wait()
        answers.append(ask())

    threads = [Thread(target=one) for _ in range(times)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return answers
