"""How statements leave for PostgreSQL: in few messages, and planned once where one plan is right for all values.

A message costs both sides about as much as a small statement. So a transaction begins in the message of its first
statement; a reading needs none at all, since each of its messages enters the company for itself.

A statement with the option `prepared=True` is planned once per connection, without regard to values: for statements
that have one good plan whatever is asked. `without_transaction=True` is for locks of a session.
"""

from collections import OrderedDict
from re import compile as pattern
from typing import Any, cast
from uuid import UUID

from psycopg2.extensions import TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_UNKNOWN
from psycopg2.extensions import connection as Psycopg2Connection  # noqa: N812  # the library names a class in small
from sqlalchemy import Uuid
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2
from sqlalchemy.dialects.postgresql.types import PGUuid

NAME = "kuaiqi"
# Each holds a plan in the server's memory, on each connection.
MOST_PREPARED = 40
_TYPE = r"(\w+(?: WITH TIME ZONE)?(?:\[\])?)"
_PARAMETER = pattern(rf"%\((\w+)\)s(?:::{_TYPE})?|CAST\(%\((\w+)\)s AS {_TYPE}\)")
_READ_ONLY = "set_config('transaction_read_only', 'on', true)"


class Link(Psycopg2Connection):
    """A connection that knows for which company it reads, and what it has prepared."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.autocommit = True  # the dialect begins and ends transactions
        self._prepared: OrderedDict[str, str] = OrderedDict()
        self._numbers = 0
        self.entering = ""

    def read_for(self, company_id: str) -> None:
        """From here on each message reads that company's rows and can change nothing."""
        self.entering = f"select set_config('app.company_id', '{UUID(company_id)}', true), {_READ_ONLY}; "

    def leave(self) -> None:
        self.entering = ""

    def prepared(self, cursor: Any, statement: str) -> str:
        """The order to execute the statement, which is prepared unless it is already."""
        known = self._prepared.get(statement)
        if known is not None:
            self._prepared.move_to_end(statement)
            return known
        if len(self._prepared) == MOST_PREPARED:
            _, oldest = self._prepared.popitem(last=False)
            cursor.execute(f"deallocate {oldest.removeprefix('execute ').partition('(')[0]}")
        self._numbers += 1
        order, execution = _wording(f"s{self._numbers}", statement)
        cursor.execute(order)
        self._prepared[statement] = execution
        return execution


def _wording(name: str, statement: str) -> tuple[str, str]:
    """The order to prepare a statement with named parameters, and the one to execute it with them."""
    types: dict[str, str] = {}
    for plain, plain_type, wrapped, wrapped_type in _PARAMETER.findall(statement):
        types[plain or wrapped] = types.get(plain or wrapped) or plain_type or wrapped_type
    places = {parameter: f"${number}" for number, parameter in enumerate(types, start=1)}
    numbered = _PARAMETER.sub(lambda found: places[found[1] or found[3]], statement).replace("%%", "%")
    declared = ", ".join(each or "unknown" for each in types.values())
    given = ", ".join(f"%({each})s::{type_}" if type_ else f"%({each})s" for each, type_ in types.items())
    in_brackets = (f"({declared})", f"({given})") if types else ("", "")
    return f"prepare {name}{in_brackets[0]} as {numbered}", f"execute {name}{in_brackets[1]}"


class _IdAsText(PGUuid[str]):
    """Connections give text already (see `connections`)."""

    def result_processor(self, dialect: Any, coltype: Any) -> None:
        """Nothing is to be made of it."""


class Dialect(PGDialect_psycopg2):
    """SQLAlchemy's psycopg2, with the words that begin and end a transaction said here."""

    supports_statement_cache = True
    colspecs = {**PGDialect_psycopg2.colspecs, Uuid: _IdAsText}

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        link: Link = cursor.connection
        options = context.execution_options if context is not None else {}
        if "prepared" in options:
            statement = link.prepared(cursor, statement)
        if link.entering:
            statement = link.entering + statement
        elif "without_transaction" not in options and link.get_transaction_status() == TRANSACTION_STATUS_IDLE:
            statement = f"begin; {statement}"
        cursor.execute(statement, parameters)

    def do_executemany(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        if cursor.connection.get_transaction_status() == TRANSACTION_STATUS_IDLE:
            cursor.execute("begin")
        super().do_executemany(cursor, statement, parameters, context)  # type: ignore[no-untyped-call]  # SQLAlchemy's own

    def do_commit(self, dbapi_connection: Any) -> None:
        if dbapi_connection.get_transaction_status() != TRANSACTION_STATUS_IDLE:
            _say(dbapi_connection, "commit")

    def do_rollback(self, dbapi_connection: Any) -> None:
        if dbapi_connection.get_transaction_status() not in {TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_UNKNOWN}:
            _say(dbapi_connection, "rollback")


def link_of(connection: Any) -> Link:
    """The connection below SQLAlchemy's."""
    return cast("Link", connection.connection.dbapi_connection)


def _say(connection: Any, word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(word)


registry.register(f"postgresql.{NAME}", __name__, Dialect.__name__)
