"""Every refusal as application/problem+json (RFC 9457); the one table from kinds to statuses."""

from typing import Any

import orjson
from flask import Flask, Response, g
from werkzeug.exceptions import HTTPException

from shared.kernel.errors import DomainError
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
_OF_HTTP = {400: "unreadable", 404: "missing", 405: "method_not_allowed", 413: "too_large", 415: "unsupported"}


def handle_problems(app: Flask) -> None:
    """Makes the application answer refusals and accidents alike."""
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _accident)


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
    status = error.code or 500
    return problem(status, code=_OF_HTTP.get(status, "http_error"), detail=error.description or error.name)


def _accident(error: Exception) -> Response:
    log.error("request.failed", exc_info=error)
    return problem(500, code="internal", detail=DomainError().detail(g.get("language", "zh-CN")))
