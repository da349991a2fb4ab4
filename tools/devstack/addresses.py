"""Where a stack's servers and processes listen."""

from dataclasses import dataclass, field

from tools.devstack.ports import free_ports
from tools.devstack.secrets import Secrets

SERVICES = ("crm", "workflow", "office", "attendance", "stats")


@dataclass(frozen=True, kw_only=True)
class Ports:
    """One port per listener; `gateway` is the one people know."""

    gateway: int
    health: dict[str, int] = field(
        default_factory=lambda: dict(zip(("gateway", *SERVICES), free_ports(6), strict=True))
    )


@dataclass(frozen=True, kw_only=True)
class Broker:
    """How to reach a broker: `accounts` by service, `admin` for the topology."""

    admin: str
    accounts: dict[str, str]

    @classmethod
    def shared(cls, url: str) -> "Broker":
        """A broker given from outside (AMQP_URL), whose one account everybody uses."""
        return cls(admin=url, accounts=dict.fromkeys(("gateway", *SERVICES), url))


def key_environment(secrets: Secrets, *, service: str) -> dict[str, str]:
    """The keys a process may have: only the gateway signs, only office pushes."""
    environment = {"KUAIQI_CONTEXT_PUBLIC_KEYS": f"@{secrets.public_key('context')}"}
    if service == "gateway":
        environment["KUAIQI_CONTEXT_PRIVATE_KEY"] = f"@{secrets.private_key('context')}"
        environment["KUAIQI_ACCESS_PRIVATE_KEY"] = f"@{secrets.private_key('access')}"
    if service == "office":
        environment["KUAIQI_PUSH_KEY"] = f"@{secrets.push_key()}"
    return environment
