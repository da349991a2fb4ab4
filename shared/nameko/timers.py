"""Timers that one process of a service holds at a time."""

from typing import Any
from zlib import crc32

import eventlet
from eventlet.event import Event
from nameko.extensions import Entrypoint
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from shared.logging import get_logger

log = get_logger()


class Every(Entrypoint):  # type: ignore[misc]
    """Runs its method each `seconds`, where this process gets the timer's advisory lock."""

    def __init__(self, seconds: float, **options: Any) -> None:
        super().__init__(**options)
        self.seconds = seconds
        self._stopped = Event()

    def start(self) -> None:
        self.container.spawn_managed_thread(self._run, identifier=f"timer {self.method_name}")

    def stop(self) -> None:
        if not self._stopped.ready():
            self._stopped.send()

    kill = stop

    def _run(self) -> None:
        while not self._stopped.ready():
            with eventlet.Timeout(self.seconds, exception=False):
                self._stopped.wait()
            if not self._stopped.ready():
                self._tick()

    def _tick(self) -> None:
        lock = crc32(f"timer {self.container.service_name}.{self.method_name}".encode())
        try:
            with self.container.config["DATABASE"].connection() as connection:
                if connection.scalar(text("select pg_try_advisory_xact_lock(:lock)"), {"lock": lock}):
                    self._run_worker()
        except SQLAlchemyError as error:
            log.warning("timer.database_away", timer=self.method_name, reason=str(error))

    def _run_worker(self) -> None:
        done = Event()

        def handle_result(_worker: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
            done.send()
            if exc_info is not None:
                log.error("timer.failed", timer=self.method_name, exc_info=exc_info[1])
            return result, exc_info

        self.container.spawn_worker(self, (), {}, handle_result=handle_result)
        done.wait()
