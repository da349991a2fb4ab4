"""Debian packages: the servers, a browser for tests, fonts with Chinese letters."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.setup.steps import SetupError, run, say

SERVERS = ("postgresql", "rabbitmq-server")
BROWSER = ("chromium-headless-shell", "fonts-noto-cjk")

# What these packages would start at once and at every boot. We run private servers instead.
_UNITS = {"postgresql": ("postgresql.service",), "rabbitmq-server": ("rabbitmq-server.service", "epmd.socket")}
_POLICY = Path("/usr/sbin/policy-rc.d")
_ASIDE = Path("/usr/sbin/policy-rc.d.before-kuaiqi")


def install(packages: Iterable[str]) -> None:
    """Installs what is missing, without leaving a system service started that was not there before.

    :raises SetupError: something is missing and this user may not install it
    """
    missing = [package for package in packages if not _is_there(package)]
    if not missing:
        return
    become_root = _become_root(missing)
    say(f"Installing Debian packages: {' '.join(missing)} ...")
    with _services_kept_down(become_root):
        apt = (*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y")
        run(*apt, "update")
        run(*apt, "install", "--no-install-recommends", *missing)
    _keep_down_at_boot(missing, become_root)


def _is_there(package: str) -> bool:
    if package == "postgresql" and (any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb")):
        return True
    if shutil.which(package) or Path("/usr/sbin", package).exists():
        return True
    if not shutil.which("dpkg-query"):
        return package == "fonts-noto-cjk"
    state = subprocess.run(
        ["dpkg-query", "-W", "-f=${Status}", package], capture_output=True, text=True, check=False
    ).stdout
    return state == "install ok installed"


def _become_root(missing: list[str]) -> tuple[str, ...]:
    by_hand = f"Please install these packages, then try again:\n\n  apt-get install {' '.join(missing)}\n"
    if not shutil.which("apt-get"):
        raise SetupError(f"This is no Debian. {by_hand}")
    if os.geteuid() == 0:
        return ()
    if not shutil.which("sudo") or subprocess.run(["sudo", "-v"], check=False).returncode != 0:
        raise SetupError(f"Installing needs root. {by_hand}")
    return ("sudo",)


@contextmanager
def _services_kept_down(become_root: tuple[str, ...]) -> Iterator[None]:
    """Debian asks policy-rc.d before a package starts its service; ours says no, for the time of the installation."""
    had_one = _POLICY.exists()
    if had_one:
        run(*become_root, "mv", str(_POLICY), str(_ASIDE))
    try:
        run(*become_root, "sh", "-c", f"printf '#!/bin/sh\\nexit 101\\n' > {_POLICY} && chmod 755 {_POLICY}")
        yield
    finally:
        run(*become_root, "rm", "-f", str(_POLICY))
        if had_one:
            run(*become_root, "mv", str(_ASIDE), str(_POLICY))


def _keep_down_at_boot(installed: list[str], become_root: tuple[str, ...]) -> None:
    if not Path("/run/systemd/system").exists():
        return
    for unit in (unit for package in installed for unit in _UNITS.get(package, ())):
        subprocess.run([*become_root, "systemctl", "disable", "--quiet", unit], capture_output=True, check=False)
