"""Where the stack of `make run` listens right now, for commands that work with it from another terminal."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tools.devstack.errors import StackError
from tools.devstack.folders import LOCAL
from tools.devstack.secrets import write_private


@dataclass(frozen=True, kw_only=True)
class Running:
    """Addresses of a running stack; `environment` is what the gateway's own programs find."""

    url: str
    database_url: str
    files: str
    environment: dict[str, str]

    def announce(self, folder: Path) -> None:
        write_private(folder / "running.json", json.dumps(asdict(self), indent=2).encode())


def silence(folder: Path) -> None:
    """Takes the announcement back."""
    (folder / "running.json").unlink(missing_ok=True)


def find() -> Running:
    """The stack of `make run`.

    :raises StackError: it is not running
    """
    announced = LOCAL / "run" / "running.json"
    if not announced.exists():
        raise StackError("make run is not running: start it in another terminal first.")
    return Running(**json.loads(announced.read_text()))
