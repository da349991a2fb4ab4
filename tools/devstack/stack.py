"""The whole product in one folder: servers, databases, processes."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tools.devstack import steps
from tools.devstack.addresses import Ports
from tools.devstack.databases import Databases
from tools.devstack.folders import elsewhere, private_folder
from tools.devstack.product import Product
from tools.devstack.readiness import is_ready
from tools.devstack.running import Running, silence
from tools.devstack.secrets import Secrets
from tools.devstack.servers import Servers
from tools.devstack.supervisor import Supervisor


class Stack:
    """Starts everything, keeps it running, ends it. `kept=False` removes its files at the end (tests)."""

    def __init__(self, folder: Path, *, gateway_port: int, kept: bool, say: Callable[[str], None] = print) -> None:
        self.folder = open_to_servers(folder)
        self.kept = kept
        self.say = say
        self.ports = Ports(gateway=gateway_port)
        self.supervisor = Supervisor(say=say)
        self.secrets = Secrets(folder / "secrets")
        self.servers = Servers(folder, secrets=self.secrets, supervisor=self.supervisor, durable=kept, say=say)

    def start(self, *, database_url: str | None = None, amqp_url: str | None = None, demo: bool = True) -> Product:
        """Starts all and comes back when all are ready.

        :raises StackError: something did not start; whoever called ends what runs by `stop`
        """
        self.say("Starting PostgreSQL and RabbitMQ ...")
        self.servers.start(database_url=database_url, amqp_url=amqp_url)
        databases = Databases(self.servers.database_url, secrets=self.secrets)
        databases.create_all()
        product = Product(
            self.folder,
            databases=databases,
            broker=self.servers.broker(),
            ports=self.ports,
            secrets=self.secrets,
        )
        self._prepare(product)
        self._start_processes(product)
        self._announce(product)
        if demo:
            self.say("Filling the demo company ...")
            steps.fill_demo_company(product)
        return product

    def _prepare(self, product: Product) -> None:
        (self.folder / "files").mkdir(exist_ok=True)
        self.say("Bringing the databases and queues to the newest version ...")
        steps.migrate(product)
        steps.declare_topology(product)

    def _start_processes(self, product: Product) -> None:
        self.say("Starting the services and the gateway ...")
        children = product.all()
        for child in children:
            self.supervisor.start(child)
        for child in children:
            self.supervisor.wait_for(child, ready=partial(is_ready, product.health(child.name)), within=60)

    def _announce(self, product: Product) -> None:
        Running(
            url=product.url,
            database_url=self.servers.database_url,
            files=str(self.folder / "files"),
            environment=product.own_environment("gateway") | {"KUAIQI_URL": product.url},
        ).announce(self.folder)

    def stop(self) -> None:
        """Ends processes first, then the servers they stand on; nothing that the stack did not start.

        Those of a throw-away stack end at once, since nobody waits for what they have begun.
        """
        self.supervisor.ending.set()
        silence(self.folder)
        servers = {"postgresql", "rabbitmq", "epmd"}
        processes = {name: each for name, each in self.supervisor.children.items() if name not in servers}
        if not self.kept:
            for each in processes.values():
                each.kill()
        self.supervisor.stop(set(processes))
        self.servers.stop()
        if not self.kept:
            remove(self.folder)


def open_to_servers(folder: Path) -> Path:
    """The stack's folder: others may pass through to their own parts of it, as `postgres` must, but not look."""
    private_folder(folder).chmod(0o711)
    return folder


def remove(folder: Path) -> None:
    """Removes all that a stack has kept, wherever its databases are."""
    shutil.rmtree(elsewhere(folder), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
