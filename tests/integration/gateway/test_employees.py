import json
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

OWN_PASSWORD = "a password of my own"


def change(administrator, employee, **changes):
    path = f"/employees/{employee['id']}"
    version = administrator.ask("GET", path).json["version"]
    return administrator.ask("PATCH", path, json={"version": version} | changes)


def named(administrator, path, name):
    return next(each for each in administrator.ask("GET", path).json["items"] if each["name"] == name)


def make_administrator(administrator, employee):
    role = named(administrator, "/roles", "管理员")
    return change(administrator, employee, role_ids=[role["id"]])


def with_actions(gateway, administrator, *actions):
    """Somebody whose only role has these actions, signed in."""
    role = administrator.ask("POST", "/roles", json={"name": str(uuid4()), "actions": list(actions)}).json
    employee = gateway.create_employee(administrator, role_ids=[role["id"]])
    return settle(gateway, employee)


def settle(gateway, employee):
    """The new employee signs in and chooses a password."""
    initial = gateway.initial_password(employee["account"])
    first = gateway.signed_in(employee["account"], initial)
    first.ask("PUT", "/auth/password", json={"old_password": initial, "new_password": OWN_PASSWORD})
    return first


class TestNewEmployee:
    def test_gets_account_and_password_by_sms_and_must_choose_another(self, gateway, administrator):
        made = gateway.create_employee(administrator, name=" 陈小明 ")
        initial = gateway.initial_password(made["account"])

        newcomer = gateway.signed_in(made["account"], initial)

        assert (made["name"], made["enabled"], made["must_change_password"]) == ("陈小明", True, True)
        assert newcomer.ask("GET", "/me").json["must_change_password"]
        refused = newcomer.ask("GET", "/departments")
        assert (refused.status_code, refused.json["code"]) == (403, "auth.password_change_required")
        passwords = {"old_password": initial, "new_password": OWN_PASSWORD}
        assert newcomer.ask("PUT", "/auth/password", json=passwords).status_code == 204
        assert newcomer.ask("GET", "/departments").status_code == 200
        assert administrator.ask("GET", "/sms-outbox").json["total"] == 1
        assert newcomer.ask("GET", "/sms-outbox").status_code == 403

    def test_is_told_once_and_written_down(self, gateway, administrator):
        made = gateway.create_employee(administrator)

        told = gateway.rows("select body from outbox where type = 'gateway.employee.created' order by seq desc limit 1")
        data = json.loads(bytes(told[0]["body"]))["data"]
        role_ids = [each["id"] for each in made["roles"]]
        assert (data["account"], data["role_ids"], data["administrator"]) == (made["account"], role_ids, False)
        line = administrator.ask("GET", "/audit-log", query_string={"kind": "employee_created"}).json["items"][0]
        assert (line["detail"]["id"], line["detail"]["roles"]) == (made["id"], ["员工"])
        assert (line["employee"]["name"], line["address"]) == ("蒋吉祥", "127.0.0.1")

    def test_needs_an_account_that_nobody_has_in_any_company(self, administrator):
        draft = {"name": "陈小明", "account": "13900000001", "department_id": None, "role_ids": []}

        answer = administrator.ask("POST", "/employees", json=draft, headers={"Accept-Language": "zh-CN"})

        assert answer.status_code == 422
        assert answer.json["errors"] == {"account": ["该帐号已被使用"]}

    def test_is_made_once_by_two_at_once_with_the_same_account(self, administrator):
        draft = {"name": "陈小明", "account": "13912345678", "department_id": None, "role_ids": []}

        with ThreadPoolExecutor(4) as many:
            answers = list(many.map(lambda _: administrator.ask("POST", "/employees", json=draft), range(4)))

        assert sorted(each.status_code for each in answers) == [201, 422, 422, 422]

    def test_is_made_and_told_once_by_a_repeated_request(self, gateway, administrator):
        key = {"Idempotency-Key": str(uuid4())}
        draft = {"name": "陈小明", "account": "13912345678", "department_id": None, "role_ids": []}

        answers = [administrator.ask("POST", "/employees", json=draft, headers=key) for _ in range(3)]

        assert len({each.data for each in answers}) == 1
        assert len(gateway.rows("select 1 from sms_outbox")) == 1

    @pytest.mark.parametrize(
        ("wrong", "fields"),
        [
            ({"account": "1 2"}, {"account"}),
            ({"account": 5, "name": None}, {"account", "name"}),
            ({"department_id": str(uuid4())}, {"department_id"}),
            ({"superior_id": str(uuid4())}, {"superior_id"}),
            ({"job_title_id": str(uuid4())}, {"job_title_id"}),
            ({"role_ids": [str(uuid4())]}, {"role_ids"}),
            ({"role_ids": ["x"]}, {"role_ids.0"}),
            ({"password": "secret"}, {"password"}),
        ],
    )
    def test_names_the_fields_that_are_wrong(self, administrator, wrong, fields):
        draft = {"name": "陈小明", "account": "13912345678", "department_id": None, "role_ids": []}

        answer = administrator.ask("POST", "/employees", json=draft | wrong)

        assert answer.status_code == 422
        assert set(answer.json["errors"]) == fields


class TestEmployee:
    def test_is_found_by_name_account_and_department_with_all_below(self, gateway, administrator, employee):
        sales = administrator.ask("POST", "/departments", json={"name": "销售部"}).json
        south = administrator.ask("POST", "/departments", json={"name": "华南区", "parent_id": sales["id"]}).json
        made = gateway.create_employee(administrator, name="欧阳100%", department_id=south["id"])

        def found(who=administrator, **query):
            return [each["id"] for each in who.ask("GET", "/employees", query_string=query).json["items"]]

        assert found(q="100%") == found(q=made["account"]) == found(department_id=sales["id"]) == [made["id"]]
        assert found(q="%") == [made["id"]], "taken literally"
        assert found(q="100%", enabled="false") == []
        assert len(found(who=employee, enabled="true")) == 7

    def test_shows_rights_to_those_alone_who_manage_them(self, administrator, employee):
        seen = administrator.ask("GET", "/employees", query_string={"q": "宋肖肖"}).json["items"][0]
        hidden = employee.ask("GET", f"/employees/{seen['id']}").json

        assert [each["name"] for each in seen["roles"]] == ["员工"]
        assert (hidden["roles"], hidden["must_change_password"]) == (None, None)

    def test_changes_what_is_given_and_tells_it(self, gateway, administrator):
        made = gateway.create_employee(administrator)
        title = named(administrator, "/job-titles", "销售顾问")

        changed = change(administrator, made, name="陈大明", job_title_id=title["id"]).json

        assert (changed["name"], changed["job_title"]["name"]) == ("陈大明", "销售顾问")
        assert changed["account"] == made["account"]
        body = gateway.rows("select body from outbox where type = 'gateway.employee.changed' order by seq desc limit 1")
        assert "销售顾问".encode() in bytes(body[0]["body"])
        line = administrator.ask("GET", "/audit-log", query_string={"kind": "employee_changed"}).json["items"][0]
        assert line["detail"]["changes"] == {"name": ["陈小明", "陈大明"], "job_title": [None, "销售顾问"]}

    def test_is_not_changed_over_a_faster_colleague(self, gateway, administrator):
        made = gateway.create_employee(administrator)
        path, body = f"/employees/{made['id']}", {"version": made["version"], "name": "陈大明"}

        assert administrator.ask("PATCH", path, json=body).status_code == 200
        assert administrator.ask("PATCH", path, json=body).status_code == 409

    def test_reports_to_nobody_below(self, gateway, administrator):
        boss = gateway.create_employee(administrator)
        middle = gateway.create_employee(administrator, superior_id=boss["id"])
        worker = gateway.create_employee(administrator, superior_id=middle["id"])

        for superior in (boss, worker):
            answer = change(administrator, boss, superior_id=superior["id"])
            assert (answer.status_code, answer.json["code"]) == (409, "employee.superior_circle")
        assert change(administrator, worker, superior_id=boss["id"]).status_code == 200

    def test_is_out_at_once_when_disabled_and_stays_out_of_old_sessions(self, gateway, administrator):
        made = gateway.create_employee(administrator)
        somebody = settle(gateway, made)
        refresh = somebody.sign_in(made["account"], OWN_PASSWORD).json["refresh_token"]

        answer = administrator.ask("POST", f"/employees/{made['id']}/disable")

        assert answer.json["enabled"] is False
        assert somebody.ask("GET", "/me").status_code == 401
        assert somebody.sign_in(made["account"], OWN_PASSWORD).status_code == 401
        assert somebody.ask("POST", "/auth/refresh", json={"refresh_token": refresh}).status_code == 401
        administrator.ask("POST", f"/employees/{made['id']}/enable")
        assert somebody.ask("GET", "/me").status_code == 401
        assert somebody.sign_in(made["account"], OWN_PASSWORD).status_code == 200

    def test_gets_a_new_initial_password_and_is_signed_out(self, gateway, administrator):
        made = gateway.create_employee(administrator)
        somebody = settle(gateway, made)

        administrator.ask("POST", f"/employees/{made['id']}/reset-password")

        assert somebody.ask("GET", "/me").status_code == 401
        assert somebody.sign_in(made["account"], OWN_PASSWORD).status_code == 401
        again = gateway.signed_in(made["account"], gateway.initial_password(made["account"]))
        assert again.ask("GET", "/me").json["must_change_password"]


class TestAdministrator:
    def test_who_is_the_last_one_stays(self, administrator):
        mine = named(administrator, "/employees", "蒋吉祥")
        staff = named(administrator, "/roles", "员工")

        answers = [
            administrator.ask("POST", f"/employees/{mine['id']}/disable"),
            change(administrator, mine, role_ids=[staff["id"]]),
        ]

        assert {(each.status_code, each.json["code"]) for each in answers} == {(409, "employee.last_administrator")}

    def test_who_is_one_of_two_leaves_one_also_at_once(self, gateway, administrator):
        other = gateway.create_employee(administrator)
        assert make_administrator(administrator, other).status_code == 200
        mine = named(administrator, "/employees", "蒋吉祥")
        others = settle(gateway, other)

        with ThreadPoolExecutor(2) as both:
            pairs = [(administrator, mine), (others, other)]
            path = "/employees/{}/disable"
            answers = list(both.map(lambda pair: pair[0].ask("POST", path.format(pair[1]["id"])), pairs))

        assert sorted(each.status_code for each in answers) == [200, 409]
        left = "select id from employees where enabled and id in (:one, :other)"
        assert len(gateway.rows(left, one=mine["id"], other=other["id"])) == 1

    def test_is_not_touched_by_one_who_only_manages_the_organization(self, gateway, administrator):
        manager = with_actions(gateway, administrator, "manage_organization", "manage_roles")
        boss = named(administrator, "/employees", "蒋吉祥")
        worker = gateway.create_employee(administrator)

        answers = [
            manager.ask("POST", f"/employees/{boss['id']}/reset-password"),
            manager.ask("POST", f"/employees/{boss['id']}/disable"),
            manager.ask("POST", f"/employees/{boss['id']}/reset-second-factor"),
            change(manager, boss, account="13911112222"),
            make_administrator(manager, worker),
            manager.ask("PATCH", "/companies/current", json={"version": 1, "administrators_need_second_factor": True}),
        ]

        assert {each.json["code"] for each in answers} == {"employee.administrators_only"}
        assert change(manager, worker, name="陈大明").status_code == 200
