"""The fixtures every test may ask for."""

from collections.abc import Iterator

import pytest

from shared.testing.databases import Filling, ServiceDatabase, ServiceDatabases, TestDatabases
from shared.testing.live import live_stack
from shared.testing.servers import (
    postgres_server,
    rabbitmq_server,
    test_databases,
    test_folder,
    test_secrets,
    test_servers,
    vhosts,
)
from shared.testing.vhosts import Vhosts

__all__ = [
    "live_stack",
    "postgres_server",
    "rabbitmq_server",
    "test_databases",
    "test_folder",
    "test_secrets",
    "test_servers",
    "vhosts",
]


@pytest.fixture
def service_database(test_databases: TestDatabases) -> Iterator[ServiceDatabases]:
    """Makes migrated databases: `service_database("crm").app_url`; dropped after the test."""
    yield from _making(test_databases)


@pytest.fixture(scope="module")
def module_database(test_databases: TestDatabases) -> Iterator[ServiceDatabases]:
    """The same, dropped after the module: for tests that each found a company of their own, which is quicker."""
    yield from _making(test_databases)


def _making(databases: TestDatabases) -> Iterator[ServiceDatabases]:
    made: list[ServiceDatabase] = []

    def make(service: str, *, filled: Filling | None = None) -> ServiceDatabase:
        made.append(databases.make(service, filled=filled))
        return made[-1]

    yield make
    for database in made:
        databases.drop(database)


@pytest.fixture(scope="module")
def vhost(vhosts: Vhosts) -> Iterator[str]:
    """The name of a virtual host that this module has alone."""
    name = vhosts.make()
    yield name
    vhosts.remove(name)


@pytest.fixture(scope="module")
def amqp_url(vhosts: Vhosts, vhost: str) -> str:
    """The administrator's address of the module's own virtual host."""
    return vhosts.url(vhost)
