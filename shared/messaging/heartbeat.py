"""A relay's heartbeat: up to which moment all that its service told has been published (docs/adr/0006)."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

_WORD = "heartbeat"


@dataclass(frozen=True)
class Heartbeat:
    """Every event of `source` about a company of `partition` that occurred before `up_to` went ahead of this."""

    source: str
    partition: int
    up_to: datetime

    @property
    def type(self) -> str:
        return type_of(self.source)

    @property
    def routing_key(self) -> str:
        """Shape: p3.heartbeat.crm; through the same queue as the partition's events, so that it cannot overtake."""
        return f"p{self.partition}.{self.type}"

    def to_bytes(self) -> bytes:
        return json.dumps({"up_to": self.up_to.isoformat()}).encode()

    @classmethod
    def read(cls, routing_key: str, body: bytes) -> Self:
        """:raises ValueError: not a heartbeat"""
        partition, _, source = routing_key.split(".")
        try:
            moment = datetime.fromisoformat(json.loads(body)["up_to"])
        except (KeyError, TypeError) as error:
            raise ValueError(f"{type(error).__name__}: {error}") from error
        if moment.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return cls(source, int(partition.removeprefix("p")), moment.astimezone(UTC))


def type_of(source: str) -> str:
    """What a source's heartbeats are listened to by: heartbeat.crm"""
    return f"{_WORD}.{source}"


def is_heartbeat(routing_key: str) -> bool:
    return routing_key.split(".")[1:2] == [_WORD]
