"""Who acts: asked with every request, so it is one statement in one round trip, on the bare driver.

Measured against SQLAlchemy's execution: 0.1 instead of 0.22 ms of processor time, of a request that is to cost one.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
import psycopg2
from sqlalchemy import Engine, create_engine

from gateway.access.tokens import SignedIn
from gateway.organization.rights import union_of_scopes
from shared.kernel.actor import Actor
from shared.kernel.errors import Away, Unauthenticated
from shared.logging import get_logger

log = get_logger()
_ACTING = "select * from acting(%s, %s, %s)"  # see migration 0004


class _Row(NamedTuple):
    name: str
    department_id: object
    must_change_password: bool
    time_zone: str
    roles: list[dict[str, Any]] | None
    owes_second_factor: bool


@dataclass(frozen=True, kw_only=True)
class Acting:
    """The actor, and what they still owe before anything else: a password of their own, a second factor."""

    actor: Actor
    must_change_password: bool
    owes_second_factor: bool


class Actors:
    """Reads actors, each on a connection of its own that is in no transaction."""

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        self._engine = _autocommitting(url, pool_size=pool_size)

    def dispose(self) -> None:
        self._engine.dispose()

    def read(self, who: SignedIn, *, language: str) -> Acting:
        """The actor as of now: an ended session or a disabled employee is out at once.

        :raises Unauthenticated: the session ended or the employee was disabled  :raises Away: the database is
        """
        row = self._row(who)
        if row is None:
            raise Unauthenticated
        roles = row.roles or []
        department_id = str(row.department_id) if row.department_id else None
        actor = Actor(
            company_id=who.company_id,
            employee_id=who.employee_id,
            name=row.name,
            department_id=department_id,
            administrator=any(role["administrator"] for role in roles),
            scopes=union_of_scopes((role["functions"] for role in roles), department_id=department_id),
            actions=frozenset(action for role in roles for action in role["actions"]),
            language=language,
            time_zone=row.time_zone,
        )
        return Acting(
            actor=actor, must_change_password=row.must_change_password, owes_second_factor=row.owes_second_factor
        )

    def _row(self, who: SignedIn) -> _Row | None:
        try:
            return self._ask(who)
        except psycopg2.Error:
            self._engine.dispose()  # the server was restarted: its old connections are all dead
        try:
            return self._ask(who)
        except psycopg2.Error as error:
            log.warning("actor.database_away", reason=str(error))
            raise Away from error

    def _ask(self, who: SignedIn) -> _Row | None:
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(_ACTING, (who.company_id, who.employee_id, who.session_id))
            found = cursor.fetchone()
            cursor.close()
        except psycopg2.Error:
            connection.invalidate()
            raise
        finally:
            connection.close()
        return _Row(*found) if found else None


def _autocommitting(url: str, *, pool_size: int) -> Engine:
    """Connections that ask nothing before and after the one statement."""
    return create_engine(
        url.replace("postgresql://", "postgresql+psycopg2://", 1),
        isolation_level="AUTOCOMMIT",
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=3,
        pool_use_lifo=True,
        pool_reset_on_return=None,
        json_deserializer=orjson.loads,
        connect_args={"connect_timeout": 3, "options": "-c statement_timeout=5s -c timezone=UTC"},
    )
