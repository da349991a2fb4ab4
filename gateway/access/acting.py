"""Who acts: asked with every request, so it is one statement in one round trip, and no mapped object."""

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from gateway.access.tokens import SignedIn
from gateway.organization.rights import union_of_scopes
from shared.kernel.actor import Actor
from shared.kernel.errors import Unauthenticated

_ACTING = text("select * from acting(:company_id, :employee_id, :session_id)")


@dataclass(frozen=True, kw_only=True)
class Acting:
    """The actor, and whether they still owe a password of their own."""

    actor: Actor
    must_change_password: bool


class Actors:
    """Reads actors, each on a connection of its own that is in no transaction."""

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        self._engine = _autocommitting(url, pool_size=pool_size)

    def dispose(self) -> None:
        self._engine.dispose()

    def read(self, who: SignedIn, *, language: str) -> Acting:
        """The actor as of now: an ended session or a disabled employee is out at once.

        :raises Unauthenticated: the session ended or the employee was disabled
        """
        row = self._row(who)
        if row is None:
            raise Unauthenticated
        roles: list[dict[str, Any]] = row.roles or []
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
        return Acting(actor=actor, must_change_password=row.must_change_password)

    def _row(self, who: SignedIn) -> Any:
        values = {"company_id": who.company_id, "employee_id": who.employee_id, "session_id": who.session_id}
        try:
            return self._ask(values)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            return self._ask(values)  # the server was restarted; the pool has thrown its old connections away

    def _ask(self, values: dict[str, str]) -> Any:
        with self._engine.connect() as connection:
            return connection.execute(_ACTING, values).one_or_none()


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
