"""The envelope an event travels in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

import orjson

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
        return orjson.dumps(self.__dict__)

    @classmethod
    def from_bytes(cls, body: bytes) -> Self:
        """:raises MalformedEnvelope: not JSON, or a part is missing or of the wrong kind"""
        try:
            return cls.from_parts(orjson.loads(body))
        except ValueError as error:
            raise MalformedEnvelope(f"{type(error).__name__}: {error}") from error

    @classmethod
    def from_parts(cls, read: Mapping[str, Any]) -> Self:
        """Parts that a newer sender added are left aside.

        :raises MalformedEnvelope: a part is missing or of the wrong kind
        """
        try:
            parts = {name: read[name] for name in cls.__dataclass_fields__}
        except (KeyError, TypeError) as error:
            raise MalformedEnvelope(f"{type(error).__name__}: {error}") from error
        for name, kind in _KINDS.items():
            if not isinstance(parts[name], kind):
                raise MalformedEnvelope(f"{name} is not {kind.__name__}")
        made = object.__new__(cls)  # its parts are all there: setting them one by one costs a tenth of hearing an event
        made.__dict__.update(parts)
        return made
