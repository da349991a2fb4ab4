"""What a service's readiness asks: its database, its place at the broker, and how far behind it is."""

from functools import partial
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from shared.health.report import Check, report
from shared.nameko.listening import EventQueues
from shared.nameko.relaying import RelayOfService
from shared.nameko.rpc_server import RpcServer


def readiness_of(container: Any) -> list[Check]:
    """The checks that fit what the service has."""
    checks = [Check("database", lambda: _answers(container.config["DATABASE"]))]
    for extension in container.extensions:
        match extension:
            case RpcServer():
                checks.append(Check("calls", partial(getattr, extension, "connected")))
            case EventQueues():
                checks.append(Check("events", partial(getattr, extension, "connected")))
                checks.append(Check.age("oldest_unread_seconds", partial(getattr, extension, "oldest_seconds")))
            case RelayOfService():
                relay = partial(getattr, extension.relay, "oldest_seconds")
                checks.append(Check.age("oldest_unpublished_seconds", relay))
    return checks


def answer_health(container: Any, checks: list[Check]) -> None:
    """Lets the service's own queue of calls answer `health`, beside the port for probes."""

    def told() -> dict[str, Any]:
        ready, answers = report(checks)
        return {"ready": ready, **answers}

    for extension in container.extensions:
        if isinstance(extension, RpcServer):
            extension.health = told


def _answers(database: Any) -> bool:
    try:
        return bool(database.answers())
    except SQLAlchemyError:
        return False
