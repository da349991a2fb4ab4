"""The small HTTP server for probes and metrics: KUAIQI_HEALTH_PORT, on KUAIQI_HEALTH_HOST (127.0.0.1)."""

import os
from collections.abc import Callable, Iterable
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import orjson
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from shared.health.report import Check, report

Reply = tuple[str, str, bytes]


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base's name
        """Probes come every few seconds and are not worth a line."""


def answer(path: str, checks: Iterable[Check]) -> Reply:
    """Status, content type and body for a path."""
    if path == "/health/live":
        return "200 OK", "application/json", b'{"live":true}'
    if path == "/metrics":
        return "200 OK", CONTENT_TYPE_LATEST, generate_latest()
    if path == "/health/ready":
        ready, answers = report(checks)
        body = orjson.dumps({"ready": ready, **answers})
        return ("200 OK" if ready else "503 Service Unavailable"), "application/json", body
    return "404 Not Found", "application/json", b"{}"


def serve_health(checks: Iterable[Check]) -> None:
    """Starts answering in a thread of its own; does nothing where no port is given."""
    port = os.environ.get("KUAIQI_HEALTH_PORT")
    if not port:
        return
    kept = list(checks)

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        status, content_type, body = answer(environ["PATH_INFO"], kept)
        start_response(status, [("Content-Type", content_type), ("Content-Length", str(len(body)))])
        return [body]

    host = os.environ.get("KUAIQI_HEALTH_HOST", "127.0.0.1")
    server = make_server(host, int(port), app, server_class=WSGIServer, handler_class=_Quiet)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 5}, name="health", daemon=True).start()
