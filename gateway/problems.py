"""Every refusal as application/problem+json (RFC 9457); the one table from kinds to statuses."""

from typing import Any

import orjson
from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import MethodNotAllowed as WerkzeugMethodNotAllowed

from shared.kernel.errors import Away, DomainError, Missing, TooLarge, Unreadable, Unsupported
from shared.logging import get_logger

log = get_logger()
STATUS = {
    "unreadable": 400,
    "unauthenticated": 401,
    "forbidden": 403,
    "missing": 404,
    "conflict": 409,
    "too_large": 413,
    "unsupported": 415,
    "invalid": 422,
    "too_many": 429,
    "internal": 500,
    "away": 503,
    "late": 504,
}
_RETRY_SECONDS = 2
_DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeout)


class MethodNotAllowed(DomainError):
    code = "method_not_allowed"
    messages = {"zh-CN": "该地址不支持此操作", "en": "This address does not take that method"}


class NotServed(DomainError):
    """Whatever else HTTP refuses before our code is asked."""

    code = "http_error"
    messages = {"zh-CN": "无法处理此请求", "en": "This request cannot be served"}


_OF_HTTP: dict[int, type[DomainError]] = {
    400: Unreadable,
    404: Missing,
    405: MethodNotAllowed,
    413: TooLarge,
    415: Unsupported,
    500: DomainError,
}


def handle_problems(app: Flask) -> None:
    """Makes the application answer refusals and accidents alike."""
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _accident)
    for error in _DATABASE_AWAY:
        app.register_error_handler(error, _database_away)


def problem(status: int, *, code: str, detail: str, errors: Any = None, retry_after: int | None = None) -> Response:
    body = {
        "type": "about:blank",
        "title": code,
        "status": status,
        "code": code,
        "detail": detail,
        "errors": errors or {},
        "request_id": g.get("request_id"),
    }
    answer = Response(orjson.dumps(body), status=status, mimetype="application/problem+json")
    if status in (STATUS["away"], STATUS["late"], STATUS["too_many"]):
        answer.headers["Retry-After"] = str(retry_after or _RETRY_SECONDS)
    return answer


def _refused(error: DomainError) -> Response:
    return problem(
        STATUS.get(error.kind, 500),
        code=error.code,
        detail=error.detail(g.get("language", "zh-CN")),
        errors=error.field_errors(g.get("language", "zh-CN")),
        retry_after=error.params.get("retry_after"),
    )


def _http(error: HTTPException) -> Response:
    if isinstance(error, WerkzeugMethodNotAllowed) and _only_a_page(error):
        return _refused(Missing())
    status = error.code or 500
    sentence = _OF_HTTP.get(status, NotServed)()
    answer = problem(status, code=sentence.code, detail=sentence.detail(g.get("language", "zh-CN")))
    if isinstance(error, WerkzeugMethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return answer


def _only_a_page(error: WerkzeugMethodNotAllowed) -> bool:
    """Every address has a GET, the client's page; below /api that means that there is nothing."""
    return (
        request.path.startswith("/api/")
        and set(error.valid_methods or ()) <= {"GET", "HEAD", "OPTIONS"}
        and (current_app.url_map.bind("").match(request.path, "GET")[0] == "pages.page")
    )


def _database_away(error: Exception) -> Response:
    log.warning("request.database_away", reason=str(error).partition("\n")[0])
    return _refused(Away())


def _accident(error: Exception) -> Response:
    log.error("request.failed", exc_info=error)
    return _refused(DomainError())
