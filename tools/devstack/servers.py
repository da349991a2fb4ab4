"""PostgreSQL and RabbitMQ of a stack: private ones, or those given from outside."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tools.devstack.addresses import SERVICES, Broker
from tools.devstack.folders import database_folder
from tools.devstack.ports import free_ports
from tools.devstack.postgres import PostgresServer
from tools.devstack.rabbitmq import RabbitServer
from tools.devstack.secrets import Secrets
from tools.devstack.supervisor import Supervisor

_RABBIT_START = 90


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

    def __init__(
        self,
        folder: Path,
        *,
        secrets: Secrets,
        supervisor: Supervisor,
        durable: bool,
        say: Callable[[str], None] = print,
    ) -> None:
        self.folder = folder
        self._secrets = secrets
        self._supervisor = supervisor
        self._durable = durable
        self._say = say
        self.postgres: PostgresServer | None = None
        self.rabbit: RabbitServer | None = None

    def start(self, *, database_url: str | None, amqp_url: str | None) -> None:
        """Starts what is not given, both side by side."""
        self._amqp_url = amqp_url
        if not amqp_url:
            self._launch_rabbit()
        self.database_url = database_url or self.start_postgres().url

    def start_postgres(self) -> PostgresServer:
        """Starts the private PostgreSQL and waits until it answers."""
        self.postgres = make_postgres(self.folder, secrets=self._secrets, durable=self._durable, say=self._say)
        self._supervisor.start(self.postgres.child, ready=self.postgres.answers)
        return self.postgres

    def start_rabbit(self) -> RabbitServer:
        """Starts the private RabbitMQ and waits until it answers."""
        rabbit = self._launch_rabbit()
        self._supervisor.wait_for(rabbit.child, ready=rabbit.answers, within=_RABBIT_START)
        return rabbit

    def _launch_rabbit(self) -> RabbitServer:
        self.rabbit = make_rabbit(self.folder, secrets=self._secrets)
        self._supervisor.start(self.rabbit.epmd)
        self._supervisor.start(self.rabbit.child)
        return self.rabbit

    def stop(self) -> None:
        """Ends the private servers; a throw-away broker at once, since nobody will read its files again."""
        if self.rabbit is not None and not self._durable:
            self.rabbit.child.kill()
        self._supervisor.stop({"rabbitmq", "postgresql"})
        self._supervisor.stop({"epmd"})
        if self.postgres is not None and not self._durable:
            shutil.rmtree(self.postgres.folder, ignore_errors=True)

    def broker(self) -> Broker:
        """Waits until the broker answers and tells how to reach it."""
        if self.rabbit is None:
            return Broker.shared(str(self._amqp_url))
        self._supervisor.wait_for(self.rabbit.child, ready=self.rabbit.answers, within=_RABBIT_START)
        accounts = {name: self.rabbit.url(name) for name in ("gateway", *SERVICES)}
        return Broker(admin=self.rabbit.url(), accounts=accounts)
