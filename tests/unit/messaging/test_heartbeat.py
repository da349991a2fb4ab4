from datetime import UTC, datetime

import pytest

from shared.messaging.heartbeat import Heartbeat
from shared.messaging.received import Poison, Received

BEAT = Heartbeat("crm", 3, datetime(2026, 4, 7, 4, tzinfo=UTC))


def received(body, *, routing_key=BEAT.routing_key, sender="crm"):
    return Received(tag=1, body=body, routing_key=routing_key, sender=sender, message_id="")


class TestHeartbeat:
    def test_is_read_as_it_was_sent(self):
        message = received(BEAT.to_bytes())

        assert message.is_heartbeat
        assert message.read_heartbeat(trusted="stats") == BEAT

    def test_is_told_from_an_event(self):
        assert not received(b"", routing_key="p3.crm.heartbeat.created").is_heartbeat

    @pytest.mark.parametrize("body", [b"{", b"{}", b'{"up_to": "soon"}', b'{"up_to": "2026-04-07T04:00:00"}', b"3"])
    def test_is_poison_when_malformed(self, body):
        with pytest.raises(Poison, match="malformed"):
            received(body).read_heartbeat(trusted="stats")

    def test_is_poison_from_anybody_but_its_source(self):
        with pytest.raises(Poison, match="wrong sender"):
            received(BEAT.to_bytes(), sender="office").read_heartbeat(trusted="stats")
