"""F12, F13, F15: what comes wrong, comes again, or comes twenty times at once."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
import requests

from shared.contracts.partitions import routing_key
from shared.messaging.broker import BrokerConnection, publish
from shared.messaging.received import MAX_EVENT_BYTES
from shared.messaging.topology import EVENTS_EXCHANGE
from shared.testing.eventually import eventually
from shared.testing.live import LiveStack
from tests.chaos.load import ALL_KINDS, load
from tests.chaos.truth import Truth
from tests.journeys.person import Person
from tools.demo import DEMO

_SEND_AGAIN = """
update outbox set published_at = null where published_at is not null and seq > (select max(seq) - 3000 from outbox)
"""
_KEY = routing_key("crm.customer.created", company_id=DEMO)


def _good_body(truth: Truth) -> bytes:
    """An event of the CRM as it was sent."""
    return bytes(
        truth.rows(
            "crm", "select body from outbox where company_id = %s and type = 'crm.customer.created' limit 1", DEMO
        )[0][0]
    )


class TestPoison:
    def test_is_parked_by_reason_while_all_else_goes_on(self, chaos_stack: LiveStack, truth: Truth) -> None:
        with load(chaos_stack.url, run="F12", seed=12) as journal:
            eventually(lambda: len(journal.done("create")) > 10, within=30)
            good = _good_body(truth)
            bad = {
                "malformed": b"not JSON",
                "unknown type": good.replace(b"crm.customer.created", b"crm.customer.exploded"),
                "unknown schema": good.replace(b'"schema":1', b'"schema":9'),
                "bad version": good.replace(b'"aggregate_version":1,', b'"aggregate_version":0,'),
                "wrong fields": good.replace(DEMO.encode(), b"no company"),
                "too large": b" " * (MAX_EVENT_BYTES + 1),
            }
            accounts = chaos_stack.product.broker.accounts
            for body in bad.values():
                _send(accounts["crm"], body, sender="crm")
            _send(accounts["office"], good, sender="office")
            answered = len(journal.done("create"))
            eventually(lambda: len(journal.done("create")) > answered + 20, within=30)

        truth.holds(journal, run="F12")
        reasons = eventually(lambda: found if len(found := truth.parked_since()) == len(bad) + 1 else None)
        assert sorted(each.partition(":")[0] for each in reasons) == sorted([*bad, "wrong sender"])


class TestRepeatedEvents:
    def test_change_no_figure(self, chaos_stack: LiveStack, truth: Truth) -> None:
        with load(chaos_stack.url, run="F13", seed=13) as journal:
            eventually(lambda: journal.has_done(ALL_KINDS), within=60)
            for service in ("crm", "office", "gateway"):
                truth.rows.change(service, _SEND_AGAIN)
            answered = journal.answered
            eventually(lambda: journal.answered > answered + 40, within=30)

        truth.holds(journal, run="F13")
        assert truth.parked_since() == []


class TestTheSameOrder:
    @pytest.fixture
    def song(self, chaos_stack: LiveStack) -> Person:
        return Person(chaos_stack.url, account="13800000005")

    def test_twenty_times_at_once_takes_effect_once(self, song: Person, truth: Truth) -> None:
        name, headers = f"F15|{uuid4()}", {"Idempotency-Key": str(uuid4())}

        def create(_: int) -> requests.Response:
            return song.ask("POST", "/customers", json={"name": name}, headers=headers)

        with ThreadPoolExecutor(20) as all_at_once:
            answers = list(all_at_once.map(create, range(20)))

        made = {answer.json()["id"] for answer in answers if answer.status_code == 201}
        assert {answer.status_code for answer in answers} <= {201, 503}
        assert len(made) == 1
        assert truth.rows("crm", "select id::text from customers where name = %s", name) == [(made.pop(),)]


def _send(url: str, body: bytes, *, sender: str) -> None:
    with BrokerConnection(url, name="poison") as connection:
        channel = connection.open_channel()
        channel.confirm_select()
        publish(
            channel,
            body,
            exchange=EVENTS_EXCHANGE,
            routing_key=_KEY,
            message_id=str(uuid4()),
            user_id=sender,
            delivery_mode=2,
        )
        connection.read()
