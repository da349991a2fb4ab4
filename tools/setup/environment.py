"""The Python environment: uv, then exactly what the lock file names."""

import importlib.util
import shutil
import sys

from tools.setup import debian
from tools.setup.steps import LOCAL, ROOT, done, fingerprint, is_done, run, say

_VENV = ROOT / ".venv"
_LOCK = ROOT / "requirements" / "dev.txt"
_UV = LOCAL / "uv"


def synchronize() -> None:
    """Makes `.venv` hold the libraries of `requirements/dev.txt`."""
    mark = fingerprint([_LOCK], also=sys.version)
    stamp = _VENV / ".synchronized"
    if is_done(stamp, mark) and (_VENV / "bin" / "python").exists():
        return
    uv = uv_path()
    say("Installing Python libraries ...")
    if not (_VENV / "bin" / "python").exists():
        run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(_VENV))
    run(uv, "pip", "sync", "--quiet", "--python", str(_VENV / "bin" / "python"), "--require-hashes", str(_LOCK))
    done(stamp, mark)


def uv_path() -> str:
    """The machine's uv, else our own, installed from PyPI when it is not there yet."""
    found = shutil.which("uv")
    if found:
        return found
    own = _UV / "bin" / "uv"
    if not own.exists():
        say("Installing uv ...")
        _make_environment()
        run(str(_UV / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv")
    return str(own)


def _make_environment() -> None:
    """An environment for uv alone; Debian keeps what that takes in a package of its own."""
    if importlib.util.find_spec("ensurepip") is None:
        debian.install(["python3-venv"])
    run(sys.executable, "-m", "venv", "--clear", str(_UV))
