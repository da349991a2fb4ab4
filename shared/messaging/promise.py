"""The moment before which no transaction can tell an event any more (argued in docs/adr/0006)."""

from datetime import datetime, timedelta
from time import monotonic
from typing import Any

# A transaction's time is that of the message which began it, a moment before it can be seen to run.
MARGIN = timedelta(seconds=1)
EVERY_SECONDS, LOOK_SECONDS = 2.0, 0.2
_NOW = "select clock_timestamp()"
_RUNNING = (
    "select virtualtransaction from pg_locks join pg_stat_activity using (pid) "
    "where locktype = 'virtualxid' and granted and pid <> pg_backend_pid() and datname = current_database() "
    "and starts_with(usename::text, regexp_replace(current_user::text, '_system$', ''))"
)


class Promise:
    """Takes a moment, waits until all transactions that ran then have ended, and holds it until it is given.

    Look, then find the outbox empty, then take: what those transactions wrote was in sight by then.
    """

    def __init__(self) -> None:
        self._moment: datetime | None = None
        self._running: set[str] = set()
        self._begun = self._looked = float("-inf")

    def look(self, cursor: Any) -> None:
        """Begins a new moment when one is due, or sees whether what ran at the last one has ended."""
        now = monotonic()
        if self._moment is None and now - self._begun >= EVERY_SECONDS:
            cursor.execute(_NOW)
            moment = cursor.fetchone()[0]
            self._running = _running(cursor)
            self._moment, self._begun = moment, now
        elif self._running and now - self._looked >= LOOK_SECONDS:
            self._running &= _running(cursor)
            self._looked = now

    def take(self) -> datetime | None:
        """The moment, once; None while it cannot be promised."""
        if self._moment is None or self._running:
            return None
        moment, self._moment = self._moment, None
        return moment - MARGIN


def _running(cursor: Any) -> set[str]:
    cursor.execute(_RUNNING)
    return {row[0] for row in cursor.fetchall()}
