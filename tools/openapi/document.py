import json
from functools import cache
from typing import Any

from flask import Flask

from gateway.app import API
from gateway.routes import ROUTES
from tools.openapi.components import Components, Json, closed, merged
from tools.openapi.operations import Stated, of_route, of_view, written

BASE = "/api/v1"
_ABOUT = """The HTTP interface of KuaiQi.

Sign in at `/auth/login` and send the access token as `Authorization: Bearer ...`. Errors are problem details
(RFC 9457) in the language of `Accept-Language` (zh-CN or en). Any POST may carry an `Idempotency-Key`: the same
key within 24 hours answers the same without doing it again."""
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "errors", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable and dotted, such as customer.already_in_pool."},
        "detail": {"type": "string", "description": "A sentence in the caller's language."},
        "errors": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
        "request_id": {"type": ["string", "null"]},
    },
}
_RETRY = {"Retry-After": {"description": "Seconds, with 429, 503 and 504.", "schema": {"type": "integer"}}}
_COMMON = {
    "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
    "parameters": {
        "IdempotencyKey": {
            "name": "Idempotency-Key",
            "in": "header",
            "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
        }
    },
    "responses": {
        "Problem": {
            "description": "Refused.",
            "headers": _RETRY,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    },
}


@cache
def document_text() -> str:
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


def document() -> Json:
    """The whole document, as the code stands."""
    components = Components(title="KuaiQi", version="1")
    paths: dict[str, Json] = {}
    for stated in operations():
        path, operation = written(stated, components)
        paths.setdefault(path, {})[stated.method.lower()] = operation
    made: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "KuaiQi", "version": "1", "description": _ABOUT, "license": {"name": "See the repository"}},
        "servers": [{"url": BASE}],
        "security": [{"bearer": []}],
        "paths": dict(sorted(paths.items())),
        "components": _COMMON | {"schemas": components.made() | {"Problem": _PROBLEM}},
    }
    return _sorted(closed(merged(_portable(made))))


def operations() -> list[Stated]:
    """Every route under the base: the services' and the gateway's own."""
    passed = {route.calls: of_route(route) for route in ROUTES}
    app = Flask("interface", static_folder=None)
    for part in API:
        app.register_blueprint(part, url_prefix=BASE)
    own = [
        of_view(app.view_functions[rule.endpoint], method=method, path=rule.rule.removeprefix(BASE))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if not rule.endpoint.startswith("passing.")
    ]
    return sorted([*passed.values(), *own], key=lambda each: (each.path, each.method))


def _portable(value: Any) -> Any:
    """Patterns as JavaScript reads them, which knows neither Python's flags nor its end of text."""
    if isinstance(value, dict):
        return {key: _plain(each) if key == "pattern" else _portable(each) for key, each in value.items()}
    return [_portable(each) for each in value] if isinstance(value, list) else value


def _plain(pattern: Any) -> Any:
    if not isinstance(pattern, str):
        return _portable(pattern)
    return pattern.removeprefix("(?s)").replace(".*\\S", "\\S").replace("\\Z", "$")


def _sorted(made: Json) -> Json:
    made["components"]["schemas"] = dict(sorted(made["components"]["schemas"].items()))
    return made
