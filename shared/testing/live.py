"""The running product for tests: its address, and its processes by name for those who break them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from tools.devstack.child import Child
from tools.devstack.folders import LOCAL
from tools.devstack.ports import free_ports
from tools.devstack.product import Product
from tools.devstack.readiness import is_ready
from tools.devstack.stack import Stack


@dataclass(frozen=True, kw_only=True)
class LiveStack:
    """A stack that runs on free ports, in a folder of its own."""

    stack: Stack
    product: Product

    @property
    def url(self) -> str:
        """The gateway's address."""
        return self.product.url

    @property
    def processes(self) -> dict[str, Child]:
        """gateway, crm, workflow, office, attendance, stats, postgresql, rabbitmq: each with `pid` and `kill()`."""
        return self.stack.supervisor.children

    def revive(self) -> None:
        """Starts again what has died. Call it from the main thread."""
        self.stack.supervisor.revive()

    def ready(self) -> bool:
        """Whether every process says that it is ready."""
        names = ("gateway", *self.product.ports.health)
        return all(is_ready(self.product.health(name)) for name in names)


@contextmanager
def running_stack(*, name: str, demo: bool) -> Iterator[LiveStack]:
    """A throw-away stack, with or without the demo company."""
    folder = LOCAL / f"test-{os.getpid()}-{name}"
    stack = Stack(folder, gateway_port=free_ports(1)[0], kept=False)
    try:
        yield LiveStack(stack=stack, product=stack.start(demo=demo))
    finally:
        stack.stop()


@pytest.fixture(scope="session")
def live_stack() -> Iterator[LiveStack]:
    """The product with its demo company; tests share it, so they must bear what others made."""
    with running_stack(name="live", demo=True) as live:
        yield live
