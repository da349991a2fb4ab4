"""Passes requests on to the services by the routing table, and their answers back unparsed unless files are in them."""

from collections.abc import Mapping
from typing import Any

import orjson
from flask import Blueprint, Response

from gateway.calling import ask, order
from gateway.files.attaching import with_addresses, with_files
from gateway.naming import with_names
from gateway.requests import acting, json_body, path_id, query_arguments
from gateway.routes import ROUTES, Route
from shared.kernel.actor import Actor

passing = Blueprint("passing", __name__)
ACCEPTED, NO_CONTENT = 202, 204


def _pass_on(route: Route, variables: dict[str, str]) -> Response:
    actor = acting()
    path = {name: path_id(value) if name.endswith("_id") else value for name, value in variables.items()}
    if route.method == "GET":
        answer = ask(actor, route.service, route.calls, query_arguments() | path)
    else:
        answer = order(actor, route.service, route.calls, {**_body(actor, route), **path})
    if route.status == NO_CONTENT:
        return Response(status=NO_CONTENT)
    answer = with_addresses(answer, company_id=actor.company_id)
    return Response(answer, status=_status(route, answer), mimetype="application/json")


def _body(actor: Actor, route: Route) -> Mapping[str, Any]:
    return with_names(actor, with_files(actor, json_body()), fields=route.names)


def _status(route: Route, answer: bytes) -> int:
    """A job, which tells its kind, is accepted rather than done."""
    return ACCEPTED if route.long and "kind" in orjson.loads(answer) else route.status


def _add(route: Route) -> None:
    def view(**path: str) -> Response:
        return _pass_on(route, path)

    passing.add_url_rule(route.path, endpoint=route.calls, view_func=view, methods=[route.method])


for _route in ROUTES:
    _add(_route)
