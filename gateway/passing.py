"""Passes requests on to the services by the routing table, and their answers back unparsed."""

from uuid import uuid4

import orjson
from flask import Blueprint, Response, current_app, g

from gateway.requests import acting, idempotency_key, json_body, query_arguments
from gateway.routes import ROUTES, Route
from shared.messaging.context_token import ContextSigner
from shared.messaging.rpc_client import RpcClient

passing = Blueprint("passing", __name__)
ACCEPTED, NO_CONTENT = 202, 204


def _pass_on(route: Route, path: dict[str, str]) -> Response:
    actor = acting()
    calls: RpcClient = current_app.extensions["calls"]
    signer: ContextSigner = current_app.extensions["signer"]
    answer = calls.call(
        route.service,
        route.calls,
        (query_arguments() if route.method == "GET" else json_body()) | path,
        token=signer.sign(actor),
        request_id=g.request_id,
        command_id=None if route.method == "GET" else (idempotency_key() or str(uuid4())),
        language=g.language,
    )
    if route.status == NO_CONTENT:
        return Response(status=NO_CONTENT)
    return Response(answer, status=_status(route, answer), mimetype="application/json")


def _status(route: Route, answer: bytes) -> int:
    """A job, which tells its kind, is accepted rather than done."""
    return ACCEPTED if route.long and "kind" in orjson.loads(answer) else route.status


def _add(route: Route) -> None:
    def view(**path: str) -> Response:
        return _pass_on(route, path)

    passing.add_url_rule(route.path, endpoint=route.calls, view_func=view, methods=[route.method])


for _route in ROUTES:
    _add(_route)
