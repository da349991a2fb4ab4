"""What every request carries: an id, a language, and who is signed in."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from flask import Flask, Response, current_app, g, request

from gateway.access.sign_in import SignIn
from gateway.access.tokens import SignedIn, Tokens
from shared.kernel.errors import Invalid, Unauthenticated, Unreadable

_ID_LENGTH = 64
_SECURITY = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def prepare_requests(app: Flask) -> None:
    app.before_request(_name_request)
    app.after_request(_finish)


def _name_request() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if given.isascii() and 0 < len(given) <= _ID_LENGTH else str(uuid4())
    g.language = request.accept_languages.best_match(["zh-CN", "en"], default="zh-CN")


def _finish(answer: Response) -> Response:
    answer.headers["X-Request-ID"] = g.request_id
    for name, value in _SECURITY.items():
        answer.headers.setdefault(name, value)
    if request.path.startswith("/api/"):
        answer.headers.setdefault("Cache-Control", "no-store")
    return answer


def sign_in() -> SignIn:
    """The application's one object for signing in."""
    found: SignIn = current_app.extensions["sign_in"]
    return found


def signed_in() -> SignedIn:
    """Whose access token came with the request. :raises Unauthenticated: none, or not a valid one"""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer":
        raise Unauthenticated
    tokens: Tokens = current_app.extensions["tokens"]
    return tokens.read_access(token)


def body(*, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> Mapping[str, Any]:
    """The request's JSON object with text fields.

    :raises Unreadable: not a JSON object  :raises Invalid: a field is missing, unknown or not text
    """
    read = request.get_json(silent=True)
    if not isinstance(read, dict):
        raise Unreadable
    errors = {name: ["必填"] for name in required if not read.get(name)}
    errors |= {name: ["未知字段"] for name in read if name not in required + optional}
    errors |= {name: ["须为文本"] for name, value in read.items() if name not in errors and not isinstance(value, str)}
    if errors:
        raise Invalid(errors=errors)
    return read
