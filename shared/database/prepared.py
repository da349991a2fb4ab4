"""Statements written out by hand, for what runs with every event: planned once per connection, one value per list."""

from collections.abc import Iterable
from typing import Any

from shared.database.transaction import Transaction

_PREPARED = {"prepared": True}


def run_prepared(tx: Transaction, statement: str, **values: Any) -> list[Any]:
    """Runs it in the transaction; answers the rows it gives, if any.

    Parameters are `%(name)s::type` where they stand first, in brackets before a word. Lists of ids and numbers go as
    `array` writes them, rows as JSON.
    """
    result = tx.connection.exec_driver_sql(statement, values, execution_options=_PREPARED)
    return list(result.all()) if result.returns_rows else []


def array(values: Iterable[Any]) -> str:
    """A list of ids, numbers or plain words as PostgreSQL writes it: one value to read, instead of one per element."""
    return f"{{{','.join(map(str, values))}}}"
