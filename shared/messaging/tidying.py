"""Forgets what has served its time, a little at a time, whenever the relay has nothing to carry."""

from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Any

from shared.logging import get_logger

log = get_logger()
Also = Callable[[str], bool]
ROUND_SECONDS = 3_600
MOST_AT_ONCE = 1_000
# A command may be repeated for 7 days. An event that comes again after 30 is known by its aggregate's version.
_OLD_COMMANDS = """
delete from commands where (employee_id, id) in
  (select employee_id, id from commands where made_at < now() - interval '7 days' limit %(most)s)
"""
_OLD_INBOX = """
delete from inbox where event_id in
  (select event_id from inbox where received_at < now() - interval '30 days' limit %(most)s)
"""


class Tidying:
    """Goes round all companies, one with each call, once an hour.

    `also` does the service's own tidying of a company, and says whether there may be more.
    """

    def __init__(self, *, also: Also | None = None) -> None:
        self._also = also
        self._companies: deque[str] = deque()
        self._rests_until = 0.0

    def go_on(self, cursor: Any) -> None:
        """The next company's turn; the cursor's connection commits each statement by itself."""
        if self._companies:
            self._tidy(cursor, self._companies.popleft())
        elif monotonic() >= self._rests_until:
            self._rests_until = monotonic() + ROUND_SECONDS
            cursor.execute("select company_id::text from companies")
            self._companies.extend(company_id for (company_id,) in cursor.fetchall())

    def _tidy(self, cursor: Any, company_id: str) -> None:
        cursor.execute("begin")
        cursor.execute("select set_config('app.company_id', %s, true)", (company_id,))
        forgotten = []
        for statement in (_OLD_COMMANDS, _OLD_INBOX):
            cursor.execute(statement, {"most": MOST_AT_ONCE})
            forgotten.append(cursor.rowcount)
        cursor.execute("commit")
        more = self._tidy_also(company_id)
        if more or max(forgotten) == MOST_AT_ONCE:
            self._companies.append(company_id)

    def _tidy_also(self, company_id: str) -> bool:
        try:
            return self._also is not None and self._also(company_id)
        except Exception as error:  # noqa: BLE001  # events are carried on whatever breaks here; an hour later it is tried again
            log.warning("tidying.failed", company_id=company_id, reason=f"{type(error).__name__}: {error}")
            return False
