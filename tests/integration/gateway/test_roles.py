from uuid import uuid4

import pytest

CUSTOMERS_OF_THE_COMPANY = {"customers": {"kind": "company"}}


def create(administrator, **draft):
    answer = administrator.ask("POST", "/roles", json={"name": f"角色 {uuid4()}"} | draft)
    assert answer.status_code == 201, answer.text
    return answer.json


class TestRole:
    def test_gives_its_holders_functions_and_actions_from_the_next_request_on(self, administrator, employee):
        me = employee.ask("GET", "/me").json
        role = create(administrator, functions=CUSTOMERS_OF_THE_COMPANY, actions=["export"])
        path = f"/employees/{me['employee']['id']}"
        version = administrator.ask("GET", path).json["version"]

        administrator.ask("PATCH", path, json={"version": version, "role_ids": [role["id"]]})
        seen = employee.ask("GET", "/me").json["permissions"]

        assert set(seen["scopes"]) == {"customers"}
        assert (seen["scopes"]["customers"]["kind"], seen["actions"]) == ("company", ["export"])
        change = {"version": role["version"], "functions": {}, "actions": ["import"]}
        assert administrator.ask("PATCH", f"/roles/{role['id']}", json=change).status_code == 200
        assert employee.ask("GET", "/me").json["permissions"]["actions"] == ["import"]

    def test_keeps_chosen_departments_where_the_kind_chooses(self, administrator):
        department = administrator.ask("GET", "/departments").json["items"][0]["id"]
        chosen = {"kind": "departments", "department_ids": [department]}

        role = create(administrator, functions={"customers": chosen, "follow_ups": chosen | {"kind": "self"}})

        assert role["functions"]["customers"] == chosen | {"below_ids": []}
        assert role["functions"]["follow_ups"] == {"kind": "self", "department_ids": [], "below_ids": []}

    def test_changes_are_written_down_with_before_and_after(self, administrator):
        role = create(administrator, actions=["export"])
        administrator.ask("PATCH", f"/roles/{role['id']}", json={"version": 1, "actions": []})

        line = administrator.ask("GET", "/audit-log", query_string={"kind": "role_changed"}).json["items"][0]

        assert (line["detail"]["before"]["actions"], line["detail"]["after"]["actions"]) == (["export"], [])

    def test_of_the_administrators_stays(self, administrator):
        role = administrator.ask("GET", "/roles").json["items"][0]

        answers = [
            administrator.ask("PATCH", f"/roles/{role['id']}", json={"version": role["version"], "name": "x"}),
            administrator.ask("DELETE", f"/roles/{role['id']}"),
        ]

        assert role["administrator"]
        assert {each.json["code"] for each in answers} == {"role.administrator_stays"}

    def test_is_deleted_only_when_nobody_has_it(self, administrator):
        used = next(each for each in administrator.ask("GET", "/roles").json["items"] if each["name"] == "员工")
        unused = create(administrator)

        assert administrator.ask("DELETE", f"/roles/{used['id']}").json["code"] == "role.in_use"
        assert administrator.ask("DELETE", f"/roles/{unused['id']}").status_code == 204

    @pytest.mark.parametrize(
        ("draft", "fields"),
        [
            ({"name": "员工"}, {"name"}),
            ({"name": "x", "actions": ["rule the world"]}, {"actions.0"}),
            ({"name": "x", "functions": {"magic": {"kind": "self"}}}, {"functions.magic.key"}),
            ({"name": "x", "functions": {"customers": {"kind": "world"}}}, {"functions.customers.value.kind"}),
            (
                {"name": "x", "functions": {"customers": {"kind": "departments", "below_ids": [str(uuid4())]}}},
                {"functions.customers.below_ids"},
            ),
        ],
    )
    def test_names_the_fields_that_are_wrong(self, administrator, draft, fields):
        answer = administrator.ask("POST", "/roles", json=draft)

        assert answer.status_code == 422
        assert set(answer.json["errors"]) == fields


class TestPermissions:
    def test_are_named_in_the_callers_language(self, employee):
        english = employee.ask("GET", "/permissions").json
        chinese = employee.ask("GET", "/permissions", headers={"Accept-Language": "zh-CN"}).json

        assert {"key": "customer_net", "name": "Customer net increments"} in english["functions"]
        assert {"key": "manage_roles", "name": "管理角色权限"} in chinese["actions"]


class TestJobTitle:
    def test_is_renamed_for_all_who_have_it(self, gateway, administrator):
        titles = {each["name"]: each["id"] for each in administrator.ask("GET", "/job-titles").json["items"]}

        renamed = administrator.ask("PATCH", f"/job-titles/{titles['销售顾问']}", json={"name": "客户经理"})

        assert renamed.json["name"] == "客户经理"
        told = gateway.rows("select body from outbox where type = 'gateway.employee.changed'")
        assert sum("客户经理".encode() in bytes(each["body"]) for each in told) == 3

    def test_is_added_switched_off_and_deleted_when_nobody_has_it(self, administrator):
        made = administrator.ask("POST", "/job-titles", json={"name": "实习生"})
        path = f"/job-titles/{made.json['id']}"

        assert made.status_code == 201
        twice = administrator.ask("POST", "/job-titles", json={"name": "实习生"})
        assert twice.json["errors"] == {"name": ["Is taken already."]}
        assert administrator.ask("PATCH", path, json={"enabled": False}).json["enabled"] is False
        renamed = administrator.ask("PATCH", path, json={"name": "销售顾问"})
        assert renamed.json["errors"] == {"name": ["Is taken already."]}
        draft = {"name": "新", "account": "13912345678", "department_id": None, "role_ids": []}
        given = administrator.ask("POST", "/employees", json=draft | {"job_title_id": made.json["id"]})
        assert given.json["errors"] == {"job_title_id": ["Unknown job title."]}
        assert administrator.ask("DELETE", path).status_code == 204
        used = administrator.ask("GET", "/job-titles").json["items"][0]
        assert administrator.ask("DELETE", f"/job-titles/{used['id']}").json["code"] == "job_title.in_use"


class TestCompany:
    def test_is_renamed_by_who_manages_it(self, gateway, administrator, employee):
        company = administrator.ask("GET", "/companies/current").json
        change = {"version": company["version"], "name": "快启科技", "time_zone": "Asia/Urumqi"}

        assert employee.ask("PATCH", "/companies/current", json=change).status_code == 403
        assert administrator.ask("PATCH", "/companies/current", json=change).json["name"] == "快启科技"
        assert administrator.ask("PATCH", "/companies/current", json=change).status_code == 409
        assert gateway.rows("select 1 from outbox where type = 'gateway.company.changed'")
        wrong = administrator.ask("PATCH", "/companies/current", json={"version": 2, "time_zone": "Mars"})
        assert wrong.json["errors"] == {"time_zone": ["Not a known time zone."]}
