"""Where a stack keeps its files."""

import hashlib
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"


def private_folder(path: Path) -> Path:
    """Makes the folder, closed to other users of the machine."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def reachable_by_postgres(folder: Path) -> bool:
    """Whether the `postgres` user may walk down to the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    walk = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "test", "-x", str(folder)]
    return subprocess.run(walk, check=False).returncode == 0


def database_folder(stack: Path) -> Path:
    """Where PostgreSQL keeps a stack's databases.

    Root cannot run PostgreSQL, so it runs as `postgres`, who cannot enter a checkout under a closed home such
    as /root: then the databases live in /var/lib/kuaiqi, under a name made from the stack's path.
    """
    if os.geteuid() != 0 or reachable_by_postgres(stack):
        return stack
    return elsewhere(stack)


def elsewhere(stack: Path) -> Path:
    """The place outside the checkout that belongs to this stack alone."""
    return Path("/var/lib/kuaiqi") / hashlib.sha256(str(stack).encode()).hexdigest()[:12]
