"""Timers, all of a service's held by one of its processes at a time."""

from typing import Any
from zlib import crc32

import eventlet
from eventlet.event import Event
from eventlet.semaphore import Semaphore
from nameko.extensions import Entrypoint, SharedExtension
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from shared.logging import get_logger

log = get_logger()


class TimerLeadership(SharedExtension):  # type: ignore[misc]
    """Holds the service's advisory lock on a connection of its own; when that is lost another process may lead.

    Timers that are due at once ask one after the other, since a connection bears one question at a time.
    """

    _connection: Connection | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._asking = Semaphore()

    def held(self) -> bool:
        """Whether this process leads now; takes the lead when nobody has it."""
        with self._asking:
            try:
                if self._connection is not None:
                    self._connection.execute(text("select 1"))
                    return True
                return self._take()
            except SQLAlchemyError as error:
                log.warning("timers.database_away", reason=str(error).partition("\n")[0])
                self.stop()
                return False

    def stop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()  # ends the session, and so the lock
            connection.close()

    kill = stop

    def _take(self) -> bool:
        lock = crc32(f"timers of {self.container.service_name}".encode())
        connection = self.container.config["DATABASE"].engine.connect()
        connection = connection.execution_options(without_transaction=True)
        if connection.scalar(text("select pg_try_advisory_lock(:lock)"), {"lock": lock}):
            self._connection = connection
            return True
        connection.close()
        return False


class Every(Entrypoint):  # type: ignore[misc]
    """Runs its method each `seconds`, or as soon as the run before is over, in the process that leads."""

    leadership = TimerLeadership()

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
            if not self._stopped.ready() and self.leadership.held():
                self._run_worker()

    def _run_worker(self) -> None:
        done = Event()

        def handle_result(_worker: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
            done.send()
            if exc_info is not None:
                log.error("timer.failed", timer=self.method_name, exc_info=exc_info[1])
            return result, exc_info

        self.container.spawn_worker(self, (), {}, handle_result=handle_result)
        done.wait()
