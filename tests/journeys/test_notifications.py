"""What one does reaches the other: in the inbox, and counted on the open screen."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from shared.testing.eventually import eventually
from tests.journeys.person import Person
from tests.journeys.test_stream import heard, lines

HEAD, SONG, ZHOU = "13800000002", "13800000005", "13800000006"
SignIn = Callable[[str], Person]


@pytest.fixture
def head(somebody: SignIn) -> Person:
    return somebody(HEAD)


@pytest.fixture
def song(somebody: SignIn) -> Person:
    return somebody(SONG)


@pytest.fixture
def zhou(somebody: SignIn) -> Person:
    return somebody(ZHOU)


def in_inbox(who: Person, record_id: str, *, within: float = 30, **asked: str) -> dict[str, Any]:
    """The notification that opens the record, once it is there."""

    def found() -> dict[str, Any] | None:
        items = who.read("/notifications", **asked)["items"]
        return next((each for each in items if each["opens"]["id"] == record_id), None)

    return eventually(found, within=within) or {}


def followed(who: Person, **draft: Any) -> dict[str, Any]:
    behaviour = who.read("/settings/behaviours")["items"][0]["id"]
    customer = who.order("POST", "/customers", {"name": f"跟进 {uuid4()}"})
    draft = {"customer_id": customer["id"], "behaviour_id": behaviour, "content": "聊了报价", **draft}
    made: dict[str, Any] = who.order("POST", "/follow-ups", draft)
    return made


class TestTransfer:
    def test_is_in_the_new_owners_inbox_and_counted_live(self, head: Person, zhou: Person) -> None:
        customer = head.order("POST", "/customers", {"name": f"转移 {uuid4()}"})
        before = zhou.read("/notifications/counters")["unread"]

        with zhou.ask("GET", "/stream", stream=True) as answer:
            stream = lines(answer)
            heard(stream, until="hello")
            moving = {"ids": [customer["id"]], "owner_id": zhou.employee["id"]}
            assert head.order("POST", "/customers/bulk/transfer", moving)["done"] == 1

            assert "event: counters" in heard(stream, until=f'"unread":{before + 1}')
            told = in_inbox(zhou, customer["id"], kind="assigned")
            assert told["title"] == f"{head.employee['name']}把客户「{customer['name']}」转移给你"

            zhou.order("POST", f"/notifications/{told['id']}/read", {})
            heard(stream, until=f'"unread":{before}')
        assert told["id"] not in {each["id"] for each in zhou.read("/notifications", unread="true")["items"]}


class TestComment:
    def test_tells_whom_it_names_and_opens_the_follow_up_to_them(self, song: Person, zhou: Person) -> None:
        follow_up = followed(song)["id"]
        assert zhou.ask("GET", f"/follow-ups/{follow_up}").status_code == 404

        said = {"on": f"follow_up:{follow_up}", "text": "请看一下报价", "mention_ids": [zhou.employee["id"]]}
        song.order("POST", "/comments", said)

        told = in_inbox(zhou, follow_up, kind="mention")
        assert (told["text"], told["opens"]["address"]) == ("请看一下报价", f"/follow-ups/{follow_up}")
        assert zhou.read(f"/follow-ups/{follow_up}")["comments"] == 1

        zhou.order("POST", "/comments", {"on": f"follow_up:{follow_up}", "text": "没问题"})
        assert in_inbox(song, follow_up, kind="comment")["text"] == "没问题"


class TestReminder:
    def test_comes_when_the_next_date_of_a_follow_up_has_come(self, song: Person) -> None:
        soon = datetime.now(UTC) + timedelta(seconds=1)

        follow_up = followed(song, next_at=soon.isoformat())

        told = in_inbox(song, follow_up["id"], kind="follow_up_due", within=60)
        assert told["title"] == f"该跟进「{follow_up['customer']['name']}」了"


class TestPush:
    def test_has_a_key_from_the_first_start_on(self, song: Person) -> None:
        assert len(song.read("/settings/push")["public_key"]) == 87
