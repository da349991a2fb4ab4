"""`/health`: liveness asks nobody; readiness asks database and broker, and tells how the services are.

A service that is away makes its own calls fail, not the gateway unready: its pages and the other services go on.
"""

import time
from threading import Lock
from typing import Any
from uuid import uuid4

import orjson
from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from gateway.routes import ROUTES
from gateway.storage import database
from shared.database import Database
from shared.kernel.errors import DomainError
from shared.messaging.rpc_client import RpcClient

health = Blueprint("health", __name__, url_prefix="/health")
_SERVICES = sorted({route.service for route in ROUTES})
_UNSENT = text(
    "select coalesce(extract(epoch from now() - min(occurred_at)), 0)::float from outbox where published_at is null"
)
_KEPT_SECONDS, _WAIT_SECONDS = 1.0, 0.8


class Readiness:
    """What was found within the last second, so that many probes cost as much as one."""

    def __init__(self, *, system: Database, calls: RpcClient) -> None:
        self._system = system
        self._calls = calls
        self._lock = Lock()
        self._found: dict[str, Any] = {}
        self._at = float("-inf")

    def read(self) -> dict[str, Any]:
        with self._lock:
            if time.monotonic() - self._at > _KEPT_SECONDS:
                self._found = self._ask()
                self._at = time.monotonic()
            return self._found

    def _ask(self) -> dict[str, Any]:
        stands, broker = _database_answers(), self._calls.answers()
        return {
            "ready": stands and broker,
            "database": stands,
            "broker": broker,
            "oldest_unpublished_seconds": self._oldest_unsent() if stands else None,
            "services": {name: self._service(name) if broker else {"ready": False} for name in _SERVICES},
        }

    def _service(self, name: str) -> dict[str, Any]:
        try:
            answer = self._calls.call(name, "health", {}, token="", request_id=str(uuid4()), timeout=_WAIT_SECONDS)
        except DomainError:
            return {"ready": False}
        found: dict[str, Any] = orjson.loads(answer)
        return found

    def _oldest_unsent(self) -> float | None:
        try:
            with self._system.connection() as connection:
                return round(connection.scalar(_UNSENT) or 0.0, 3)
        except SQLAlchemyError:
            return None


@health.get("/live")
def live() -> Response:
    return jsonify(live=True)


@health.get("/ready")
def ready() -> tuple[Response, int]:
    readiness: Readiness = current_app.extensions["readiness"]
    found = readiness.read()
    return jsonify(found), 200 if found["ready"] else 503


def _database_answers() -> bool:
    try:
        return database().answers()
    except SQLAlchemyError:
        return False
