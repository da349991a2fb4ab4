"""The back office over HTTP: what an administrator does reaches everybody, and nobody else reaches it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
import requests

from shared.testing.eventually import eventually
from shared.testing.live import LiveStack
from tests.journeys.founding import employ
from tests.journeys.person import Person

ADMINISTRATOR, HEAD, EMPLOYEE, OF_ANOTHER_COMPANY = "13800000001", "13800000002", "13800000005", "13900000001"
SignIn = Callable[[str], Person]
OWN_PASSWORD = "a password of my own"
KINDS = ("/departments", "/employees", "/job-titles", "/roles")


def an_account() -> str:
    return f"137{uuid4().int % 10**8:08}"


def create_all(administrator: Person) -> dict[str, dict[str, Any]]:
    """One of each thing with an id, by its path."""
    name = f"旅程 {uuid4()}"
    department = administrator.order("POST", "/departments", {"name": name})
    title = administrator.order("POST", "/job-titles", {"name": name})
    role = administrator.order("POST", "/roles", {"name": name, "functions": {"customers": {"kind": "self"}}})
    draft = {"name": name, "account": an_account(), "department_id": department["id"], "role_ids": [role["id"]]}
    employee = administrator.order("POST", "/employees", draft | {"job_title_id": title["id"]})
    return {"/departments": department, "/employees": employee, "/job-titles": title, "/roles": role}


@pytest.fixture
def newcomer(live_stack: LiveStack, somebody: SignIn) -> Callable[..., Person]:
    """Somebody new, who got a message with a first password and chose another."""

    def make(**changes: Any) -> Person:
        administrator = somebody(ADMINISTRATOR)
        staff = next(each for each in administrator.read("/roles")["items"] if each["name"] == "员工")
        return employ(live_stack, administrator, **({"role_ids": [staff["id"]]} | changes))

    return make


class TestNewEmployee:
    def test_works_with_customers_after_choosing_a_password(self, newcomer: Callable[..., Person]) -> None:
        somebody_new = newcomer()

        def create() -> Any:
            answer = somebody_new.ask("POST", "/customers", json={"name": "新同事的客户"})
            return answer.json() if answer.ok else None

        customer = eventually(create)

        assert customer["name"] == "新同事的客户"
        assert somebody_new.read("/customers", view="mine")["total"] >= 1

    def test_is_held_to_a_new_password_by_every_service(self, live_stack: LiveStack, somebody: SignIn) -> None:
        administrator = somebody(ADMINISTRATOR)
        draft = {"name": "未改密码", "account": an_account(), "department_id": None, "role_ids": []}
        administrator.order("POST", "/employees", draft)
        message = administrator.read("/sms-outbox")["items"][0]
        initial = message["text"].split("初始密码 ")[1].split("，")[0]

        person = Person(live_stack.url, account=draft["account"], password=initial)

        for path in ("/customers", "/departments", "/audit-log"):
            answer = person.ask("GET", path)
            assert (answer.status_code, answer.json()["code"]) == (403, "auth.password_change_required")

    def test_loses_everything_at_once_when_disabled(self, somebody: SignIn, newcomer: Callable[..., Person]) -> None:
        person = newcomer()

        somebody(ADMINISTRATOR).order("POST", f"/employees/{person.employee['id']}/disable", {})

        assert person.ask("GET", "/customers").status_code == 401
        assert person.ask("GET", "/me").status_code == 401

    def test_sees_as_far_as_the_role_says_from_the_next_request_on(
        self, somebody: SignIn, newcomer: Callable[..., Person]
    ) -> None:
        administrator, person = somebody(ADMINISTRATOR), newcomer()
        role = administrator.order("POST", "/roles", {"name": f"空 {uuid4()}"})
        path = f"/employees/{person.employee['id']}"

        version = administrator.read(path)["version"]
        administrator.order("PATCH", path, {"version": version, "role_ids": [role["id"]]})

        assert person.ask("GET", "/customers").status_code == 403


class TestOneWhoMayNot:
    def changes(self, things: dict[str, dict[str, Any]]) -> list[tuple[str, str, str, dict[str, Any]]]:
        """Every change that names a thing: method, path before and after the id, body."""
        verbs = ("disable", "enable", "reset-password", "reset-second-factor")
        return [
            *(("PATCH", path, "", {"version": thing.get("version"), "name": "x"}) for path, thing in things.items()),
            *(("DELETE", path, "", {}) for path in KINDS if path != "/employees"),
            *(("POST", "/employees", f"/{verb}", {}) for verb in verbs),
        ]

    @pytest.mark.parametrize("account", [EMPLOYEE, HEAD, OF_ANOTHER_COMPANY])
    def test_cannot_tell_a_thing_from_an_unknown_one(self, somebody: SignIn, account: str) -> None:
        administrator = somebody(ADMINISTRATOR)
        things = create_all(administrator)
        who = somebody(account)

        for method, path, tail, body in self.changes(things):
            sent = {name: value for name, value in body.items() if value is not None}
            if path == "/job-titles":
                sent.pop("version", None)
            known, unknown = (
                who.ask(method, f"{path}/{each}{tail}", json=sent) for each in (things[path]["id"], uuid4())
            )
            expected = 404 if account == OF_ANOTHER_COMPANY else 403
            assert known.status_code == unknown.status_code == expected, (method, path, tail, known.text)
            assert known.json() | {"request_id": ""} == unknown.json() | {"request_id": ""}
        for path in KINDS:
            items = administrator.all_rows(path) if path == "/employees" else administrator.read(path)["items"]
            kept = {each["id"]: each["name"] for each in items}
            assert kept[things[path]["id"]] == things[path]["name"]

    def test_sees_nothing_of_another_company(self, somebody: SignIn) -> None:
        things = create_all(somebody(ADMINISTRATOR))
        stranger = somebody(OF_ANOTHER_COMPANY)

        for path in KINDS:
            assert things[path]["id"] not in {each["id"] for each in stranger.read(path)["items"]}
        assert stranger.ask("GET", f"/employees/{things['/employees']['id']}").status_code == 404
        assert things["/employees"]["account"] not in stranger.ask("GET", "/audit-log").text
        assert things["/employees"]["account"] not in stranger.ask("GET", "/sms-outbox").text

    def test_cannot_name_things_of_another_company(self, somebody: SignIn) -> None:
        things = create_all(somebody(ADMINISTRATOR))
        stranger = somebody(OF_ANOTHER_COMPANY)
        draft = {
            "name": "越界",
            "account": an_account(),
            "department_id": things["/departments"]["id"],
            "role_ids": [],
        }

        for field, path in (
            ("department_id", "/departments"),
            ("superior_id", "/employees"),
            ("job_title_id", "/job-titles"),
        ):
            body = draft | {"department_id": None} | {field: things[path]["id"]}
            assert stranger.ask("POST", "/employees", json=body).json()["errors"].keys() == {field}
        body = draft | {"department_id": None, "role_ids": [things["/roles"]["id"]]}
        assert stranger.ask("POST", "/employees", json=body).json()["errors"].keys() == {"role_ids"}

    def test_is_told_of_a_malformed_id_as_of_an_unknown_one(self, somebody: SignIn) -> None:
        administrator = somebody(ADMINISTRATOR)

        answers = [administrator.ask("GET", f"/employees/{each}") for each in ("nobody", uuid4())]

        assert [each.status_code for each in answers] == [404, 404]
        assert answers[0].json()["detail"] == answers[1].json()["detail"]


class TestRepeatedRequest:
    @pytest.mark.parametrize("path", KINDS)
    def test_creates_once(self, somebody: SignIn, path: str) -> None:
        administrator, key = somebody(ADMINISTRATOR), {"Idempotency-Key": str(uuid4())}
        draft: dict[str, Any] = {"name": f"一次 {uuid4()}"}
        if path == "/employees":
            draft |= {"account": an_account(), "department_id": None, "role_ids": []}

        answers = [administrator.ask("POST", path, json=draft, headers=key) for _ in range(3)]

        assert {each.status_code for each in answers} == {201}
        assert len({each.content for each in answers}) == 1
        reused = administrator.ask("POST", path, json=draft | {"name": "另一个"}, headers=key)
        assert (reused.status_code, reused.json()["code"]) == (409, "idempotency.key_reused")


class TestBadInput:
    @pytest.mark.parametrize("path", KINDS)
    @pytest.mark.parametrize("body", ["{", "[]", '"text"', "null", "1"])
    def test_that_is_no_object_is_unreadable(self, somebody: SignIn, path: str, body: str) -> None:
        answer = somebody(ADMINISTRATOR).ask("POST", path, data=body, headers={"Content-Type": "application/json"})

        assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")

    @pytest.mark.parametrize("path", KINDS)
    def test_names_its_fields_in_the_callers_language(self, somebody: SignIn, path: str) -> None:
        administrator, draft = somebody(ADMINISTRATOR), {"name": 5, "colour": "red"}

        chinese = administrator.ask("POST", path, json=draft, headers={"Accept-Language": "zh-CN"})
        english = administrator.ask("POST", path, json=draft, headers={"Accept-Language": "en"})

        assert chinese.status_code == english.status_code == 422
        assert (chinese.json()["errors"]["name"], chinese.json()["errors"]["colour"]) == (["须为文本"], ["未知字段"])
        assert english.json()["errors"]["colour"] == ["Unknown field."]

    def test_in_a_query_names_its_fields(self, somebody: SignIn) -> None:
        query = {"page": "0", "page_size": "101", "enabled": "perhaps", "department_id": "x", "sort": "y"}

        answer = somebody(ADMINISTRATOR).ask("GET", "/employees", params=query)

        assert answer.status_code == 422
        assert set(answer.json()["errors"]) == set(query)


class TestAuditLog:
    def test_tells_who_purged_and_exported(self, somebody: SignIn) -> None:
        administrator = somebody(ADMINISTRATOR)
        customer = administrator.order("POST", "/customers", {"name": f"清除 {uuid4()}"})["id"]
        for verb in ("delete", "purge"):
            administrator.order("POST", f"/customers/bulk/{verb}", {"ids": [customer]})
        job = administrator.order("POST", "/exports", {"kind": "customers", "filter": {"view": "mine"}})

        lines = administrator.read("/audit-log", page_size=100)["items"]

        purged = next(each for each in lines if each["kind"] == "customers_purged")
        assert (purged["detail"]["asked"]["ids"], purged["detail"]["answered"]["done"]) == ([customer], 1)
        assert purged["employee"]["name"] == "蒋吉祥"
        exported = next(each for each in lines if each["kind"] == "export_started")
        assert exported["detail"]["answered"]["id"] == job["id"]

    def test_is_an_administrators(self, somebody: SignIn) -> None:
        for path in ("/audit-log", "/sms-outbox"):
            assert somebody(HEAD).ask("GET", path).status_code == 403


class TestDevices:
    def test_of_somebody_else_are_as_unknown(self, live_stack: LiveStack, somebody: SignIn) -> None:
        head, device = somebody(HEAD), somebody(EMPLOYEE).read("/auth/devices")["items"][0]["id"]

        for each in (device, uuid4()):
            assert head.ask("DELETE", f"/auth/devices/{each}").status_code == 404
        nobody = requests.get(f"{live_stack.url}/api/v1/auth/devices", timeout=10)
        assert nobody.status_code == 401
