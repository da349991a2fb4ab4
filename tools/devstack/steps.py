"""What is done once before the processes start, each step a program of the product that ends."""

import os
import subprocess
import sys
from collections.abc import Mapping

from tools.devstack.databases import OWNERS
from tools.devstack.errors import StackError
from tools.devstack.folders import ROOT
from tools.devstack.product import Product


class Step:
    """A program that runs to its end beside others."""

    def __init__(self, module: str, *arguments: str, environment: Mapping[str, str]) -> None:
        self.words = " ".join((module, *arguments))
        self._running = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env=dict(environment),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def finish(self) -> str:
        """Waits for the end and gives what was said.

        :raises StackError: it failed
        """
        said, _ = self._running.communicate()
        if self._running.returncode != 0:
            raise StackError(f"python -m {self.words} failed:\n{said}")
        return said


def migrate(product: Product) -> None:
    """Brings all databases to the newest version, side by side."""
    steps = [Step("shared.database.migrate", name, environment=product.migration_environment(name)) for name in OWNERS]
    for step in steps:
        step.finish()


def migrate_database(service: str, *, owner_url: str) -> None:
    """Brings one database of a service to the newest version."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KUAIQI_OWNER_DATABASE_URL": owner_url}
    Step("shared.database.migrate", service, environment=environment).finish()


def declare_topology(product: Product) -> None:
    """Exchanges and queues, before anybody sends: an event without a queue would be lost."""
    Step("shared.messaging.topology", environment=product.topology_environment()).finish()


def fill_demo_company(product: Product) -> None:
    Step("tools.demo", environment=product.demo_environment()).finish()
