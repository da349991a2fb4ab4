"""What stands in the databases, as the server's administrator sees it, whom no row-level security holds."""

from typing import Any

import psycopg2

from shared.testing.live import LiveStack


class Rows:
    """Asks the database of a service: `rows("crm", "select id from customers where name = %s", name)`."""

    def __init__(self, live: LiveStack) -> None:
        self._live = live

    def __call__(self, service: str, statement: str, *parameters: Any) -> list[Any]:
        return self._run(service, statement, parameters, answers=True)

    def change(self, service: str, statement: str, *parameters: Any) -> None:
        """Behind everybody's back."""
        self._run(service, statement, parameters, answers=False)

    def _run(self, service: str, statement: str, parameters: tuple[Any, ...], *, answers: bool) -> list[Any]:
        url = self._live.stack.servers.database_url.rpartition("/")[0] + f"/kuaiqi_{service}"
        connection = psycopg2.connect(url, connect_timeout=5)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement, parameters or None)
                return cursor.fetchall() if answers else []
        finally:
            connection.close()
