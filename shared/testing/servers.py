"""Private servers for a test run, thrown away at its end; started when a test first asks."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.testing.databases import TestDatabases
from shared.testing.vhosts import Vhosts
from tools.devstack.databases import Databases
from tools.devstack.folders import LOCAL
from tools.devstack.postgres import PostgresServer
from tools.devstack.rabbitmq import RabbitServer
from tools.devstack.secrets import Secrets
from tools.devstack.servers import Servers
from tools.devstack.stack import open_to_servers, remove
from tools.devstack.supervisor import Supervisor


@pytest.fixture(scope="session")
def test_folder() -> Iterator[Path]:
    """A folder of this run alone, so that several runs and `make run` stand beside each other."""
    folder = open_to_servers(LOCAL / f"test-{os.getpid()}")
    yield folder
    remove(folder)


@pytest.fixture(scope="session")
def test_secrets(test_folder: Path) -> Secrets:
    return Secrets(test_folder / "secrets")


@pytest.fixture(scope="session")
def test_servers(test_folder: Path, test_secrets: Secrets) -> Iterator[Servers]:
    """Both servers of the run, each started at the first test that needs it."""
    supervisor = Supervisor(say=print)
    servers = Servers(test_folder, secrets=test_secrets, supervisor=supervisor, durable=False)
    yield servers
    servers.stop()


@pytest.fixture(scope="session")
def postgres_server(test_servers: Servers) -> PostgresServer:
    """A running private PostgreSQL."""
    return test_servers.start_postgres()


@pytest.fixture(scope="session")
def rabbitmq_server(test_servers: Servers) -> RabbitServer:
    """A running private RabbitMQ."""
    return test_servers.start_rabbit()


@pytest.fixture(scope="session")
def test_databases(postgres_server: PostgresServer, test_secrets: Secrets) -> TestDatabases:
    """Where tests take migrated databases from."""
    databases = Databases(postgres_server.url, secrets=test_secrets)
    databases.create_roles()
    return TestDatabases(databases)


@pytest.fixture(scope="session")
def vhosts(rabbitmq_server: RabbitServer) -> Vhosts:
    """Where tests take brokers of their own from."""
    return Vhosts(rabbitmq_server)
