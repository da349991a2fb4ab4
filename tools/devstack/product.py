"""The six processes: what each is started with."""

import os
import sys
from pathlib import Path

from tools.devstack.addresses import SERVICES, Broker, Ports, key_environment
from tools.devstack.child import Child
from tools.devstack.databases import Databases
from tools.devstack.folders import ROOT
from tools.devstack.secrets import Secrets

# What the stack itself is told; a process gets its own addresses instead.
_OF_THE_STACK = {"DATABASE_URL", "AMQP_URL", "KUAIQI_PORT"}


class Product:
    """Commands and environments of the product's processes within one stack."""

    def __init__(self, folder: Path, *, databases: Databases, broker: Broker, ports: Ports, secrets: Secrets) -> None:
        self.folder = folder
        self.databases = databases
        self.broker = broker
        self.ports = ports
        self.secrets = secrets

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports.gateway}"

    def environment(self, service: str) -> dict[str, str]:
        """What a service finds in its environment; nothing that belongs to another."""
        inherited = {name: value for name, value in os.environ.items() if name not in _OF_THE_STACK}
        return inherited | self.own_environment(service)

    def own_environment(self, service: str) -> dict[str, str]:
        """The part of it that the stack gives."""
        return {
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "MALLOC_ARENA_MAX": "2",
            "KUAIQI_SERVICE": service,
            "KUAIQI_DATABASE_URL": self.databases.url(service, role="app"),
            "KUAIQI_SYSTEM_DATABASE_URL": self.databases.url(service, role="system"),
            "AMQP_URL": self.broker.accounts[service],
            # One machine of developers and load tests: one account may ask for many.
            "KUAIQI_EMPLOYEE_RATE": "2000",
            "KUAIQI_FILES": str(self.folder / "files"),
            "KUAIQI_HEALTH_PORT": str(self.ports.health[service]),
            **key_environment(self.secrets, service=service),
        }

    def migration_environment(self, service: str) -> dict[str, str]:
        """The same and the owner's address, which no running process has."""
        return self.environment(service) | {"KUAIQI_OWNER_DATABASE_URL": self.databases.url(service, role="owner")}

    def topology_environment(self) -> dict[str, str]:
        return self.environment("gateway") | {"AMQP_URL": self.broker.admin}

    def demo_environment(self) -> dict[str, str]:
        return self.environment("gateway") | {"KUAIQI_URL": self.url}

    def service(self, name: str) -> Child:
        return Child(
            name,
            command=[sys.executable, "-m", "shared.nameko.run", f"services.{name}.service:{name.capitalize()}Service"],
            environment=self.environment(name),
            log=self.folder / "log" / f"{name}.log",
        )

    def gateway(self) -> Child:
        return Child(
            "gateway",
            command=[sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "gateway.wsgi:app"],
            environment=self.environment("gateway") | {"KUAIQI_BIND": f"127.0.0.1:{self.ports.gateway}"},
            log=self.folder / "log" / "gateway.log",
        )

    def all(self) -> list[Child]:
        return [*(self.service(name) for name in SERVICES), self.gateway()]

    def health(self, name: str) -> str:
        """Where a process says whether it is ready."""
        return (
            f"{self.url}/health/ready"
            if name == "gateway"
            else f"http://127.0.0.1:{self.ports.health[name]}/health/ready"
        )
