"""Files of things: the caller's own on the way in, with addresses for whoever sees the thing on the way out."""

import json
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

CSV = "客户名称\n玉堂码头火锅\n".encode()


class Service:
    """Stands where the services are: keeps what it was told, and answers with it."""

    def __init__(self):
        self.told = {}
        self.answer = None

    def call(self, service, operation, arguments, **_):
        self.told = dict(arguments)
        return json.dumps(self.answer or {"files": self.told.get("file_ids", [])}).encode()


@pytest.fixture
def service(gateway, monkeypatch):
    service = Service()
    monkeypatch.setitem(gateway.app.extensions, "calls", service)
    return service


def photo():
    content = BytesIO()
    Image.new("RGB", (800, 600), "red").save(content, format="JPEG")
    return content.getvalue()


def upload(caller, name="名单.csv", content=CSV):
    answer = caller.ask("POST", "/files", data={"file": (BytesIO(content), name)})
    assert answer.status_code == 201, answer.text
    return answer.json


def write(caller, *file_ids):
    return caller.ask("POST", "/follow-ups", json={"content": "x", "file_ids": list(file_ids)})


class TestOnTheWayIn:
    def test_the_caller_s_files_stand_in_place_of_their_ids(self, employee, service):
        file = upload(employee)

        write(employee, file["id"], file["id"])

        assert service.told == {"content": "x", "file_ids": [file]}

    def test_one_file_is_described_too(self, employee, service):
        file = upload(employee)

        employee.ask("POST", "/follow-ups", json={"file_id": file["id"]})
        assert service.told == {"file_id": file}
        employee.ask("POST", "/follow-ups", json={"file_id": None})
        assert service.told == {"file_id": None}

    def test_files_of_others_are_like_unknown_ones(self, employee, administrator, stranger, service):
        theirs = [upload(each)["id"] for each in (administrator, stranger)]

        for file_id in (*theirs, str(uuid4())):
            answer = write(employee, file_id)
            assert (answer.status_code, answer.json["errors"]) == (422, {"file_ids": ["Unknown file."]})
        assert service.told == {}

    def test_nothing_but_ids_is_taken(self, employee, service):
        wrong = {"x": "file_ids", ("x",): "file_ids.0", (1,): "file_ids.0", (str(uuid4()),) * 101: "file_ids"}

        for given, field in wrong.items():
            answer = employee.ask("POST", "/follow-ups", json={"file_ids": given})
            assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
        answer = write(employee, {"id": str(uuid4()), "media_type": "image/png"})
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["file_ids.0"])
        assert service.told == {}


class TestOnTheWayOut:
    def test_whoever_sees_the_thing_may_open_its_files(self, employee, administrator, gateway, service):
        service.answer = {"items": [{"files": [upload(employee, "照片.jpg", photo()), upload(employee)]}]}

        picture, table = administrator.ask("GET", "/follow-ups").json["items"][0]["files"]

        nobody = gateway.app.test_client()
        opened, small = (nobody.get(picture[name]) for name in ("url", "thumbnail_url"))
        assert (opened.status_code, opened.content_type, opened.content_length) == (200, "image/jpeg", picture["size"])
        assert opened.headers["Content-Disposition"].startswith("inline")
        assert (small.status_code, small.content_type) == (200, "image/webp")
        assert nobody.get(picture["url"], headers={"Range": "bytes=0-9"}).status_code == 206
        assert nobody.get(table["url"]).headers["Content-Disposition"].startswith("attachment")
        assert table["thumbnail_url"] is None
        assert nobody.get(table["url"].replace("?", "/thumbnail?")).status_code == 404

    def test_nothing_else_gets_an_address(self, employee, service):
        file = upload(employee)
        service.answer = {"fields": {"photo": file}, "file": file}

        answer = employee.ask("GET", "/follow-ups").json

        assert answer["fields"] == {"photo": file}
        assert "url" in answer["file"]

    def test_an_address_opens_no_other_file(self, employee, gateway, service):
        one, other = upload(employee), upload(employee)
        service.answer = {"file": one}

        url = employee.ask("GET", "/follow-ups").json["file"]["url"]

        assert gateway.app.test_client().get(url.replace(one["id"], other["id"])).status_code == 404


class TestThumbnail:
    def test_is_its_uploader_s_alone_without_a_signed_address(self, employee, administrator, stranger):
        picture = upload(employee, "照片.jpg", photo())

        answers = [each.ask("GET", f"/files/{picture['id']}/thumbnail") for each in (employee, administrator, stranger)]

        assert [each.status_code for each in answers] == [200, 404, 404]
