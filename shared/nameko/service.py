"""What every service is made of."""

import os
from inspect import isfunction
from typing import Any, ClassVar

from nameko.extensions import DependencyProvider

from shared.database import Database
from shared.files import FileStore
from shared.messaging.broadcast import Broadcast
from shared.nameko.relaying import RelayOfService


class DatabaseOfService(DependencyProvider):  # type: ignore[misc]
    """Gives the service its database as `self.database`."""

    def get_dependency(self, _worker: Any) -> Database:
        database: Database = self.container.config["DATABASE"]
        return database


class SystemDatabaseOfService(DependencyProvider):  # type: ignore[misc]
    """Gives the service the view across companies as `self.system_database`: for timers, which then enter each one."""

    def get_dependency(self, _worker: Any) -> Database:
        database: Database = self.container.config["SYSTEM_DATABASE"]
        return database


class FilesOfService(DependencyProvider):  # type: ignore[misc]
    """Gives a service that reads or makes files the store: `files = FilesOfService()`."""

    def setup(self) -> None:
        self._files = FileStore(os.environ["KUAIQI_FILES"])

    def get_dependency(self, _worker: Any) -> FileStore:
        return self._files


class LiveOfService(DependencyProvider):  # type: ignore[misc]
    """Gives a service that has news for open screens the way there: `live = LiveOfService()`; loss is harmless."""

    def setup(self) -> None:
        name = f"{self.container.service_name} live"
        self._broadcast = Broadcast(self.container.config["AMQP_URI"], name=name)

    def get_dependency(self, _worker: Any) -> Broadcast:
        return self._broadcast


class Service:
    """Base of a service: `class CrmService(CustomerEntrypoints, ContactEntrypoints, Service): name = "crm"`.

    :raises TypeError: two mixins have a method of the same name, so that one would be hidden
    """

    name: ClassVar[str]
    database = DatabaseOfService()
    system_database = SystemDatabaseOfService()
    outbox_relay = RelayOfService()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        owners: dict[str, type] = {}
        for mixin in cls.__mro__[1:]:
            for name, member in vars(mixin).items():
                if not isfunction(member) or name.startswith("__"):
                    continue
                if name in owners:
                    raise TypeError(f"{owners[name].__name__} and {mixin.__name__} both have {name}")
                owners[name] = mixin
