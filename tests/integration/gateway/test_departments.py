import json
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest


def create(administrator, name, parent=None):
    answer = administrator.ask("POST", "/departments", json={"name": name, "parent_id": parent and parent["id"]})
    assert answer.status_code == 201, answer.text
    return answer.json


def move(administrator, department, parent):
    body = {"version": department["version"], "parent_id": parent and parent["id"]}
    return administrator.ask("PATCH", f"/departments/{department['id']}", json=body)


def told(gateway, happening):
    rows = gateway.rows(f"select body from outbox where type = 'gateway.department.{happening}' order by seq")
    return [json.loads(bytes(row["body"]))["data"] for row in rows]


@pytest.fixture
def sales(administrator):
    return create(administrator, "销售部")


@pytest.fixture
def south(administrator, sales):
    return create(administrator, "华南区", sales)


class TestDepartment:
    def test_is_created_below_another_and_told(self, gateway, administrator, sales, south):
        tree = {each["name"]: each for each in administrator.ask("GET", "/departments").json["items"]}

        assert tree["华南区"]["parent_id"] == sales["id"]
        assert tree["运营部"]["employees"] == 3
        assert len(told(gateway, "created")) == 4

    def test_has_a_head_that_is_told(self, gateway, administrator, sales):
        head = gateway.create_employee(administrator)
        body = {"version": sales["version"], "head_id": head["id"]}

        changed = administrator.ask("PATCH", f"/departments/{sales['id']}", json=body).json

        assert changed["head"] == {"id": head["id"], "name": head["name"]}
        assert told(gateway, "changed")[-1]["head_id"] == head["id"]

    def test_moves_with_all_below_it(self, gateway, administrator, sales, south):
        team = create(administrator, "一组", south)
        north = create(administrator, "华北区")
        before = told(gateway, "changed")

        assert move(administrator, south, north).status_code == 200

        paths = {row["name"]: row["path"] for row in gateway.rows("select name, path from departments")}
        assert paths["华南区"] == f"{north['id']}/{south['id']}"
        assert paths["一组"] == f"{north['id']}/{south['id']}/{team['id']}"
        assert len(told(gateway, "changed")) == len(before) + 2, "the moved one and the one below it"

    def test_never_stands_below_itself(self, administrator, sales, south):
        answer = move(administrator, sales, south)

        assert (answer.status_code, answer.json["code"]) == (409, "department.circle")

    def test_makes_no_circle_with_another_move_at_once(self, gateway, administrator):
        one, other = create(administrator, "甲"), create(administrator, "乙")

        with ThreadPoolExecutor(2) as both:
            answers = list(both.map(lambda pair: move(administrator, *pair), [(one, other), (other, one)]))

        assert sorted(each.status_code for each in answers) == [200, 409]

    def test_is_not_changed_over_a_faster_colleague(self, administrator, sales):
        path, body = f"/departments/{sales['id']}", {"version": sales["version"], "name": "营销部"}

        assert administrator.ask("PATCH", path, json=body).json["name"] == "营销部"
        assert administrator.ask("PATCH", path, json=body).status_code == 409

    def test_is_deleted_only_when_nobody_is_in_it(self, gateway, administrator, sales, south):
        gateway.create_employee(administrator, department_id=south["id"])

        refused = [administrator.ask("DELETE", f"/departments/{each['id']}") for each in (sales, south)]
        empty = create(administrator, "空部门")

        assert {each.json["code"] for each in refused} == {"department.not_empty"}
        assert administrator.ask("DELETE", f"/departments/{empty['id']}").status_code == 204
        assert administrator.ask("DELETE", f"/departments/{empty['id']}").status_code == 404
        assert gateway.rows("select kind from audit_log where kind = 'department_deleted'")

    @pytest.mark.parametrize(
        ("draft", "fields"),
        [
            ({}, {"name"}),
            ({"name": "  "}, {"name"}),
            ({"name": "x" * 101}, {"name"}),
            ({"name": "部门", "parent_id": "nothing"}, {"parent_id"}),
            ({"name": "部门", "parent_id": str(uuid4())}, {"parent_id"}),
            ({"name": "部门", "order": "first", "colour": 1}, {"order", "colour"}),
            ({"name": "\0"}, {"name"}),
        ],
    )
    def test_names_the_fields_that_are_wrong(self, administrator, draft, fields):
        answer = administrator.ask("POST", "/departments", json=draft)

        assert answer.status_code == 422
        assert set(answer.json["errors"]) == fields

    def test_is_created_once_by_a_repeated_request(self, administrator):
        key = {"Idempotency-Key": str(uuid4())}

        answers = [administrator.ask("POST", "/departments", json={"name": "一次"}, headers=key) for _ in range(3)]

        assert len({each.json["id"] for each in answers}) == 1
        assert {each.status_code for each in answers} == {201}
        names = [each["name"] for each in administrator.ask("GET", "/departments").json["items"]]
        assert names.count("一次") == 1
        assert administrator.ask("POST", "/departments", json={"name": "二次"}, headers=key).status_code == 409
