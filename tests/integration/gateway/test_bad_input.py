"""Every own endpoint that takes something, with every field wrong in every way: refused by field, never an accident."""

import json
from typing import Any
from uuid import uuid4

import pytest
from marshmallow import Schema, fields

WRONG: tuple[Any, ...] = (
    None, "", " ", "x" * 5000, "\0", "\ud800", "a'; drop table employees; --", -1, 0, 2**40, 2**70, 1.5,
    True, [], [None], [[]], {}, {"a": {"b": [1]}}, "2026-13-01", "00000000-0000-0000-0000-000000000000",
)  # fmt: skip
RIGHT = {"name": "名称", "account": "13912345678", "version": 1, "otp": "000000"}


def right(name: str, field: fields.Field[Any]) -> Any:
    if name in RIGHT:
        return RIGHT[name]
    if isinstance(field, fields.List):
        return []
    return None if field.allow_none else "a text of some length"


def bodies(schema: Schema):
    required = {name: right(name, field) for name, field in schema.fields.items() if field.required}
    yield from ({**required, name: wrong} for name in schema.fields for wrong in WRONG)
    yield from ({name: value for name, value in required.items() if name != absent} for absent in required)
    yield required | {"unknown": 1}


def described_rules(app):
    for rule in app.url_map.iter_rules():
        endpoint = getattr(app.view_functions[rule.endpoint], "described", None)
        if endpoint is not None:
            yield rule, endpoint


class TestEveryEndpoint:
    @pytest.mark.timeout(300)
    def test_refuses_wrong_fields_by_name(self, gateway, administrator):
        made = gateway.create_employee(administrator)
        role = administrator.ask("POST", "/roles", json={"name": "空"}).json
        title = administrator.ask("POST", "/job-titles", json={"name": "空"}).json
        department = administrator.ask("POST", "/departments", json={"name": "空"}).json
        ids = {"employee_id": made["id"], "role_id": role["id"], "job_title_id": title["id"]}
        ids |= {"department_id": department["id"], "device_id": str(uuid4())}
        accidents = []
        for rule, endpoint in described_rules(gateway.app):
            if endpoint.takes is None or not endpoint.signed_in:
                continue
            method = next(each for each in rule.methods if each in ("POST", "PUT", "PATCH", "DELETE"))
            path = rule.rule.replace("<", "{").replace(">", "}").format(**ids).removeprefix("/api/v1")
            for body in bodies(endpoint.takes):
                answer = administrator.ask(method, path, data=json.dumps(body), content_type="application/json")
                if answer.status_code >= 500 or (answer.status_code == 422 and not answer.json["errors"]):
                    accidents.append((method, path, body, answer.status_code))

        assert accidents == []

    def test_refuses_wrong_queries_by_name(self, gateway, administrator):
        accidents = []
        for rule, endpoint in described_rules(gateway.app):
            for name, field in endpoint.query.fields.items() if endpoint.query else ():
                for wrong in (*(each for each in WRONG if isinstance(each, str) and each != "\ud800"), "9" * 30):
                    path = rule.rule.removeprefix("/api/v1")
                    answer = administrator.ask("GET", path, query_string={field.data_key or name: wrong})
                    if answer.status_code not in (200, 422):
                        accidents.append((path, name, wrong, answer.status_code))

        assert accidents == []
