"""The envelope an event travels in."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from shared.kernel.actor import Person
from shared.kernel.events import Event

_KINDS = {
    "id": str,
    "type": str,
    "company_id": str,
    "aggregate": str,
    "aggregate_id": str,
    "aggregate_version": int,
    "occurred_at": str,
    "data": dict,
}


class MalformedEnvelope(ValueError):
    """The bytes are not an envelope; the message says what is missing."""


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """An event with what all events have: identity, company, place in its aggregate's history, actor, trace.

    `actor` is None where the system itself acted. `occurred_at` is RFC 3339 in UTC, from the database's clock.
    """

    id: str
    type: str
    schema: int
    company_id: str
    aggregate: str
    aggregate_id: str
    aggregate_version: int
    occurred_at: str
    actor: Person | None
    request_id: str | None
    traceparent: str | None
    data: dict[str, Any]

    @classmethod
    def around(
        cls,
        event: Event,
        *,
        envelope_id: str,
        company_id: str,
        version: int,
        occurred_at: datetime,
        actor: Person | None,
        request_id: str | None,
        traceparent: str | None = None,
    ) -> Self:
        return cls(
            id=envelope_id,
            type=event.type,
            schema=event.schema,
            company_id=company_id,
            aggregate=event.aggregate,
            aggregate_id=event.aggregate_id,
            aggregate_version=version,
            occurred_at=occurred_at.isoformat(),
            actor=actor,
            request_id=request_id,
            traceparent=traceparent,
            data=event.to_data(),
        )

    def to_bytes(self) -> bytes:
        return json.dumps(self.__dict__, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, body: bytes) -> Self:
        """:raises MalformedEnvelope: not JSON, or a part is missing or of the wrong kind"""
        try:
            read = json.loads(body)
            parts = {name: read[name] for name in cls.__dataclass_fields__}
        except (ValueError, KeyError, TypeError) as error:
            raise MalformedEnvelope(f"{type(error).__name__}: {error}") from error
        for name, kind in _KINDS.items():
            if not isinstance(parts[name], kind):
                raise MalformedEnvelope(f"{name} is not {kind.__name__}")
        return cls(**parts)
