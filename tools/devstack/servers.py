"""PostgreSQL and RabbitMQ of a stack: private ones, or those given from outside."""

from collections.abc import Callable
from pathlib import Path

from tools.devstack.addresses import SERVICES, Broker
from tools.devstack.folders import database_folder
from tools.devstack.ports import free_ports
from tools.devstack.postgres import PostgresServer
from tools.devstack.rabbitmq import RabbitServer
from tools.devstack.secrets import Secrets
from tools.devstack.supervisor import Supervisor


def make_postgres(folder: Path, *, secrets: Secrets, durable: bool, say: Callable[[str], None]) -> PostgresServer:
    """A private PostgreSQL, ready to be started."""
    place = database_folder(folder)
    if place != folder:
        say(f"The postgres user cannot enter {folder}: the databases are kept in {place}.")
    server = PostgresServer(
        place,
        port=free_ports(1)[0],
        password=secrets.password("database_admin"),
        log=folder / "log" / "postgresql.log",
        durable=durable,
    )
    server.prepare()
    return server


def make_rabbit(folder: Path, *, secrets: Secrets) -> RabbitServer:
    """A private RabbitMQ, ready to be started."""
    server = RabbitServer(folder, port=free_ports(1)[0], secrets=secrets, log_folder=folder / "log")
    server.prepare()
    return server


class Servers:
    """The servers of one stack; starts the private ones under its supervisor."""

    def __init__(self, folder: Path, *, secrets: Secrets, supervisor: Supervisor, durable: bool) -> None:
        self.folder = folder
        self._secrets = secrets
        self._supervisor = supervisor
        self._durable = durable
        self.postgres: PostgresServer | None = None
        self.rabbit: RabbitServer | None = None

    def start(self, *, database_url: str | None, amqp_url: str | None, say: Callable[[str], None]) -> None:
        """Starts what is not given, both side by side."""
        if not amqp_url:
            self.rabbit = make_rabbit(self.folder, secrets=self._secrets)
            self._supervisor.start(self.rabbit.epmd)
            self._supervisor.start(self.rabbit.child)
        if not database_url:
            self.postgres = make_postgres(self.folder, secrets=self._secrets, durable=self._durable, say=say)
            self._supervisor.start(self.postgres.child, ready=self.postgres.answers)
        self.database_url = database_url or (self.postgres.url if self.postgres else "")
        self._amqp_url = amqp_url

    def broker(self) -> Broker:
        """Waits until the broker answers and tells how to reach it."""
        if self.rabbit is None:
            return Broker.shared(str(self._amqp_url))
        self._supervisor.wait_for(self.rabbit.child, ready=self.rabbit.answers, within=90)
        accounts = {name: self.rabbit.url(name) for name in ("gateway", *SERVICES)}
        return Broker(admin=self.rabbit.url(), accounts=accounts)
