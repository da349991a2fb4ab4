"""Puts id and name of what a body refers to in the place of its id, for a service that does not keep the thing.

Only what the caller sees at the service that does: so nobody learns the name of what is not theirs.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson

from gateway.calling import ask
from shared.kernel.actor import Actor
from shared.kernel.errors import Invalid
from shared.messaging.wire import RemoteError

SEES: Mapping[str, tuple[str, str, str]] = {"customer_id": ("crm", "get_customer", "Unknown customer.")}
_NOT_SEEN = frozenset({"missing", "forbidden"})


def with_names(actor: Actor, body: Mapping[str, Any], *, fields: tuple[str, ...]) -> Mapping[str, Any]:
    """:raises Invalid: no id, or nothing that the caller sees, by field"""
    named = {field: _named(actor, field, body[field]) for field in fields if body.get(field) is not None}
    return {**body, **named}


def _named(actor: Actor, field: str, given: Any) -> dict[str, str]:
    service, operation, unknown = SEES[field]
    try:
        thing_id = str(UUID(given))
    except (ValueError, TypeError, AttributeError):
        raise Invalid(errors={field: ["Not a valid UUID."]}) from None
    try:
        found = orjson.loads(ask(actor, service, operation, {field: thing_id}))
    except RemoteError as error:
        if error.kind not in _NOT_SEEN:
            raise
        raise Invalid(errors={field: [unknown]}) from None
    return {"id": found["id"], "name": found["name"]}
