"""Events for tests, written to an outbox or sent straight to the broker."""

from uuid import uuid4

from shared.contracts.gateway.events import CompanyChanged, CompanyFounded
from shared.contracts.partitions import routing_key
from shared.kernel.envelope import Envelope
from shared.messaging.broker import BrokerConnection, publish
from shared.messaging.received import Heard, heard
from shared.messaging.topology import EVENTS_EXCHANGE


def envelope(company_id, version, *, name=None):
    """The version-th event of a company: founded, then changed again and again."""
    happening = "founded" if version == 1 else "changed"
    return Envelope(
        id=str(uuid4()),
        type=f"gateway.company.{happening}",
        schema=1,
        company_id=company_id,
        aggregate="company",
        aggregate_id=company_id,
        aggregate_version=version,
        occurred_at="2026-11-24T00:00:00+00:00",
        actor=None,
        request_id=None,
        traceparent=None,
        data={"company_id": company_id, "name": name or f"v{version}", "time_zone": "Asia/Shanghai"},
    )


def history(company_id, length) -> list[Heard]:
    return [heard(envelope(company_id, version)) for version in range(1, length + 1)]


class Sender:
    """Sends to the exchange as the gateway's relay would."""

    def __init__(self, url):
        self.connection = BrokerConnection(url, name="test sender").open()
        self.channel = self.connection.open_channel()

    def send(self, body, *, company_id, message_id=None, sender=None):
        publish(
            self.channel,
            body,
            exchange=EVENTS_EXCHANGE,
            routing_key=routing_key("gateway.company.changed", company_id=company_id),
            message_id=message_id or str(uuid4()),
            delivery_mode=2,
            **({"user_id": sender} if sender else {}),
        )

    def send_event(self, each):
        self.send(each.to_bytes(), company_id=each.company_id, message_id=each.id, sender="gateway")

    def close(self):
        self.connection.discard()  # quiet for long, the broker may have ended it already


def write_events(database, company_id, versions):
    """Commits events about the company to the outbox."""
    with database.system_transaction() as tx:
        tx.enter_company(company_id)
        for version in versions:
            event = CompanyFounded if version == 1 else CompanyChanged
            tx.publish(event(company_id=company_id, name=f"v{version}", time_zone="Asia/Shanghai"), version=version)
