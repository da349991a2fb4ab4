"""The one place that commits: changed rows and the events about them, or neither."""

from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Any, Self

import uuid_utils.compat
from sqlalchemy import Connection, insert, text
from sqlalchemy.orm import Session

from shared.contracts.partitions import routing_key
from shared.database.aggregate import Aggregate
from shared.database.dialect import link_of
from shared.database.tables import outbox
from shared.kernel.actor import Actor
from shared.kernel.envelope import Envelope
from shared.kernel.events import Event
from shared.kernel.faults import kill_point

_TELL = insert(outbox).inline().execution_options(deferred=True)
_NOW = text("select transaction_timestamp()")


class Transaction:
    """What one use case reads and changes: a company, an actor, a moment and a session.

    `connection` is for statements that know no mapped class: it costs less than the session, which shares it.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        actor: Actor | None,
        request_id: str | None,
        traceparent: str | None,
        clock: Callable[[], datetime] | None,
    ) -> None:
        self.connection = connection
        self.request_id = request_id
        self.company_id: str
        self._now: datetime | None = None
        self._session: Session | None = None
        self._actor = actor
        self._traceparent = traceparent
        self._clock = clock
        self._tracked: list[Aggregate] = []
        self._published: list[dict[str, Any]] = []
        self._tells = False
        self._afterwards: list[Callable[[], object]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            self._session.close()

    @property
    def session(self) -> Session:
        if self._session is None:
            self._session = Session(self.connection, expire_on_commit=False)
        return self._session

    @property
    def now(self) -> datetime:
        """The moment of the transaction by the database's clock, in UTC."""
        if self._now is None:
            return self.at(self.connection.execute(_NOW).scalar_one())
        return self._now

    def at(self, moment: datetime) -> datetime:
        """The moment of the transaction as a statement told it, unless time is passed in."""
        self._now = self._clock() if self._clock else moment
        return self._now

    @property
    def actor(self) -> Actor:
        """The employee who acts; asking for one where the system acts is a fault of the program."""
        if self._actor is None:
            raise LookupError("the system acts here, not an employee")
        return self._actor

    def enter_company(self, company_id: str) -> None:
        """From here on only this company's rows exist; what was done for the one before is written first."""
        self.flush()
        link_of(self.connection).enter(company_id)
        self.company_id = company_id

    def new_id(self) -> str:
        """A fresh UUIDv7: ids sort by the time they were made."""
        return str(uuid_utils.compat.uuid7())

    def track(self, aggregate: Aggregate) -> None:
        """Keeps the aggregate until the end, so that its events are not lost with a collected object."""
        self._tracked.append(aggregate)

    def add(self, aggregate: Aggregate) -> None:
        """A new aggregate, to be written with its events."""
        self.session.add(aggregate)
        self.track(aggregate)

    def publish(self, event: Event, *, version: int) -> None:
        """Writes an event that was not recorded by a loaded aggregate: set-based changes, imports."""
        envelope = Envelope.around(
            event,
            envelope_id=self.new_id(),
            company_id=self.company_id,
            version=version,
            occurred_at=self.now,
            actor=self._actor.as_person() if self._actor else None,
            request_id=self.request_id,
            traceparent=self._traceparent,
        )
        self._published.append(
            {
                "company_id": self.company_id,
                "id": envelope.id,
                "type": event.type,
                "routing_key": routing_key(event.type, company_id=self.company_id),
                "body": envelope.to_bytes(),
                "occurred_at": self.now,
            }
        )

    def after_commit(self, tell: Callable[[], object]) -> None:
        """Does this once everything is committed, and never when it is not: hints to live streams."""
        self._afterwards.append(tell)

    def flush(self) -> None:
        """Writes changed rows and the events recorded so far, still uncommitted."""
        for aggregate in self._tracked:
            for event in aggregate.take_recorded():
                aggregate.version = (aggregate.version or 0) + 1
                self.publish(event, version=aggregate.version)
        if self._session is not None:
            self._session.flush()
        if self._published:
            self.connection.execute(_TELL, self._published)
            self._published, self._tells = [], True

    def commit(self) -> None:
        self.flush()
        if self._tells:
            kill_point("transaction.before_commit")
        self.connection.commit()
        if self._tells:
            kill_point("transaction.after_commit")
        for tell in self._afterwards:
            tell()
        self._afterwards = []
