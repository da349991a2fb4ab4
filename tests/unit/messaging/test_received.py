import json

import pytest

from shared.messaging.received import MAX_EVENT_BYTES, Poison, Received

COMPANY = "01a20b58-c978-7450-9de6-414118bc8333"
GOOD = {
    "id": "01a20b58-c978-7450-9de6-414118bc8335",
    "type": "gateway.company.founded",
    "schema": 1,
    "company_id": COMPANY,
    "aggregate": "company",
    "aggregate_id": COMPANY,
    "aggregate_version": 1,
    "occurred_at": "2026-11-24T00:00:00+00:00",
    "actor": None,
    "request_id": None,
    "traceparent": None,
    "data": {"company_id": COMPANY, "name": "启", "time_zone": "Asia/Shanghai"},
}


def received(body, *, sender="gateway"):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Received(tag=1, body=content, routing_key="p0.gateway.company.founded", sender=sender, message_id="")


class TestRead:
    def test_gives_event_and_envelope(self):
        event, envelope = received(GOOD).read(trusted="stats")

        assert event.name == "启"
        assert envelope.aggregate_version == 1

    def test_bears_fields_it_does_not_know(self):
        assert received(GOOD | {"data": GOOD["data"] | {"new": 1}}).read(trusted="stats").event.name == "启"

    def test_accepts_the_service_s_own_user_for_replays(self):
        assert received(GOOD, sender="stats").read(trusted="stats")

    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            (b"not json", "malformed"),
            (b"[]", "malformed"),
            ({name: value for name, value in GOOD.items() if name != "company_id"}, "malformed"),
            (GOOD | {"type": "gateway.company.exploded"}, "unknown type"),
            (GOOD | {"schema": 2}, "unknown schema"),
            (GOOD | {"aggregate_version": 0}, "bad version"),
            (GOOD | {"company_id": "nobody"}, "wrong fields"),
            (GOOD | {"data": {}}, "wrong fields"),
            (b" " * MAX_EVENT_BYTES + json.dumps(GOOD).encode(), "too large"),
        ],
    )
    def test_names_what_is_wrong(self, body, reason):
        with pytest.raises(Poison) as raised:
            received(body).read(trusted="stats")

        assert raised.value.reason == reason

    def test_refuses_an_event_its_owner_did_not_send(self):
        with pytest.raises(Poison, match="wrong sender: crm"):
            received(GOOD, sender="crm").read(trusted="stats")
