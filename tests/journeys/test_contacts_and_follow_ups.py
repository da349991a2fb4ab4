"""Working with a customer: the people there, and what was done with them."""

from collections.abc import Callable
from io import BytesIO
from uuid import uuid4

import requests
from PIL import Image

from shared.testing.live import LiveStack
from tests.journeys.person import Person

HEAD, SONG, ZHOU, OF_ANOTHER_COMPANY = "13800000002", "13800000005", "13800000006", "13900000001"
SignIn = Callable[[str], Person]


def first_choice(who: Person, kind: str) -> dict:
    return who.read(f"/settings/{kind}")["items"][0]


class TestContact:
    def test_is_added_changed_and_removed(self, somebody: SignIn) -> None:
        song = somebody(SONG)
        customer_id = song.order("POST", "/customers", {"name": "玉堂码头火锅"})["id"]
        draft = {"customer_id": customer_id, "name": "王芳", "mobiles": ["13800000001"], "birthday": "--02-29"}

        made = song.order("POST", "/contacts", draft)
        other = song.order("POST", "/contacts", {"customer_id": customer_id, "name": "李伟", "is_default": True})
        changed = song.order("PATCH", f"/contacts/{made['id']}", {"version": made["version"] + 1, "title": "总经理"})

        assert 0 <= made["birthday_in_days"] <= 365
        assert changed["title"] == "总经理"
        listed = song.read("/contacts", customer_id=customer_id)["items"]
        assert [(each["name"], each["is_default"]) for each in listed] == [("李伟", True), ("王芳", False)]
        assert song.ask("DELETE", f"/contacts/{other['id']}").status_code == 204
        assert [each["is_default"] for each in song.read("/contacts", customer_id=customer_id)["items"]] == [True]

    def test_names_the_fields_that_are_wrong(self, somebody: SignIn) -> None:
        song = somebody(SONG)
        customer_id = song.order("POST", "/customers", {"name": "鸿空间设计"})["id"]
        wrong = {"name": " ", "birthday": "2999-02-30", "mobiles": ["x"], "email": "nobody", "colour": "red"}

        answer = song.ask("POST", "/contacts", json={"customer_id": customer_id} | wrong)

        assert answer.status_code == 422
        assert {each.partition(".")[0] for each in answer.json()["errors"]} == set(wrong)


class TestFollowUp:
    def test_moves_the_customer_s_clock_and_is_seen_by_the_head(self, somebody: SignIn) -> None:
        song, head = somebody(SONG), somebody(HEAD)
        customer = song.order("POST", "/customers", {"name": "思博特软件"})
        behaviour, status = first_choice(song, "behaviours"), first_choice(song, "customer-statuses")
        draft = {"customer_id": customer["id"], "behaviour_id": behaviour["id"], "content": f"报价 {uuid4()}"}

        written = song.order("POST", "/follow-ups", draft | {"status_id": status["id"]})

        after = song.read(f"/customers/{customer['id']}")
        assert (after["followed_at"], after["status"]["name"]) == (written["written_at"], status["name"])
        assert after["falls_at"] > customer["falls_at"]
        for who, view in ((song, "mine"), (head, "team")):
            (found,) = who.read("/follow-ups", view=view, q=draft["content"])["items"]
            assert (found["id"], found["written_by"]["name"]) == (written["id"], "宋肖肖")

    def test_is_refused_in_the_pool_and_to_those_who_do_not_see_the_customer(self, somebody: SignIn) -> None:
        song = somebody(SONG)
        customer_id = song.order("POST", "/customers", {"name": "金刚石刀具厂"})["id"]
        draft = {"behaviour_id": first_choice(song, "behaviours")["id"], "content": "x"}
        for who in (somebody(ZHOU), somebody(OF_ANOTHER_COMPANY)):
            answers = [
                who.ask("POST", "/follow-ups", json=draft | {"customer_id": each})
                for each in (customer_id, str(uuid4()))
            ]
            assert {(each.status_code, each.json()["detail"]) for each in answers} == {(404, "内容不存在或无权查看")}

        song.order("POST", "/customers/bulk/drop-to-pool", {"ids": [customer_id], "reason": "无意向"})
        answer = song.ask("POST", "/follow-ups", json=draft | {"customer_id": customer_id})

        assert (answer.status_code, answer.json()["code"]) == (409, "customer.in_pool_takes_no_follow_up")


class TestFilesOfAFollowUp:
    def test_are_open_to_whoever_sees_it_and_to_nobody_else(self, somebody: SignIn, live_stack: LiveStack) -> None:
        song, head, colleague = (somebody(each) for each in (SONG, HEAD, "13800000004"))
        customer = song.order("POST", "/customers", {"name": f"照片 {uuid4()}"})["id"]
        behaviour = song.read("/settings/behaviours")["items"][0]["id"]
        photo = song.upload("照片.png", picture())
        draft = {"customer_id": customer, "behaviour_id": behaviour, "content": "现场照片", "file_ids": [photo]}

        made = song.order("POST", "/follow-ups", draft)

        for reader in (song, head):
            (shown,) = reader.read(f"/follow-ups/{made['id']}")["files"]
            for address in (shown["url"], shown["thumbnail_url"]):
                answer = requests.get(live_stack.url + address, timeout=10)
                assert (answer.status_code, answer.headers["Content-Type"].partition("/")[0]) == (200, "image")
        assert colleague.ask("GET", f"/follow-ups/{made['id']}").status_code == 404
        assert colleague.ask("GET", f"/files/{photo}").status_code == 404
        refused = head.ask("POST", "/follow-ups", json=draft)
        assert (refused.status_code, list(refused.json()["errors"])) == (422, ["file_ids"])


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (40, 30), "red").save(content, format="PNG")
    return content.getvalue()
