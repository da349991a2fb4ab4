"""Statements that a connection plans once: for what runs with every event, where planning costs more than running."""

from collections.abc import Iterable
from typing import Any

from shared.database.transaction import Transaction


class Prepared:
    """A statement by PostgreSQL's own `prepare`; its parameters are $1, $2 ... with their types cast.

    `name` is unique in the service, since it is what the connection knows the statement by.
    """

    def __init__(self, name: str, statement: str, *, parameters: int) -> None:
        self._name = name
        self._prepare = f"prepare {name} as {statement}"
        self._execute = f"execute {name} ({', '.join(['%s'] * parameters)})"

    def run(self, tx: Transaction, *values: Any) -> list[Any]:
        """Runs it in the transaction; answers the rows it gives, if any.

        Lists of ids and numbers go as `array` writes them, rows as JSON.
        """
        connection = tx.session.connection()
        known: set[str] = connection.connection.info.setdefault("prepared", set())
        if self._name not in known:
            connection.exec_driver_sql(self._prepare)
            known.add(self._name)
        result = connection.exec_driver_sql(self._execute, values)
        return list(result.all()) if result.returns_rows else []


def array(values: Iterable[Any]) -> str:
    """A list of ids, numbers or plain words as PostgreSQL writes it: one value to read, instead of one per element."""
    return f"{{{','.join(map(str, values))}}}"
