"""What every request carries: an id, a language, and who is signed in."""

from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

import orjson
from flask import Flask, Response, current_app, g, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from gateway.access.acting import Actors
from gateway.access.errors import PasswordChangeRequired, SecondFactorRequired
from gateway.access.tokens import SignedIn, Tokens
from gateway.limits import Rates
from shared.kernel.actor import Actor
from shared.kernel.errors import Missing, Unauthenticated, Unreadable, Unsupported

_ID_LENGTH, _KEY_LENGTH = 64, 200
_SECURITY = tuple(
    {
        "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
        "object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()",
    }.items()
)
_ONLY_HTTPS = ("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
_NOT_KEPT = ("Cache-Control", "no-store")


def prepare_requests(app: Flask) -> None:
    app.before_request(_name_request)
    app.after_request(_finish)


def _name_request() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if given.isascii() and given.isprintable() and 0 < len(given) <= _ID_LENGTH else str(uuid4())
    g.language = _language(request.headers.get("Accept-Language", ""))


@lru_cache(maxsize=256)
def _language(accepted: str) -> str:
    return parse_accept_header(accepted, LanguageAccept).best_match(["zh-CN", "en"], default="zh-CN")


def _finish(answer: Response) -> Response:
    given = {name for name, _ in answer.headers}
    added = [("X-Request-ID", g.request_id), *_SECURITY]
    if request.is_secure:
        added.append(_ONLY_HTTPS)
    if request.path.startswith("/api/"):
        added.append(_NOT_KEPT)
    answer.headers.extend([each for each in added if each[0] not in given])
    return answer


def signed_in() -> SignedIn:
    """Whose access token came with the request. :raises Unauthenticated: none, or not a valid one"""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer":
        raise Unauthenticated
    tokens: Tokens = current_app.extensions["tokens"]
    return tokens.read_access(token)


def acting(*, owing: bool = False) -> Actor:
    """Who acts, as of now.

    :raises Unauthenticated: not signed in  :raises PasswordChangeRequired: the first password is still to be changed
    :raises TooManyRequests: faster than any person
    :raises SecondFactorRequired: an administrator has none, and the company asks for it
    """
    actors: Actors = current_app.extensions["actors"]
    found = actors.read(signed_in(), language=g.language)
    if found.must_change_password and not owing:
        raise PasswordChangeRequired
    if found.owes_second_factor and not owing:
        raise SecondFactorRequired
    rates: Rates = current_app.extensions["rates"]
    rates.take(found.actor.employee_id)
    return found.actor


def address() -> str | None:
    """Where the request came from."""
    return request.remote_addr


def path_id(given: str) -> str:
    """An id from the address. :raises Missing: it is none, and so nobody's"""
    try:
        return str(UUID(given))
    except ValueError:
        raise Missing from None


def query_arguments() -> dict[str, Any]:
    """The query: single values as text, repeated ones as lists; the schema reads them."""
    return {name: values if len(values) > 1 else values[0] for name, values in request.args.lists()}


def json_body() -> dict[str, Any]:
    """The body, empty when there is none.

    :raises Unreadable: not a JSON object  :raises Unsupported: not said to be JSON
    """
    if not request.get_data():
        return {}
    if not request.is_json:
        raise Unsupported
    read = request.get_json(silent=True)
    if not isinstance(read, dict):
        raise Unreadable
    return read


def idempotency_key() -> str | None:
    """The caller's name for this very change. :raises Unreadable: empty, too long, or not plain text"""
    given = request.headers.get("Idempotency-Key")
    if given is not None and (not 0 < len(given) <= _KEY_LENGTH or not given.isprintable()):
        raise Unreadable
    return given


def json_response(answer: Any, *, status: int = 200) -> Response:
    return Response(orjson.dumps(answer), status=status, mimetype="application/json")
