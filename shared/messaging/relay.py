"""Carries committed events from the outbox to the broker, in order, marking each only after its confirm.

When there is nothing more to carry it says up to which moment that is so, a heartbeat per partition, and tidies up.

A service runs it in its own process; the gateway, which has several workers, as a process beside them:
`python -m shared.messaging.relay`. Of all that run for one database one leads, by advisory lock.
"""

import os
import select
import signal
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Event
from typing import Any
from uuid import uuid4

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT

from shared.contracts.partitions import PARTITIONS
from shared.kernel.faults import kill_point
from shared.logging import get_logger, set_up
from shared.messaging import metrics
from shared.messaging.broker import BROKER_ERRORS
from shared.messaging.confirming import ConfirmingPublisher
from shared.messaging.heartbeat import Heartbeat, type_of
from shared.messaging.promise import Promise
from shared.messaging.tidying import Also, Tidying
from shared.messaging.topology import is_heard

log = get_logger()
BATCH, POLL_SECONDS = 1_000, 1.0
_LEADER_LOCK = 7_202
_LOST = (*BROKER_ERRORS, psycopg2.Error)
_SELECT = (
    "select seq, id, type, routing_key, body, occurred_at from outbox where published_at is null order by seq limit %s"
)
_MARK = "update outbox set published_at = clock_timestamp() where seq = any(%s)"


class Relay:
    """Leads or stands by until stopped; whatever breaks, it connects anew. `also` tidies up besides."""

    def __init__(self, database_url: str, broker_url: str, *, name: str, also: Also | None = None) -> None:
        self._database_url = database_url
        self._broker_url = broker_url
        self._name = name
        self._also = also
        self._stop = Event()
        self.leads = False
        self.oldest_seconds = 0.0

    def run(self) -> None:
        """Returns within about a second of `stop`."""
        while not self._stop.is_set():
            try:
                self._take_turn()
            except _LOST as error:
                log.warning("relay.lost", relay=self._name, reason=f"{type(error).__name__}: {error}".strip())
                self._stop.wait(0.5)
            finally:
                self.leads = False

    def stop(self) -> None:
        self._stop.set()

    def _take_turn(self) -> None:
        connection = psycopg2.connect(
            self._database_url, connect_timeout=3, application_name=f"{self._name} relay", keepalives_idle=5
        )
        try:
            connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
            with connection.cursor() as cursor:
                while not self._stop.is_set() and not self._becomes_leader(cursor):
                    self._stop.wait(POLL_SECONDS)
                if not self._stop.is_set():
                    self._lead(connection, cursor)
        finally:
            connection.close()

    def _becomes_leader(self, cursor: Any) -> bool:
        cursor.execute("select pg_try_advisory_lock(%s)", (_LEADER_LOCK,))
        self.leads = bool(cursor.fetchone()[0])
        return self.leads

    def _lead(self, connection: Any, cursor: Any) -> None:
        cursor.execute("listen outbox")
        publisher = ConfirmingPublisher(self._broker_url, name=f"{self._name} relay")
        tidying = Tidying(also=self._also)
        promise = Promise() if is_heard(type_of(self._name)) else None
        try:
            while not self._stop.is_set():
                if promise:
                    promise.look(cursor)
                more, drained = self._publish_batch(cursor, publisher)
                if promise and drained:
                    self._beat(publisher, promise)
                if drained:
                    tidying.go_on(cursor)
                publisher.keep_alive()
                if not more:
                    _wait_for_notice(connection)
        finally:
            publisher.close()

    def _beat(self, publisher: ConfirmingPublisher, promise: Promise) -> None:
        """Tells what can be promised; a heartbeat that is lost is made good by the next one."""
        moment = promise.take()
        if moment is None:
            return
        for partition in range(PARTITIONS):
            beat = Heartbeat(self._name, partition, moment)
            publisher.send(
                0, event_id=str(uuid4()), event_type=beat.type, routing_key=beat.routing_key, body=beat.to_bytes()
            )
        publisher.settle()

    def _publish_batch(self, cursor: Any, publisher: ConfirmingPublisher) -> tuple[bool, bool]:
        """Whether there may be more to publish at once, and whether there was nothing at all."""
        cursor.execute(_SELECT, (BATCH,))
        rows = cursor.fetchall()
        self._note_age(rows)
        if not rows:
            return False, True
        kill_point("relay.after_select")
        for number, (seq, event_id, event_type, routing_key, body, _) in enumerate(rows):
            publisher.send(seq, event_id=event_id, event_type=event_type, routing_key=routing_key, body=bytes(body))
            if number == len(rows) // 2:
                kill_point("relay.mid_batch")
        confirmed, unrouted = publisher.settle()
        kill_point("relay.after_confirm")
        if confirmed:
            cursor.execute(_MARK, (confirmed,))
        kill_point("relay.after_mark")
        metrics.RELAY_PUBLISHED.inc(len(confirmed))
        if unrouted:
            metrics.RELAY_UNROUTED.inc(len(unrouted))
            log.error("relay.unrouted", relay=self._name, events=len(unrouted), first=min(unrouted))
        return len(rows) == BATCH and not unrouted, False

    def _note_age(self, rows: Sequence[Any]) -> None:
        self.oldest_seconds = max(0.0, (datetime.now(UTC) - rows[0][5]).total_seconds()) if rows else 0.0
        metrics.OUTBOX_AGE.set(self.oldest_seconds)


def _wait_for_notice(connection: Any) -> None:
    """Until a commit notifies, a second at most."""
    if connection.notifies:
        connection.notifies.clear()
        return
    if select.select([connection], [], [], POLL_SECONDS)[0]:
        connection.poll()
        connection.notifies.clear()


def main(*, on_signal: Callable[[int, Any], Any] = signal.signal) -> None:
    """The relay as a process of its own, until SIGTERM."""
    service = os.environ["KUAIQI_SERVICE"]
    set_up(f"{service}-relay")
    relay = Relay(os.environ["KUAIQI_SYSTEM_DATABASE_URL"], os.environ["AMQP_URL"], name=service)
    for number in (signal.SIGTERM, signal.SIGINT):
        on_signal(number, lambda *_: relay.stop())
    relay.run()


if __name__ == "__main__":
    main()
