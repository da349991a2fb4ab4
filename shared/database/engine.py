"""A service's connection to its database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

import orjson
from sqlalchemy import Connection, create_engine, text

from shared.database.connections import look_after
from shared.database.dialect import NAME, Link, link_of
from shared.database.transaction import Transaction
from shared.kernel.actor import Actor

_OPTIONS = (
    "-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s -c timezone=UTC "
    "-c plan_cache_mode=force_generic_plan"
)


def _to_json(value: Any) -> str:
    return orjson.dumps(value).decode()


class Database:
    """Opens transactions; holds the pool of connections.

    `clock` replaces the database's clock where time is passed in rather than waited for.
    """

    def __init__(self, url: str, *, pool_size: int = 10, clock: Callable[[], datetime] | None = None) -> None:
        self.url = url
        self.clock = clock
        self.engine = create_engine(
            url.replace("postgresql://", f"postgresql+{NAME}://", 1),
            use_native_hstore=False,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=3,
            pool_use_lifo=True,
            # A hundred changed rows in one round trip: a bulk of a thousand would make a thousand.
            executemany_mode="values_plus_batch",
            executemany_batch_page_size=100,
            json_serializer=_to_json,
            json_deserializer=orjson.loads,
            connect_args={"connect_timeout": 3, "connection_factory": Link, "options": _OPTIONS},
        )
        look_after(self.engine)

    @contextmanager
    def transaction(
        self,
        actor: Actor,
        *,
        request_id: str | None = None,
        traceparent: str | None = None,
        read_only: bool = False,
    ) -> Iterator[Transaction]:
        """One transaction of an actor, limited to their company; commits rows and events together, or neither."""
        opened = partial(Transaction, actor=actor, request_id=request_id, traceparent=traceparent, clock=self.clock)
        if read_only:
            with self._reading(actor.company_id) as connection, opened(connection) as tx:
                tx.company_id = actor.company_id
                yield tx
            return
        with self.engine.connect() as connection, opened(connection) as tx:
            tx.enter_company(actor.company_id)
            yield tx
            tx.commit()

    @contextmanager
    def _reading(self, company_id: str) -> Iterator[Connection]:
        """A connection that sees one company and changes nothing; each statement is a transaction of its own."""
        with self.engine.connect() as connection:
            link = link_of(connection)
            link.read_for(company_id)
            try:
                yield connection
            finally:
                link.leave()

    @contextmanager
    def system_transaction(self, *, request_id: str | None = None) -> Iterator[Transaction]:
        """A transaction in which the system acts: listeners and timers. Sees nothing until it enters a company."""
        opened = partial(Transaction, actor=None, request_id=request_id, traceparent=None, clock=self.clock)
        with self.engine.connect() as connection, opened(connection) as tx:
            yield tx
            tx.commit()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A bare connection for what is not the domain's: relay, health, advisory locks."""
        with self.engine.connect() as connection:
            yield connection

    def answers(self) -> bool:
        """Whether the database answers now."""
        with self.connection() as connection:
            return connection.scalar(text("select true")) is True

    def dispose(self) -> None:
        self.engine.dispose()
