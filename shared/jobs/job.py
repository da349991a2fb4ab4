import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import RowMapping, select, update

from shared.database import Database, Transaction
from shared.jobs.starting import shown
from shared.jobs.table import jobs
from shared.kernel.actor import Actor
from shared.kernel.faults import kill_point

Result = TypeVar("Result")
Tell = Callable[["Job"], None]


class Interrupted(Exception):
    """The process stops, or another one has the job now; nothing is lost, since steps are transactions."""


def _directly(function: Callable[..., Any], *arguments: Any) -> Any:
    return function(*arguments)


class Job:
    """A job under way: what it was asked, how far it is, and the transactions in which it goes on."""

    def __init__(
        self,
        claimed: RowMapping,
        *,
        database: Database,
        tell: Tell = lambda _: None,
        stopping: Callable[[], bool] = lambda: False,
        beside: Callable[..., Any] = _directly,
    ) -> None:
        self.id: str = str(claimed["id"])
        self.company_id: str = str(claimed["company_id"])
        self.kind: str = claimed["kind"]
        self.actor = Actor.from_claims(claimed["claims"])
        self.arguments: dict[str, Any] = claimed["arguments"]
        self.state: dict[str, Any] = claimed["state"]
        self.done: int = claimed["done"]
        self.total: int = claimed["total"]
        self.request_id: str | None = claimed["request_id"]
        self.status = "running"
        self._runner = claimed["runner"]
        self._created_at = claimed["created_at"]
        self._ending: dict[str, Any] = {}
        self._database = database
        self._tell = tell
        self._stopping = stopping
        self._beside = beside

    @contextmanager
    def step(self) -> Iterator[Transaction]:
        """A transaction of who started the job; commits with it how far the job is.

        :raises Interrupted: the process stops, or lost the job to another
        """
        if self._stopping():
            raise Interrupted
        with self._transaction() as tx:
            yield tx
        kill_point("job.after_step")
        time.sleep(0)  # others' turn in the event loop

    def progress(self, *, done: int | None = None, total: int | None = None, **state: Any) -> None:
        """How far the job is when the step it is said in is committed; `state` is what going on needs."""
        self.done = self.done if done is None else done
        self.total = self.total if total is None else total
        self.state |= state

    def finish(self, *, result: dict[str, Any], file_name: str | None = None) -> None:
        """The job is done when the step it is said in is committed."""
        self._end("done", result=result, file_id=self.id if file_name else None, file_name=file_name)

    def fail(self, sentence: str) -> None:
        """Ends the job with a sentence for who started it, also while the process stops.

        :raises Interrupted: the process lost the job to another
        """
        with self._transaction():
            self._end("failed", error=sentence)

    def beside(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """Calls what takes long without waiting for input or output of the event loop, in a thread of its own."""
        answer: Result = self._beside(function, *arguments)
        return answer

    def shown(self) -> dict[str, Any]:
        """The job as it is told to who started it."""
        known = {"id": self.id, "kind": self.kind, "status": self.status, "done": self.done, "total": self.total}
        return shown(known | {"created_at": self._created_at} | self._ending)

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        with self._database.transaction(self.actor, request_id=self.request_id) as tx:
            self._keep(tx)
            yield tx
            self._save(tx)
        self._tell(self)

    def _end(self, status: str, **values: Any) -> None:
        self.status, self._ending = status, values

    def _keep(self, tx: Transaction) -> None:
        kept = select(jobs.c.id).where(*self._mine()).with_for_update()
        if tx.session.execute(kept).first() is None:
            raise Interrupted

    def _save(self, tx: Transaction) -> None:
        tx.flush()
        values = {"done": self.done, "total": self.total, "state": self.state, "status": self.status, "tries": 0}
        if self._ending:
            values |= self._ending | {"ended_at": tx.now}
        tx.session.execute(update(jobs).where(*self._mine()).values(**values, heartbeat_at=tx.now))

    def _mine(self) -> tuple[Any, ...]:
        c = jobs.c
        return c.company_id == self.company_id, c.id == self.id, c.runner == self._runner, c.status == "running"
