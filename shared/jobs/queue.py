"""Which job is next: claimed by one process, kept by its heartbeat, taken up by another when that stops."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import RowMapping, text

from shared.database import Database

STALE_SECONDS = 10
_MOST_TRIES = 5
_CLAIM = text("""
update jobs set status = 'running', runner = :runner, tries = tries + 1, heartbeat_at = clock_timestamp()
where (company_id, id) = (
  select company_id, id from jobs
  where kind = any(:kinds) and (
    status = 'waiting'
    or (status = 'running' and heartbeat_at < clock_timestamp() - make_interval(secs => :stale)))
  order by created_at limit 1 for update skip locked)
returning *
""")
_BEAT = text("""
update jobs set heartbeat_at = clock_timestamp()
where company_id = :company_id and id = :id and runner = :runner and status = 'running'
""")
_GIVE_BACK = text("""
with given as (
  update jobs set status = 'waiting', runner = null, tries = greatest(tries - :uncounted, 0)
  where company_id = :company_id and id = :id and runner = :runner and status = 'running' returning 1)
select pg_notify('jobs', '') from given
""")

_FORGET = text("""
delete from jobs where (company_id, id) in (
  select company_id, id from jobs
  where status in ('done', 'failed') and ended_at < clock_timestamp() - make_interval(days => :days)
  order by ended_at limit :most for update skip locked)
returning company_id::text, file_id::text
""")
KEPT_DAYS, _MOST_AT_ONCE = 30, 500


class JobQueue:
    """The open jobs of all companies, for one process; `database` is the system's."""

    def __init__(self, database: Database, *, runner: str, kinds: list[str]) -> None:
        self._database = database
        self._runner = runner
        self._kinds = kinds

    def claim(self) -> RowMapping | None:
        """The oldest job that nobody runs, now this process's own."""
        parameters = {"runner": self._runner, "kinds": self._kinds, "stale": STALE_SECONDS}
        with self._database.connection() as connection, connection.begin():
            return connection.execute(_CLAIM, parameters).mappings().one_or_none()

    def beat(self, job: RowMapping) -> None:
        """Says that this process still runs the job."""
        self._order(_BEAT, job)

    def give_back(self, job: RowMapping, *, counted: bool) -> None:
        """Lets any process go on with the job at once; an uncounted try does not bring it nearer to failing."""
        self._order(_GIVE_BACK, job, uncounted=0 if counted else 1)

    def forget_old(self, remove_file: Callable[[str, str], None]) -> int:
        """Removes jobs that ended long ago, each after its file by (company, file); how many.

        A process that dies meanwhile leaves the jobs to the next time.
        """
        with self._database.connection() as connection, connection.begin():
            old = connection.execute(_FORGET, {"days": KEPT_DAYS, "most": _MOST_AT_ONCE}).all()
            for company_id, file_id in old:
                if file_id is not None:
                    remove_file(company_id, file_id)
        return len(old)

    @staticmethod
    def exhausted(job: RowMapping) -> bool:
        """Whether the job came to nothing too often: it ends its process, or never gets a step done."""
        return bool(job["tries"] > _MOST_TRIES)

    def _order(self, statement: Any, job: RowMapping, **more: Any) -> None:
        key = {"company_id": job["company_id"], "id": job["id"], "runner": self._runner}
        with self._database.connection() as connection, connection.begin():
            connection.execute(statement, key | more)
