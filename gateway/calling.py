"""Asks a service as whoever is signed in."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from flask import current_app, g

from gateway.audit.orders import note_order
from gateway.requests import address, idempotency_key
from gateway.storage import database
from shared.kernel.actor import Actor
from shared.messaging.context_token import ContextSigner
from shared.messaging.rpc_client import RpcClient


def ask(actor: Actor, service: str, operation: str, arguments: Mapping[str, Any]) -> bytes:
    """What a query answers, as JSON."""
    return _call(actor, service, operation, arguments, command_id=None)


def order(actor: Actor, service: str, operation: str, arguments: Mapping[str, Any]) -> bytes:
    """What a command answers, as JSON; it takes effect once per `Idempotency-Key`."""
    answer = _call(actor, service, operation, arguments, command_id=idempotency_key() or str(uuid4()))
    note_order(
        database(),
        operation,
        actor=actor,
        address=address(),
        request_id=g.request_id,
        asked=arguments,
        answer=answer,
    )
    return answer


def _call(actor: Actor, service: str, operation: str, arguments: Mapping[str, Any], *, command_id: str | None) -> bytes:
    calls: RpcClient = current_app.extensions["calls"]
    signer: ContextSigner = current_app.extensions["signer"]
    return calls.call(
        service,
        operation,
        arguments,
        token=signer.sign(actor),
        request_id=g.request_id,
        command_id=command_id,
        language=g.language,
    )
