"""Ways to break a running stack, and to have it whole again."""

import os
import signal
from pathlib import Path

import psycopg2

from shared.testing.eventually import eventually
from shared.testing.live import LiveStack


class Breaking:
    """Kills and starts again. Used from the main thread, since the kernel ties children to it."""

    def __init__(self, live: LiveStack, *, folder: Path) -> None:
        self._live = live
        self._folder = folder

    def kill(self, name: str) -> None:
        """kill -9, as a crash would, and start again at once."""
        child = self._live.processes[name]
        child.kill()
        child.start()

    def restart_postgres_at_once(self) -> None:
        """What `pg_ctl stop -m immediate` does: no farewell, recovery at the next start (F08)."""
        child = self._live.processes["postgresql"]
        os.kill(child.pid, signal.SIGQUIT)
        child.wait_for_end()
        child.start()

    def end_half_the_backends(self) -> None:
        """Connections that were in use break in the middle (F08)."""
        connection = psycopg2.connect(self._live.stack.servers.database_url, connect_timeout=5)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity "
                    "where pid <> pg_backend_pid() and datname like 'kuaiqi_%' and pid % 2 = 0"
                )
        finally:
            connection.close()

    def kill_at(self, point: str, *, process: str) -> None:
        """Has the process die at a named point under the load, proves that it did, and starts it whole (F01)."""
        child = self._live.processes[process]
        marker = self._folder / point
        whole = child.environment
        child.environment = {**whole, "KUAIQI_FAULT": point, "KUAIQI_FAULT_MARKER": str(marker)}
        child.stop()
        child.start()
        try:
            eventually(marker.exists, within=30)
            eventually(lambda: not child.alive, within=10)
        finally:
            child.environment = whole
            child.stop()
            child.start()

    def whole(self) -> None:
        """Waits until every process says that it is ready (R3: without restarts)."""
        eventually(self._live.ready, within=60)
