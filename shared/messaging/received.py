"""A message as it came, read and judged before anything is done with it."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from shared.contracts.catalogue import EVENTS
from shared.kernel.envelope import Envelope, MalformedEnvelope
from shared.kernel.events import Event
from shared.messaging.heartbeat import Heartbeat, is_heartbeat

MAX_EVENT_BYTES = 65_536
_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Poison(Exception):  # the domain's word
    """A message that can never be applied as it is; it is parked under this reason."""

    def __init__(self, reason: str, *, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


class Heard(NamedTuple):
    """An event with its envelope, for projections that need its time, actor or version."""

    event: Event
    envelope: Envelope


@dataclass(frozen=True, kw_only=True)
class Received:
    """One delivery of the broker."""

    tag: int
    body: bytes
    routing_key: str
    sender: str
    message_id: str

    @classmethod
    def of(cls, message: Any) -> "Received":
        return cls(
            tag=message.delivery_info["delivery_tag"],
            body=message.body or b"",
            routing_key=message.delivery_info["routing_key"],
            sender=message.properties.get("user_id", ""),
            message_id=message.properties.get("message_id", ""),
        )

    @property
    def is_heartbeat(self) -> bool:
        return is_heartbeat(self.routing_key)

    def read_heartbeat(self, *, trusted: str) -> Heartbeat:
        """:raises Poison: no heartbeat, or somebody else's"""
        try:
            beat = Heartbeat.read(self.routing_key, self.body)
        except ValueError as error:
            raise Poison("malformed", detail=str(error)) from error
        if self.sender not in {beat.source, trusted}:
            raise Poison("wrong sender", detail=self.sender)
        return beat

    def read(self, *, trusted: str) -> Heard:
        """The event inside. Its sender is the service that owns it, or `trusted`, which is this service's own user.

        :raises Poison: it is not an event that this service can apply
        """
        if len(self.body) > MAX_EVENT_BYTES:
            raise Poison("too large", detail=f"{len(self.body)} bytes")
        try:
            envelope = Envelope.from_bytes(self.body)
        except MalformedEnvelope as error:
            raise Poison("malformed", detail=str(error)) from error
        if self.sender not in {envelope.type.split(".")[0], trusted}:
            raise Poison("wrong sender", detail=self.sender)
        return heard(envelope)


def heard(envelope: Envelope) -> Heard:
    """:raises Poison: unknown type, newer schema, impossible version, no company, or wrong fields"""
    event_class = EVENTS.get(envelope.type)
    if event_class is None:
        raise Poison("unknown type", detail=envelope.type)
    if envelope.schema != event_class.schema:
        raise Poison("unknown schema", detail=f"{envelope.type} {envelope.schema}")
    if envelope.aggregate_version < 1:
        raise Poison("bad version", detail=str(envelope.aggregate_version))
    for each in (envelope.company_id, envelope.aggregate_id, envelope.id):
        if not _ID.fullmatch(each):
            raise Poison("wrong fields", detail=f"no id: {each}")
    try:
        return Heard(event_class.from_data(envelope.data), envelope)
    except (ValueError, TypeError) as error:
        raise Poison("wrong fields", detail=str(error)) from error
