"""The process around a service: configuration, logs, health, start, and an orderly end on SIGTERM."""

import gc
import os
import signal
from importlib import import_module
from typing import Any

import eventlet
from eventlet.event import Event
from nameko.containers import ServiceContainer
from psycogreen.eventlet import patch_psycopg

from shared.database import Database
from shared.health.server import serve_health
from shared.logging import get_logger, set_up
from shared.nameko.readiness import answer_health, readiness_of

log = get_logger()
_GRACE_SECONDS = 8


def configuration() -> dict[str, Any]:
    """What a service needs from its environment."""
    workers = int(os.environ.get("KUAIQI_RPC_WORKERS", "10"))
    return {
        "AMQP_URI": os.environ["AMQP_URL"],
        "CONTEXT_PUBLIC_KEYS": os.environ["KUAIQI_CONTEXT_PUBLIC_KEYS"],
        "DATABASE": Database(os.environ["KUAIQI_DATABASE_URL"], pool_size=workers + 4),
        "SYSTEM_DATABASE": Database(os.environ["KUAIQI_SYSTEM_DATABASE_URL"], pool_size=4),
        "SYSTEM_DATABASE_URL": os.environ["KUAIQI_SYSTEM_DATABASE_URL"],
        "RPC_WORKERS": workers,
        "max_workers": workers + 32,  # listeners and timers beside the calls, so that neither waits for the other
    }


def load(path: str) -> type:
    """The class that `package.module:Class` names."""
    module, _, name = path.partition(":")
    found: type = getattr(import_module(module), name)
    return found


def host(path: str) -> None:
    """Starts the service, serves until SIGTERM or SIGINT, stops within ten seconds."""
    patch_psycopg()
    service = load(path)
    set_up(service.name)  # type: ignore[attr-defined]  # every Service has one
    container = ServiceContainer(service, configuration())
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.ready() or eventlet.spawn(stop.send))
    container.start()
    checks = readiness_of(container)
    serve_health(checks)
    answer_health(container, checks)
    gc.freeze()
    log.info("service.started", pid=os.getpid())
    _wait(container, stop)
    log.info("service.stopped")


def _wait(container: ServiceContainer, stop: Event) -> None:
    watcher = eventlet.spawn(_stop_with, container, stop)
    try:
        stop.wait()
        with eventlet.Timeout(_GRACE_SECONDS):
            container.stop()
    except eventlet.Timeout:
        log.warning("service.killed", seconds=_GRACE_SECONDS)
        container.kill()
    finally:
        watcher.kill()


def _stop_with(container: ServiceContainer, stop: Event) -> None:
    """A container that dies of itself ends the process, with its error in the log."""
    try:
        container.wait()
    except Exception:
        log.exception("service.died")
    if not stop.ready():
        stop.send()
