"""A database and three roles for each service, in whatever server there is."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

from tools.devstack.secrets import Secrets

OWNERS = ("gateway", "crm", "workflow", "office", "attendance", "stats")
ROLES = ("owner", "app", "system")


class Databases:
    """The product's databases in one server, reached with the administrator's address."""

    def __init__(self, admin_url: str, *, secrets: Secrets) -> None:
        self.admin_url = admin_url
        self._secrets = secrets

    def url(self, service: str, *, role: str, database: str | None = None) -> str:
        """The address with which a role of a service connects."""
        parts = urlsplit(self.admin_url)
        password = self._secrets.password(f"database_{service}_{role}")
        host = f"{parts.hostname or '127.0.0.1'}:{parts.port or 5432}"
        account = f"{service}_{role}:{quote(password, safe='')}@{host}"
        return urlunsplit(("postgresql", account, f"/{database or f'kuaiqi_{service}'}", parts.query, ""))

    def create_all(self) -> None:
        """All roles and databases of the product."""
        self.create_roles()
        for service in OWNERS:
            self.create(service, database=f"kuaiqi_{service}")

    def create_roles(self) -> None:
        """The roles that are not there yet; all get this stack's passwords."""
        with self._administering() as cursor:
            for service in OWNERS:
                for role in ROLES:
                    self._create_role(cursor, f"{service}_{role}", password=f"database_{service}_{role}")

    def create(self, service: str, *, database: str, template: str | None = None) -> None:
        """One database of a service, empty or like the template; nothing when it is there."""
        owner = sql.Identifier(f"{service}_owner")
        with self._administering() as cursor:
            cursor.execute("select 1 from pg_database where datname = %s", (database,))
            if cursor.fetchone():
                return
            # A managed server's administrator is no superuser: to give a database away it must be in the owner's role.
            cursor.execute(sql.SQL("grant {} to current_user").format(owner))
            cursor.execute(
                sql.SQL("create database {} owner {} template {} encoding 'UTF8'").format(
                    sql.Identifier(database), owner, sql.Identifier(template or "template0")
                )
            )
            self._close_to_others(cursor, database, service=service)
        if template is None:
            with self._administering(database) as cursor:
                cursor.execute(sql.SQL("alter schema public owner to {}").format(owner))

    def drop(self, database: str) -> None:
        with self._administering() as cursor:
            cursor.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(database)))

    def _create_role(self, cursor: Any, name: str, *, password: str) -> None:
        cursor.execute("select 1 from pg_roles where rolname = %s", (name,))
        verb = "alter" if cursor.fetchone() else "create"
        statement = sql.SQL(verb + " role {} login nosuperuser nocreatedb nocreaterole nobypassrls password {}")
        cursor.execute(statement.format(sql.Identifier(name), sql.Literal(self._secrets.password(password))))

    def _close_to_others(self, cursor: Any, database: str, *, service: str) -> None:
        name = sql.Identifier(database)
        cursor.execute(sql.SQL("revoke all on database {} from public").format(name))
        for role in ROLES:
            granted = sql.Identifier(f"{service}_{role}")
            cursor.execute(sql.SQL("grant connect, temporary on database {} to {}").format(name, granted))

    @contextmanager
    def _administering(self, database: str | None = None) -> Iterator[Any]:
        parts = urlsplit(self.admin_url)
        url = urlunsplit(parts._replace(path=f"/{database}")) if database else self.admin_url
        with closing(psycopg2.connect(url, connect_timeout=5)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor
