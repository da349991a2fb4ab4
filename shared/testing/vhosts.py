"""A broker of one's own: a virtual host in the run's RabbitMQ."""

import base64
import json
from http.client import HTTPConnection
from itertools import count
from typing import Any
from urllib.parse import quote, urlsplit

from tools.devstack.broker_accounts import ADMIN, SERVICES, permissions
from tools.devstack.rabbitmq import RabbitServer

_EVERYTHING = {"configure": ".*", "write": ".*", "read": ".*"}


class Vhosts:
    """Makes and removes virtual hosts in which every account has the rights it has in the product."""

    def __init__(self, server: RabbitServer) -> None:
        self._server = server
        self._numbers = count(1)

    def make(self) -> str:
        """The name of a new virtual host."""
        name = f"test-{next(self._numbers)}"
        self.ask("PUT", f"/vhosts/{name}")
        for account in (ADMIN, *SERVICES):
            rights = _EVERYTHING if account == ADMIN else permissions(account)
            self.ask("PUT", f"/permissions/{name}/{account}", body=rights)
        return name

    def remove(self, name: str) -> None:
        self.ask("DELETE", f"/vhosts/{quote(name, safe='')}")

    def url(self, name: str, *, account: str = ADMIN) -> str:
        """The address with which an account connects to the virtual host."""
        return self._server.url(account, vhost=name)

    def ask(self, method: str, path: str, *, body: dict[str, Any] | None = None) -> Any:
        """One request to RabbitMQ's management interface, as its administrator."""
        address, account, password = self._server.management
        parts = urlsplit(address)
        connection = HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=30)
        token = base64.b64encode(f"{account}:{password}".encode()).decode()
        headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
        try:
            connection.request(method, parts.path + path, body=json.dumps(body or {}), headers=headers)
            answer = connection.getresponse()
            content = answer.read()
            assert answer.status < 300, f"{method} {path}: {answer.status} {content!r}"  # noqa: PLR2004  any success
        finally:
            connection.close()
        return json.loads(content) if content else None
