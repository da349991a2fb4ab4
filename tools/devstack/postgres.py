"""A private PostgreSQL: 127.0.0.1 only, a free port, little memory."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import psycopg2

from tools.devstack.child import Child
from tools.devstack.errors import ProgramMissing, StackError
from tools.devstack.secrets import write_private

ADMIN = "kuaiqi_admin"


def programs() -> Path:
    """The folder of the newest PostgreSQL installed.

    :raises ProgramMissing: there is none
    """
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda found: int(found.parts[-3]))
    if debian:
        return debian[-1].parent
    on_path = shutil.which("postgres")
    if on_path:
        return Path(on_path).resolve().parent
    raise ProgramMissing("PostgreSQL is not installed: apt-get install postgresql")


class PostgresServer:
    """One cluster in a folder. `durable=False` trades safety against power cuts for speed (tests)."""

    def __init__(self, folder: Path, *, port: int, password: str, log: Path, durable: bool) -> None:
        self.programs = programs()
        version = self.programs.parent.name
        self.folder = folder / f"postgresql-{version}"
        self.port = port
        self.password = password
        self.durable = durable
        self.user = "postgres" if os.geteuid() == 0 else None
        self.child = Child(
            "postgresql",
            command=self._command(),
            environment={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC"},
            log=log,
            user=self.user,
            end_signal=signal.SIGINT,
        )

    @property
    def url(self) -> str:
        """The administrator's address."""
        return f"postgresql://{ADMIN}:{self.password}@127.0.0.1:{self.port}/postgres"

    def _command(self) -> list[str]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "max_connections": "300",
            "shared_buffers": "96MB",
            "max_wal_size": "512MB",
            "jit": "off",
            "timezone": "UTC",
            "log_min_messages": "warning",
            "log_line_prefix": "%m [%p] %q%u@%d ",
        }
        if not self.durable:
            settings |= {"fsync": "off", "full_page_writes": "off"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.programs / "postgres"), "-D", str(self.folder), "-p", str(self.port), *options]

    def prepare(self) -> None:
        """Makes the cluster unless it is there.

        :raises StackError: initdb refused
        """
        if (self.folder / "PG_VERSION").exists():
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, mode=0o700)
        with tempfile.TemporaryDirectory() as passing:
            password = Path(passing) / "password"
            write_private(password, self.password.encode())
            if self.user:
                shutil.chown(self.folder, self.user, self.user)
                shutil.chown(passing, self.user, self.user)
                shutil.chown(password, self.user, self.user)
            self._init(password)

    def _init(self, password: Path) -> None:
        sync = [] if self.durable else ["--no-sync"]
        change = ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--init-groups"] if self.user else []
        made = subprocess.run(
            [
                *change,
                str(self.programs / "initdb"),
                *("-D", str(self.folder), "-U", ADMIN, "-E", "UTF8", "--locale=C.UTF-8"),
                *("--auth=scram-sha-256", f"--pwfile={password}", *sync),
            ],
            capture_output=True,
            text=True,
            cwd="/",
            check=False,
        )
        if made.returncode != 0:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise StackError(f"initdb failed:\n{made.stdout}{made.stderr}")

    def answers(self) -> bool:
        try:
            psycopg2.connect(self.url, connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True
