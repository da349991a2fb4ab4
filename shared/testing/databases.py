"""Fresh migrated databases: a service is migrated, and filled, once per run; each test gets a copy."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from threading import Lock
from typing import Protocol

from tools.devstack.databases import Databases
from tools.devstack.steps import migrate_database


@dataclass(frozen=True, kw_only=True)
class ServiceDatabase:
    """The three addresses of one database."""

    service: str
    name: str
    app_url: str
    system_url: str
    owner_url: str


Filling = Callable[[ServiceDatabase], None]


class TestDatabases:
    """Makes databases for tests out of templates."""

    __test__ = False

    def __init__(self, databases: Databases) -> None:
        self._databases = databases
        self._numbers = count(1)
        self._templates: set[str] = set()
        self._making_template = Lock()

    def make(self, service: str, *, filled: Filling | None = None) -> ServiceDatabase:
        """A migrated database of the service that nobody else uses; `filled` is done once and copied."""
        template = self._filled_template(service, filled) if filled else self._template(service)
        name = f"test_{service}_{next(self._numbers)}"
        self._databases.create(service, database=name, template=template)
        return self._addresses(service, name)

    def drop(self, database: ServiceDatabase) -> None:
        self._databases.drop(database.name)

    def _template(self, service: str) -> str:
        name = f"template_{service}"
        with self._making_template:
            if name not in self._templates:
                self._databases.create(service, database=name)
                migrate_database(service, owner_url=self._addresses(service, name).owner_url)
                self._templates.add(name)
        return name

    def _filled_template(self, service: str, fill: Filling) -> str:
        migrated, name = self._template(service), f"template_{service}_{fill.__qualname__}"
        with self._making_template:
            if name not in self._templates:
                self._databases.create(service, database=name, template=migrated)
                fill(self._addresses(service, name))
                self._templates.add(name)
        return name

    def _addresses(self, service: str, name: str) -> ServiceDatabase:
        def url(role: str) -> str:
            return self._databases.url(service, role=role, database=name)

        return ServiceDatabase(
            service=service, name=name, app_url=url("app"), system_url=url("system"), owner_url=url("owner")
        )


class ServiceDatabases(Protocol):
    """Makes databases for one test or module."""

    def __call__(self, service: str, *, filled: Filling | None = None) -> ServiceDatabase: ...
