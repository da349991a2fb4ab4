"""A customer's way: created, dropped to the pool, taken by one of two, seen by the head, not by others."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from tests.journeys.person import Person

HEAD, SONG, ZHOU, OF_ANOTHER_DEPARTMENT, OF_ANOTHER_COMPANY = (
    "13800000002",
    "13800000005",
    "13800000006",
    "13800000004",
    "13900000001",
)
SignIn = Callable[[str], Person]


class TestCustomer:
    def test_goes_through_the_pool_to_one_of_two_who_want_it(self, somebody: SignIn) -> None:
        head, song, zhou = somebody(HEAD), somebody(SONG), somebody(ZHOU)
        ids = [song.order("POST", "/customers", {"name": f"玉堂码头火锅 {n}"})["id"] for n in range(10)]

        dropped = song.order("POST", "/customers/bulk/drop-to-pool", {"ids": ids, "reason": "无意向"})
        with ThreadPoolExecutor(2) as both:
            taken = list(both.map(lambda who: who.order("POST", "/customers/bulk/take", {"ids": ids}), (head, zhou)))

        assert dropped == {"done": 10, "refused": []}
        assert sum(each["done"] for each in taken) == 10
        assert {refused["code"] for each in taken for refused in each["refused"]} == {"customer.already_taken"}
        owners = {head.read(f"/customers/{each}")["owner"]["id"] for each in ids}
        assert owners <= {head.employee["id"], zhou.employee["id"]}

    def test_is_created_once_by_a_repeated_request(self, somebody: SignIn) -> None:
        song, key = somebody(SONG), {"Idempotency-Key": str(uuid4())}
        draft = {"name": f"一次 {uuid4()}"}

        answers = [song.ask("POST", "/customers", json=draft, headers=key) for _ in range(3)]

        assert {each.status_code for each in answers} == {201}
        assert len({each.json()["id"] for each in answers}) == 1
        assert song.read("/customers", view="mine", q=draft["name"])["total"] == 1
        assert song.ask("POST", "/customers", json={"name": "另一个"}, headers=key).status_code == 409

    def test_is_not_changed_over_a_faster_colleague(self, somebody: SignIn) -> None:
        song = somebody(SONG)
        customer = song.order("POST", "/customers", {"name": "鸿空间设计"})
        path, version = f"/customers/{customer['id']}", customer["version"]

        first = song.ask("PATCH", path, json={"version": version, "address": "高新区"})
        second = song.ask("PATCH", path, json={"version": version, "address": "锦江区"})

        assert (first.status_code, second.status_code) == (200, 409)
        assert song.read(path)["address"] == "高新区"

    def test_names_the_fields_that_are_wrong(self, somebody: SignIn) -> None:
        answer = somebody(SONG).ask("POST", "/customers", json={"name": " ", "colour": "red"})

        assert answer.status_code == 422
        assert set(answer.json()["errors"]) == {"name", "colour"}


class TestSomebodyWithoutTheRight:
    def test_cannot_tell_a_customer_from_an_unknown_one(self, somebody: SignIn) -> None:
        customer = somebody(SONG).order("POST", "/customers", {"name": "思博特软件"})

        for account in (ZHOU, OF_ANOTHER_DEPARTMENT, OF_ANOTHER_COMPANY):
            who = somebody(account)
            for method, tail in (("GET", ""), ("GET", "/changes"), ("PATCH", "")):
                body = {"json": {"version": 1, "name": "x"}} if method == "PATCH" else {}
                seen = who.ask(method, f"/customers/{customer['id']}{tail}", **body)
                unknown = who.ask(method, f"/customers/{uuid4()}{tail}", **body)
                assert (seen.status_code, seen.json()["detail"]) == (404, unknown.json()["detail"])

    def test_cannot_move_it_either(self, somebody: SignIn) -> None:
        customer = somebody(SONG).order("POST", "/customers", {"name": "金刚石刀具厂"})["id"]

        stranger = somebody(OF_ANOTHER_COMPANY)
        for verb in ("drop-to-pool", "take", "delete", "restore"):
            answer = stranger.order("POST", f"/customers/bulk/{verb}", {"ids": [customer]})
            assert [each["code"] for each in answer["refused"]] == ["missing"]
        assert somebody(SONG).read(f"/customers/{customer}")["owner"]["name"] == "宋肖肖"

    def test_is_refused_by_action(self, somebody: SignIn) -> None:
        song = somebody(SONG)
        customer = song.order("POST", "/customers", {"name": "锦江图文快印"})["id"]

        assert song.ask("POST", "/customers/bulk/delete", json={"ids": [customer]}).status_code == 403
        assert song.ask("GET", "/customers", params={"view": "recycled"}).status_code == 403


class TestHead:
    def test_sets_the_rules_of_the_pool_and_sees_when_a_customer_falls(self, somebody: SignIn) -> None:
        administrator, song = somebody("13800000001"), somebody(SONG)
        draft = {"name": f"一天 {uuid4().hex[:8]}", "days_without_follow_up": 1, "red_days": 1}
        rule = administrator.order("POST", "/settings/pool-rules", draft)

        customer = song.order("POST", "/customers", {"name": "玉堂码头火锅"})
        administrator.ask("DELETE", f"/settings/pool-rules/{rule['id']}")

        assert (customer["falls_by"]["id"], customer["falls_soon"]) == (rule["id"], True)
        assert song.read(f"/customers/{customer['id']}")["falls_by"]["id"] != rule["id"]

    def test_finds_status_tags_and_participants_where_they_were_set(self, somebody: SignIn) -> None:
        head, song, zhou = somebody(HEAD), somebody(SONG), somebody(ZHOU)
        status, tag = (song.read(f"/settings/{kind}")["items"][0] for kind in ("customer-statuses", "customer-tags"))
        customer = song.order("POST", "/customers", {"name": "鸿空间设计", "position": {"lng": 104.06, "lat": 30.67}})
        ids = {"ids": [customer["id"]]}

        for verb, arguments in (
            ("set-status", {"status_id": status["id"]}),
            ("set-tags", {"tag_ids": [tag["id"]]}),
            ("add-participants", {"employee_ids": [zhou.employee["id"]], "may_edit": True}),
        ):
            assert song.order("POST", f"/customers/bulk/{verb}", ids | arguments)["done"] == 1

        seen = head.read(f"/customers/{customer['id']}/overview")["customer"]
        assert (seen["status"]["id"], [each["id"] for each in seen["tags"]]) == (status["id"], [tag["id"]])
        assert seen["position"] == {"lng": 104.06, "lat": 30.67}
        listed = zhou.read("/customers", view="participating", status_id=status["id"], tag_id=tag["id"])["items"]
        assert customer["id"] in {each["id"] for each in listed}
        assert "edit" in zhou.read(f"/customers/{customer['id']}")["may"]
        kinds = [each["kind"] for each in song.read(f"/customers/{customer['id']}/changes")["items"]]
        assert kinds == ["participants_changed", "tags_changed", "status_changed", "created"]

    def test_purges_what_was_deleted(self, somebody: SignIn) -> None:
        head = somebody(HEAD)
        customer = head.order("POST", "/customers", {"name": "金刚石刀具厂"})["id"]

        for verb in ("delete", "purge"):
            assert head.order("POST", f"/customers/bulk/{verb}", {"ids": [customer]})["done"] == 1

        assert head.ask("GET", f"/customers/{customer}").status_code == 404
