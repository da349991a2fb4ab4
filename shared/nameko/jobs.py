"""Runs a service's jobs: each process one at a time, beside its calls."""

import os
import select
import time
from contextlib import suppress
from typing import Any
from uuid import uuid4

import eventlet
import psycopg2
from eventlet import tpool
from eventlet.event import Event
from nameko.extensions import Entrypoint, SharedExtension
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT
from sqlalchemy import RowMapping
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.files import FileStore, file_key
from shared.jobs.job import Interrupted, Job
from shared.jobs.queue import JobQueue
from shared.kernel.errors import DomainError
from shared.logging import get_logger
from shared.messaging.broadcast import Broadcast

log = get_logger()
POLL_SECONDS, BEAT_SECONDS = 1.0, 2.0
_AWAY_SECONDS, _TOLD_SECONDS, _TIDYING_SECONDS = 0.5, 0.3, 3_600


class JobRunner(SharedExtension):  # type: ignore[misc]
    """Claims, runs, keeps the heartbeat. A notice wakes it; each second it looks for what dead processes left."""

    def __init__(self) -> None:
        self._runs: dict[str, Runs] = {}
        self._stopping = False
        self._told = 0.0
        self._tidies_at = 0.0

    def register(self, entrypoint: "Runs") -> None:
        self._runs[entrypoint.kind] = entrypoint

    def start(self) -> None:
        runner = f"{self.container.service_name} {uuid4()}"
        self._queue = JobQueue(self.container.config["SYSTEM_DATABASE"], runner=runner, kinds=sorted(self._runs))
        place = os.environ.get("KUAIQI_FILES")
        self._files = FileStore(place) if place else None
        self._broadcast = Broadcast(self.container.config["AMQP_URI"], name=f"{self.container.service_name} jobs")
        self._serving: Any = self.container.spawn_managed_thread(self._serve, identifier="job runner")

    def stop_taking(self) -> None:
        """The job in hand ends with its step, and another process goes on with it."""
        self._stopping = True
        self._serving.wait()
        self._broadcast.close()

    def kill(self) -> None:
        self._stopping = True

    def _serve(self) -> None:
        while not self._stopping:
            try:
                self._listen()
            except (psycopg2.Error, SQLAlchemyError) as error:
                log.warning("jobs.database_away", reason=str(error).partition("\n")[0])
                eventlet.sleep(_AWAY_SECONDS)

    def _listen(self) -> None:
        connection = psycopg2.connect(
            self.container.config["SYSTEM_DATABASE_URL"], connect_timeout=3, keepalives_idle=5, application_name="jobs"
        )
        try:
            connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
            with connection.cursor() as cursor:
                cursor.execute("listen jobs")
            while not self._stopping:
                claimed = self._queue.claim()
                if claimed is None:
                    self._tidy()
                    _wait_for_notice(connection)
                else:
                    self._run(claimed)
        finally:
            connection.close()

    def _tidy(self) -> None:
        """Once an hour forgets old jobs, whenever there is nothing to run; goes on at once while there are more."""
        now = time.monotonic()
        if now >= self._tidies_at and not self._queue.forget_old(self._remove_file):
            self._tidies_at = now + _TIDYING_SECONDS

    def _remove_file(self, company_id: str, file_id: str) -> None:
        if self._files is not None:
            with suppress(FileNotFoundError):
                self._files.delete(file_key(company_id, file_id=file_id))

    def _run(self, claimed: RowMapping) -> None:
        job = Job(
            claimed,
            database=self.container.config["DATABASE"],
            tell=self._tell,
            stopping=lambda: self._stopping,
            beside=tpool.execute,
        )
        ended = Event()
        eventlet.spawn(self._beat, claimed, ended)
        log.info("job.started", job=job.id, kind=job.kind, company=job.company_id, request_id=job.request_id)
        try:
            self._settle(job, claimed, self._carry_out(job, exhausted=self._queue.exhausted(claimed)))
        except Interrupted:
            log.info("job.lost", job=job.id, kind=job.kind, company=job.company_id)
        finally:
            ended.send()

    def _carry_out(self, job: Job, *, exhausted: bool) -> BaseException | None:
        """Runs the job as a worker of the service; what it raised, if anything."""
        if exhausted:
            return LookupError("the job came to nothing several times")
        ended = Event()

        def handle_result(_worker: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
            ended.send(exc_info[1] if exc_info else None)
            return result, exc_info

        entrypoint = self._runs[job.kind]
        self.container.spawn_worker(entrypoint, (job,), {}, handle_result=handle_result)
        error: BaseException | None = ended.wait()
        if error is None and job.status == "running":
            return LookupError("the job's method returned without finishing it")
        return error

    def _settle(self, job: Job, claimed: RowMapping, error: BaseException | None) -> None:
        named = {"job": job.id, "kind": job.kind, "company": job.company_id, "request_id": job.request_id}
        match error:
            case None:
                log.info("job.ended", status=job.status, done=job.done, **named)
            case Interrupted():
                log.info("job.interrupted", **named)
                self._queue.give_back(claimed, counted=False)
            case DBAPIError() | PoolTimeout():
                log.warning("job.database_failed", reason=str(error).partition("\n")[0], **named)
                eventlet.sleep(_AWAY_SECONDS)
                self._queue.give_back(claimed, counted=True)
            case DomainError():
                log.info("job.failed", code=error.code, **named)
                job.fail(error.detail(job.actor.language))
            case _:
                log.error("job.failed", exc_info=error, **named)
                job.fail(DomainError().detail(job.actor.language))

    def _tell(self, job: Job) -> None:
        """To who started it, and not with every step."""
        now = time.monotonic()
        if job.status == "running" and now - self._told < _TOLD_SECONDS:
            return
        self._told = now
        employee_id = job.actor.employee_id
        self._broadcast.tell(company_id=job.company_id, employee_id=employee_id, name="job", body=job.shown())

    def _beat(self, claimed: RowMapping, ended: Event) -> None:
        while not ended.ready():
            with eventlet.Timeout(BEAT_SECONDS, exception=False):
                ended.wait()
            try:
                self._queue.beat(claimed)
            except SQLAlchemyError as error:
                log.warning("jobs.database_away", reason=str(error).partition("\n")[0])


class Runs(Entrypoint):  # type: ignore[misc]
    """One kind of job: its method gets the job."""

    runner = JobRunner()
    expected_exceptions = (DomainError, Interrupted, DBAPIError, PoolTimeout)

    def __init__(self, kind: str, **options: Any) -> None:
        super().__init__(**options)
        self.kind = kind

    def setup(self) -> None:
        self.runner.register(self)

    def stop(self) -> None:
        self.runner.stop_taking()

    def kill(self) -> None:
        self.runner.kill()


def _wait_for_notice(connection: Any) -> None:
    """Until a commit notifies, a second at most."""
    if not connection.notifies and select.select([connection], [], [], POLL_SECONDS)[0]:
        connection.poll()
    connection.notifies.clear()
