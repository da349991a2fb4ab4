"""Passes requests on to the services by the routing table, and their answers back unparsed."""

from typing import Any
from uuid import uuid4

import orjson
from flask import Blueprint, Response, current_app, g, request

from gateway.requests import sign_in, signed_in
from gateway.routes import ROUTES, Route
from shared.kernel.errors import Unreadable
from shared.messaging.context_token import ContextSigner
from shared.messaging.rpc_client import RpcClient

passing = Blueprint("passing", __name__)
_KEY_LENGTH = 200
ACCEPTED, NO_CONTENT = 202, 204


def _pass_on(route: Route, path: dict[str, str]) -> Response:
    actor, _, _ = sign_in().actor(signed_in(), language=g.language)
    calls: RpcClient = current_app.extensions["calls"]
    signer: ContextSigner = current_app.extensions["signer"]
    answer = calls.call(
        route.service,
        route.calls,
        (_from_query() if route.method == "GET" else _from_body()) | path,
        token=signer.sign(actor),
        request_id=g.request_id,
        command_id=None if route.method == "GET" else _command_id(),
        language=g.language,
    )
    if route.status == NO_CONTENT:
        return Response(status=NO_CONTENT)
    return Response(answer, status=_status(route, answer), mimetype="application/json")


def _status(route: Route, answer: bytes) -> int:
    """A job, which tells its kind, is accepted rather than done."""
    return ACCEPTED if route.long and "kind" in orjson.loads(answer) else route.status


def _from_query() -> dict[str, Any]:
    """Single values as text, repeated ones as lists; the service's schema reads them."""
    return {name: values if len(values) > 1 else values[0] for name, values in request.args.lists()}


def _from_body() -> dict[str, Any]:
    if not request.content_length:
        return {}
    read = request.get_json(silent=True)
    if not isinstance(read, dict):
        raise Unreadable
    return read


def _command_id() -> str:
    given = request.headers.get("Idempotency-Key")
    if given is None:
        return str(uuid4())
    if not 0 < len(given) <= _KEY_LENGTH or not given.isprintable():
        raise Unreadable
    return given


def _add(route: Route) -> None:
    def view(**path: str) -> Response:
        return _pass_on(route, path)

    passing.add_url_rule(route.path, endpoint=route.calls, view_func=view, methods=[route.method])


for _route in ROUTES:
    _add(_route)
