"""How statements leave for PostgreSQL: in few messages, and planned once where one plan is right for all values.

A message costs both sides about as much as a small statement. So a transaction begins, and enters its company, in the
message of its first statement; a reading needs no transaction at all, since each of its messages enters for itself.

Options of a statement: `prepared=True`, it is planned once per connection, without regard to values: for what has one
good plan whatever is asked. `deferred=True`, it leaves with the next message, at the latest with the commit: for what
is written and not answered. `without_transaction=True`, for locks of a session.
"""

from collections import OrderedDict
from re import compile as pattern
from typing import Any, cast
from uuid import UUID

from psycopg2 import STRING, Error
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_UNKNOWN, new_array_type, register_type
from psycopg2.extensions import connection as Psycopg2Connection  # noqa: N812  # the library names a class in small
from psycopg2.extras import register_default_json, register_default_jsonb
from sqlalchemy import Uuid
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2
from sqlalchemy.dialects.postgresql.types import PGUuid

NAME = "kuaiqi"
# Each holds a plan in the server's memory, on each connection.
MOST_PREPARED = 40
_TYPE = r"(\w+(?: WITH TIME ZONE)?(?:\[\])?)"
_LIST_OF_IDS = new_array_type((2951,), "UUID[]", STRING)
_PARAMETER = pattern(rf"%\((\w+)\)s(?:::{_TYPE})?|CAST\(%\((\w+)\)s AS {_TYPE}\)")
_READ_ONLY = "set_config('transaction_read_only', 'on', true)"


class Link(Psycopg2Connection):
    """A connection that knows for which company it reads, what goes out with the next message, what it prepared."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.autocommit = True  # the dialect begins and ends transactions
        self._prepared: OrderedDict[str, str] = OrderedDict()
        self._numbers = 0
        self.reading = b""
        self.ahead: list[bytes] = []
        self.owes = False

    def read_for(self, company_id: str) -> None:
        """From here on each message reads that company's rows and can change nothing."""
        self.reading = f"select {_entering(company_id)}, {_READ_ONLY}".encode()

    def enter(self, company_id: str) -> None:
        """The next message enters the company, until the end of its transaction."""
        self.ahead.append(f"select {_entering(company_id)}".encode())

    def defer(self, statement: bytes) -> None:
        """It leaves with the next message, at the latest with the commit."""
        self.ahead.append(statement)
        self.owes = True

    def leave(self) -> None:
        """Forgets what was put off, and for whom it read."""
        self.reading, self.owes = b"", False
        self.ahead.clear()

    def message(self, *statements: bytes, within: bool = True) -> bytes:
        """What was put off and these statements, in one; `within` a transaction, which begins unless it did."""
        if self.reading:
            return b"; ".join((self.reading, *statements))
        begins = within and self.get_transaction_status() == TRANSACTION_STATUS_IDLE
        parts = (*([b"begin"] if begins else []), *self.ahead, *statements)
        self.leave()
        return b"; ".join(parts)

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
    """Connections give text already."""

    def result_processor(self, dialect: Any, coltype: Any) -> None:
        """Nothing is to be made of it."""


class Dialect(PGDialect_psycopg2):
    """SQLAlchemy's psycopg2, with the words that begin and end a transaction said here."""

    supports_statement_cache = True
    colspecs = {**PGDialect_psycopg2.colspecs, Uuid: _IdAsText}

    def on_connect(self) -> Any:
        """Ids come as text, as the server sends them: nothing is registered for their type, but for lists of them."""

        def prepare(connection: Any) -> None:
            register_type(_LIST_OF_IDS, connection)
            register_default_json(connection, loads=self._json_deserializer)
            register_default_jsonb(connection, loads=self._json_deserializer)

        return prepare

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        link: Link = cursor.connection
        options = context.execution_options if context is not None else {}
        if "prepared" in options:
            statement = link.prepared(cursor, statement)
        words = cursor.mogrify(statement, parameters)
        if "deferred" in options:
            link.defer(words)
        else:
            cursor.execute(link.message(words, within="without_transaction" not in options))

    def do_executemany(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        cursor.execute(cursor.connection.message(b"select"))
        super().do_executemany(cursor, statement, parameters, context)  # type: ignore[no-untyped-call]  # SQLAlchemy's own

    def do_commit(self, dbapi_connection: Any) -> None:
        """One that has changed and locked nothing has nothing to say."""
        link: Link = getattr(dbapi_connection, "dbapi_connection", dbapi_connection)
        try:
            if link.get_transaction_status() != TRANSACTION_STATUS_IDLE or link.owes:
                _say(link, link.message(b"commit"))
            link.leave()
        except Error:
            self.do_rollback(link)  # what left with the commit failed before it
            raise

    def do_rollback(self, dbapi_connection: Any) -> None:
        link: Link = getattr(dbapi_connection, "dbapi_connection", dbapi_connection)
        link.leave()
        if link.get_transaction_status() not in {TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_UNKNOWN}:
            _say(link, b"rollback")


def link_of(connection: Any) -> Link:
    """The connection below SQLAlchemy's."""
    return cast("Link", connection.connection.dbapi_connection)


def _entering(company_id: str) -> str:
    return f"set_config('app.company_id', '{UUID(company_id)}', true)"


def _say(connection: Link, word: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute(word)


registry.register(f"postgresql.{NAME}", __name__, Dialect.__name__)
