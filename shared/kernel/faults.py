"""Named points at which a test can kill this process, to prove that nothing is lost there (docs/reliability.md)."""

import os
import signal
from pathlib import Path

_NAME = os.environ.get("KUAIQI_FAULT")
_MARKER = os.environ.get("KUAIQI_FAULT_MARKER", "")


def kill_point(name: str) -> None:
    """Kills the process with SIGKILL where KUAIQI_FAULT names this point, once: KUAIQI_FAULT_MARKER remembers it."""
    if name != _NAME or not _MARKER:
        return
    marker = Path(_MARKER)
    if not marker.exists():
        marker.write_text(f"{name} {os.getpid()}\n")
        os.kill(os.getpid(), signal.SIGKILL)
