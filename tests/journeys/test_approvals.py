"""Approvals over the running product: by hand, and as a saga with the CRM (B1 to B4, P5)."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from shared.testing.eventually import eventually
from tests.journeys.person import Person

ADMINISTRATOR, MAO, HUANG, XU, SONG, ZHOU = (f"1380000000{number}" for number in range(1, 7))
LEAVE = {
    "leave_type": "事假",
    "from": "2026-12-01T01:00:00Z",
    "to": "2026-12-01T10:00:00Z",
    "days": "1",
    "reason": "办理证件",
}


def template_of(who: Person, form: str) -> dict:
    found = next(each for each in who.read("/approval-templates")["items"] if each["form"] == form)
    return who.read(f"/approval-templates/{found['id']}")


def publish(who: Person, form: str, flows: list) -> list:
    """Draws the template's flows anew and publishes them; the flows before."""
    template = template_of(who, form)
    path, before = f"/approval-templates/{template['id']}", template["draft"]
    drawn = who.order("PUT", f"{path}/draft", {"version": template["version"], "content": before | {"flows": flows}})
    who.order("POST", f"{path}/publish", {"version": drawn["version"]})
    return before["flows"]


def step(key: str, name: str, *approvers: dict, kind: str = "all") -> dict:
    return {
        "id": key,
        "name": name,
        "kind": kind,
        "approvers": list(approvers),
        "nobody": {"do": "administrators"},
        "submitter": "skip",
    }


@pytest.fixture
def people(somebody) -> dict[str, Person]:
    accounts = {"administrator": ADMINISTRATOR, "mao": MAO, "huang": HUANG, "song": SONG, "zhou": ZHOU, "xu": XU}
    return {name: somebody(account) for name, account in accounts.items()}


@pytest.fixture
def three_steps(people) -> Iterator[None]:
    """A win goes to the superior, then to one of two, then to the superior's superior; undone afterwards."""
    administrator = people["administrator"]
    either = {"kind": "people", "ids": [people[name].employee["id"] for name in ("huang", "zhou")]}
    flow = {
        "id": "three",
        "name": "三级审核",
        "conditions": [],
        "steps": [
            step("one", "直属上级", {"kind": "superior", "level": 1}),
            step("two", "复核", either, kind="any"),
            step("three", "总经理", {"kind": "superior", "level": 2}),
        ],
        "copies": [],
    }
    before = publish(administrator, "win", [flow])
    ask_for_wins(administrator, required=True)
    yield
    ask_for_wins(administrator, required=False)
    publish(administrator, "win", before)


def ask_for_wins(administrator: Person, *, required: bool) -> None:
    version = administrator.read("/settings/win-approval")["version"]
    administrator.order("PUT", "/settings/win-approval", {"version": version, "required": required})


def stage(who: Person, name: str) -> str:
    return next(each["id"] for each in who.read("/settings/stages")["items"] if each["name"] == name)


def waiting(who: Person, title: str) -> str | None:
    """The approval of this title whose turn is this person's."""
    items = who.read("/approvals", view="to-approve", turn="now", q=title)["items"]
    return items[0]["id"] if items else None


def told_of(who) -> list[str]:
    """The approvals that this person's inbox asks them to judge."""
    return [each["opens"]["id"] for each in who.read("/notifications", kind="to_approve")["items"]]


class TestByHand:
    def test_leave_goes_to_the_superior_who_is_told_and_says_yes(self, people) -> None:
        song, mao = people["song"], people["mao"]
        leave = template_of(song, "leave")["id"]
        foreseen = song.order("POST", "/approvals/foresee", {"template_id": leave, "fields": LEAVE})
        made = song.order("POST", "/approvals", {"template_id": leave, "fields": LEAVE})
        path = f"/approvals/{made['id']}"

        assert [each["name"] for each in foreseen["steps"][0]["people"]] == ["卯卯卯"]
        assert (made["status"], [each["name"] for each in made["waits_for"]]) == ("waiting", ["卯卯卯"])
        assert eventually(lambda: made["id"] in told_of(mao), within=30)
        assert people["zhou"].ask("GET", path).status_code == 404
        assert song.ask("POST", f"{path}/approve", json={}).status_code == 403
        assert mao.order("POST", f"{path}/approve", {"comment": "同意"})["status"] == "passed"
        assert mao.ask("POST", f"{path}/approve", json={}).json()["code"] == "approval.already_finished"
        assert eventually(lambda: song.read("/notifications", kind="approval_finished")["items"], within=30)

    def test_names_a_customer_that_the_submitter_sees_and_no_other(self, people) -> None:
        song, zhou = people["song"], people["zhou"]
        leave = template_of(song, "leave")["id"]
        mine = song.order("POST", "/customers", {"name": f"审批客户 {uuid4()}"})
        body = {"template_id": leave, "fields": LEAVE, "customer_id": mine["id"]}

        made = song.order("POST", "/approvals", body)
        refused = zhou.ask("POST", "/approvals", json=body)

        assert made["customer"] == {"id": mine["id"], "name": mine["name"]}
        assert [each["id"] for each in song.read("/approvals", customer_id=mine["id"])["items"]] == [made["id"]]
        assert (refused.status_code, set(refused.json()["errors"])) == (422, {"customer_id"})

    def test_shows_pictures_to_whoever_judges(self, people) -> None:
        song, mao = people["song"], people["mao"]
        general = template_of(song, "general")["id"]
        picture = song.upload("a.csv", b"not a picture, but a file")
        body = {
            "template_id": general,
            "fields": {"content": "请看附件", "pictures": [picture]},
            "chosen": {"chosen": [mao.employee["id"]]},
            "file_ids": [picture],
        }

        made = song.order("POST", "/approvals", body)
        (file,) = mao.read(f"/approvals/{made['id']}")["files"]

        assert (file["id"], file["name"]) == (picture, "a.csv")
        assert mao.ask("GET", file["url"].removeprefix("/api/v1")).status_code == 200


class TestWin:
    def test_is_refused_submitted_again_and_won_in_three_steps(self, people, three_steps) -> None:
        song, mao, zhou, administrator = (people[name] for name in ("song", "mao", "zhou", "administrator"))
        title = f"赢单 {uuid4()}"
        customer = song.order("POST", "/customers", {"name": f"客户 {title}"})["id"]
        product = administrator.order("POST", "/products", {"name": f"产品 {title}", "price": "4510.40"})["id"]
        draft = {"customer_id": customer, "title": title, "product_ids": [product], "expected_amount": "4510.40"}
        opportunity = song.order("POST", "/opportunities", draft)["id"]
        path, won = f"/opportunities/{opportunity}", {"stage_id": stage(song, "赢单")}

        song.order("POST", f"{path}/move", won)
        first = eventually(lambda: waiting(mao, title), within=30)
        shown = mao.read(f"/approvals/{first}")
        answers = {each["id"]: each["value"] for each in shown["answers"]}
        assert (answers["amount"], shown["subject"]["id"]) == ("4510.40", opportunity)
        mao.order("POST", f"/approvals/{first}/approve", {})
        zhou.order("POST", f"/approvals/{first}/refuse", {"reason": "折扣过低"})
        eventually(lambda: song.read(path)["approval"] == "refused", within=30)

        song.order("POST", f"{path}/move", won)
        second = eventually(lambda: waiting(mao, title), within=30)
        mao.order("POST", f"/approvals/{second}/approve", {})
        zhou.order("POST", f"/approvals/{second}/approve", {})
        assert song.read(path)["outcome"] == "open"
        ended = administrator.order("POST", f"/approvals/{second}/approve", {})

        assert second != first
        assert [each["state"] for each in ended["way"]] == ["done", "done", "done"]
        eventually(lambda: song.read(path)["outcome"] == "won", within=30)
        assert song.read(path)["approval"] == "passed"

    def test_says_to_the_submitter_that_there_is_no_flow(self, people, three_steps) -> None:
        song, administrator = people["song"], people["administrator"]
        flows = publish(administrator, "win", [])
        title = f"无流程 {uuid4()}"
        customer = song.order("POST", "/customers", {"name": f"客户 {title}"})["id"]
        product = administrator.order("POST", "/products", {"name": f"产品 {title}", "price": "1.00"})["id"]
        draft = {"customer_id": customer, "title": title, "product_ids": [product]}
        opportunity = song.order("POST", "/opportunities", draft)["id"]

        song.order("POST", f"/opportunities/{opportunity}/move", {"stage_id": stage(song, "赢单")})

        told = eventually(
            lambda: [
                each
                for each in song.read("/notifications", kind="approval_finished")["items"]
                if title in each["title"] and "未能提交" in each["title"]
            ],
            within=30,
        )
        assert told
        eventually(lambda: song.read(f"/opportunities/{opportunity}")["approval"] == "not_needed", within=30)
        publish(administrator, "win", flows)
