"""A sample service on real servers: its database, its broker account, its process, and callers."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.request import urlopen
from uuid import uuid4

import psycopg2
import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine, text

from shared.database import Database
from shared.database.security import create_common_tables, protect
from shared.jobs.migration import create_jobs_table
from shared.kernel.actor import Actor, Scope
from shared.messaging.broker import BrokerConnection
from shared.messaging.context_token import ContextSigner
from shared.messaging.rpc_client import RpcClient
from shared.messaging.topology import declare, queue_of
from shared.testing.eventually import eventually
from tools.devstack.databases import Databases
from tools.devstack.ports import free_ports

ROOT = Path(__file__).parents[3]
_numbers = count(1)


class Addresses:
    """Of the sample's database."""

    def __init__(self, databases, name):
        self.name = name
        self.app, self.system, self.owner = (
            databases.url("office", role=role, database=name) for role in ("app", "system", "owner")
        )

    def rows(self, statement, *parameters, role="system"):
        connection = psycopg2.connect(getattr(self, role))
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement, parameters or None)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()


def _make_tables(url):
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg2://"))
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        create_common_tables("office")
        create_jobs_table("office")
        connection.execute(
            text("create table notes (company_id uuid, id uuid, body text, primary key (company_id, id))")
        )
        connection.execute(text("create sequence history_seq"))
        connection.execute(
            text(
                "create table history (company_id uuid, place bigint, version int, name text, "
                "primary key (company_id, place))"
            )
        )
        protect("notes")
        protect("history")
        for table in ("notes", "history", "inbox", "inbox_versions"):
            connection.execute(text(f"create policy system_of_test on {table} to office_system using (true)"))
        for role in ("office_app", "office_system"):
            connection.execute(text(f"grant all on all tables in schema public to {role}"))
            connection.execute(text(f"grant all on all sequences in schema public to {role}"))
    engine.dispose()


@pytest.fixture
def addresses(postgres_server, test_secrets):
    with fresh_database(postgres_server, test_secrets) as made:
        yield made


@contextmanager
def fresh_database(postgres_server, test_secrets):
    """A database of the sample service, dropped at the end."""
    databases = Databases(postgres_server.url, secrets=test_secrets)
    databases.create_roles()
    name = f"test_messaging_{next(_numbers)}"
    databases.create("office", database=name)
    made = Addresses(databases, name)
    _make_tables(made.owner)
    yield made
    databases.drop(name)


@pytest.fixture
def database(addresses):
    opened = Database(addresses.app)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def declared(amqp_url):
    declare(amqp_url, services=["office"])
    return amqp_url


@pytest.fixture(scope="module")
def office_url(declared, vhosts, vhost):
    return vhosts.url(vhost, account="office")


@pytest.fixture(scope="module")
def gateway_url(declared, vhosts, vhost):
    return vhosts.url(vhost, account="gateway")


@pytest.fixture
def purged(declared):
    """Queues as empty as at the start of the module; calls that a killed service left behind are gone."""
    with BrokerConnection(declared, name="test purge") as connection:
        channel = connection.open_channel()
        for partition in range(8):
            channel.queue_purge(queue_of("office", partition=partition))
        channel.queue_delete("rpc-office")


class Process:
    """One running sample service."""

    def __init__(self, popen, health):
        self.popen = popen
        self.health = health

    def ready(self):
        assert self.popen.poll() is None, f"it ended with {self.popen.returncode}"
        try:
            with urlopen(f"http://127.0.0.1:{self.health}/health/ready", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def metrics(self):
        with urlopen(f"http://127.0.0.1:{self.health}/metrics", timeout=2) as answer:
            return answer.read().decode()

    def end(self, number=signal.SIGTERM):
        self.popen.send_signal(number)
        return self.popen.wait(timeout=15)


@pytest.fixture
def run_service(addresses, office_url, purged, test_secrets, tmp_path):
    """Starts the sample service; settings are added to its environment."""
    return runner(addresses, office_url, test_secrets, tmp_path)


def runner(addresses, office_url, test_secrets, tmp_path):
    @contextmanager
    def run(*, wait=True, **settings):
        health = free_ports(1)[0]
        environment = os.environ | {
            "AMQP_URL": office_url,
            "KUAIQI_DATABASE_URL": addresses.app,
            "KUAIQI_SYSTEM_DATABASE_URL": addresses.system,
            "KUAIQI_CONTEXT_PUBLIC_KEYS": f"@{test_secrets.public_key('context')}",
            "KUAIQI_HEALTH_PORT": str(health),
            "FIXED": str(tmp_path / "fixed"),
            "TICKS": str(tmp_path / "ticks"),
            **settings,
        }
        with (tmp_path / f"service-{health}.log").open("wb") as log:
            popen = subprocess.Popen(
                [sys.executable, "-m", "shared.nameko.run", "tests.integration.messaging.sample_service:OfficeService"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
        process = Process(popen, health)
        try:
            if wait:
                eventually(process.ready, within=20)
            yield process
        finally:
            popen.kill()
            popen.wait()

    return run


class Caller:
    """An employee who calls the sample service."""

    def __init__(self, client, signer):
        self.client = client
        self.signer = signer
        self.actor = Actor(
            company_id=str(uuid4()),
            employee_id=str(uuid4()),
            name="王芳",
            department_id=None,
            scopes={"notes": Scope("company")},
        )

    def __call__(self, method, *, service="office", token=None, **options):
        arguments = options.pop("arguments", {})
        return self.client.call(
            service, method, arguments, token=token or self.signer.sign(self.actor), request_id="test", **options
        )


@pytest.fixture
def caller(gateway_url, test_secrets):
    client = RpcClient(gateway_url, caller="gateway")
    yield Caller(client, ContextSigner(f"@{test_secrets.private_key('context')}"))
    client.close()
