"""A private RabbitMQ: 127.0.0.1 only, free ports, its own epmd, cookie and home, little memory."""

import json
import os
import shutil
from pathlib import Path
from urllib.parse import quote

import amqp

from tools.devstack.broker_accounts import ADMIN, SERVICES, definitions
from tools.devstack.child import Child
from tools.devstack.errors import ProgramMissing
from tools.devstack.folders import private_folder
from tools.devstack.ports import free_ports
from tools.devstack.secrets import Secrets, write_private

VHOST = "kuaiqi"

_CONF = """
listeners.tcp.local = 127.0.0.1:{port}
management.tcp.ip = 127.0.0.1
management.tcp.port = {management}
management_agent.disable_metrics_collector = true
load_definitions = {folder}/definitions.json
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 64MB
raft.wal_max_size_bytes = 33554432
heartbeat = 10
log.console = true
log.console.use_colors = off
log.console.level = warning
log.file = false
"""


def server_script() -> Path:
    """RabbitMQ's start script itself, not Debian's wrapper, which would change the user and the folders.

    :raises ProgramMissing: RabbitMQ is not installed
    """
    debian = sorted(Path("/usr/lib/rabbitmq/lib").glob("rabbitmq_server-*/sbin/rabbitmq-server"))
    on_path = shutil.which("rabbitmq-server")
    if debian:
        return debian[-1]
    if on_path:
        return Path(on_path).resolve()
    raise ProgramMissing("RabbitMQ is not installed: apt-get install rabbitmq-server")


class RabbitServer:
    """One broker in a folder: `epmd` (Erlang's port registry, private too) and the broker itself."""

    def __init__(self, folder: Path, *, port: int, secrets: Secrets, log_folder: Path) -> None:
        self.script = server_script()
        self.folder = folder / "rabbitmq"
        self.port = port
        self.secrets = secrets
        self.management_port, self.epmd_port, self.distribution_port = free_ports(3)
        self.epmd = Child(
            "epmd",
            command=["epmd", "-port", str(self.epmd_port), "-address", "127.0.0.1"],
            environment={"PATH": os.environ["PATH"]},
            log=log_folder / "epmd.log",
        )
        self.child = Child(
            "rabbitmq",
            command=[str(self.script)],
            environment=self.environment(),
            log=log_folder / "rabbitmq.log",
            patience=20,
        )

    def url(self, account: str = ADMIN, *, vhost: str = VHOST) -> str:
        """The address with which an account connects."""
        password = quote(self._password(account), safe="")
        return f"amqp://{account}:{password}@127.0.0.1:{self.port}/{quote(vhost, safe='')}"

    @property
    def management(self) -> tuple[str, str, str]:
        """Address, account and password of the HTTP management interface."""
        return f"http://127.0.0.1:{self.management_port}/api", ADMIN, self._password(ADMIN)

    def _password(self, account: str) -> str:
        return self.secrets.password(f"broker_{account}")

    def prepare(self) -> None:
        private_folder(self.folder)
        write_private(self.folder / ".erlang.cookie", self.secrets.password("erlang_cookie").encode())
        (self.folder / ".erlang.cookie").chmod(0o400)
        conf = _CONF.format(port=self.port, management=self.management_port, folder=self.folder)
        (self.folder / "rabbitmq.conf").write_text(conf)
        (self.folder / "enabled_plugins").write_text("[rabbitmq_management].\n")
        (self.folder / "environment.conf").write_text("")
        passwords = {account: self._password(account) for account in (ADMIN, *SERVICES)}
        accounts = json.dumps(definitions(passwords, vhost=VHOST), indent=2)
        write_private(self.folder / "definitions.json", accounts.encode())

    def environment(self) -> dict[str, str]:
        """What the broker and `rabbitmqctl` need to find each other and nobody else."""
        folder = str(self.folder)
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": folder,
            "ERL_EPMD_PORT": str(self.epmd_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": "kuaiqi@localhost",
            "RABBITMQ_DIST_PORT": str(self.distribution_port),
            "RABBITMQ_CONF_ENV_FILE": f"{folder}/environment.conf",
            "RABBITMQ_CONFIG_FILE": f"{folder}/rabbitmq.conf",
            "RABBITMQ_ADVANCED_CONFIG_FILE": f"{folder}/advanced.config",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{folder}/enabled_plugins",
            "RABBITMQ_GENERATED_CONFIG_DIR": f"{folder}/generated",
            "RABBITMQ_MNESIA_BASE": f"{folder}/mnesia",
            "RABBITMQ_LOG_BASE": f"{folder}/log",
            "RABBITMQ_PID_FILE": f"{folder}/pid",
            # The script then becomes the broker instead of standing before it, so that its pid is the broker's.
            "RABBITMQ_ALLOW_INPUT": "true",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": (
                "-noinput -start_epmd false -kernel inet_dist_use_interface {127,0,0,1} "
                "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none"
            ),
        }

    def answers(self) -> bool:
        try:
            connection = amqp.Connection(
                host=f"127.0.0.1:{self.port}",
                userid=ADMIN,
                password=self._password(ADMIN),
                virtual_host=VHOST,
                connect_timeout=2,
            )
            connection.connect()
            connection.close()
        except (OSError, amqp.AMQPError):
            return False
        return True
