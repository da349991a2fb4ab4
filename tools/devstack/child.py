"""One program that the stack started, its log and its end."""

import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tools.devstack.folders import ROOT

_LOG_LIMIT = 10_000_000


class Child:
    """A program in its own session, so that Ctrl-C reaches the stack alone, which ends its children in order.

    `setpriv --pdeathsig` has the kernel end the child when the stack itself is killed, so nothing is left behind.
    Start children from the main thread: to the kernel the parent is the thread.
    """

    def __init__(
        self,
        name: str,
        *,
        command: list[str],
        environment: Mapping[str, str],
        log: Path,
        user: str | None = None,
        end_signal: signal.Signals = signal.SIGTERM,
        patience: float = 12,
    ) -> None:
        self.name = name
        self.command = command
        self.environment = environment
        self.log = log
        self.user = user
        self.end_signal = end_signal
        self.patience = patience
        self._started: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def alive(self) -> bool:
        return self._started is not None and self._started.poll() is None

    @property
    def exit_status(self) -> int | None:
        return None if self._started is None else self._started.poll()

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        if self._started is None:
            raise RuntimeError(f"{self.name} was not started")
        return self._started

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self._started = subprocess.Popen(
                [*self._tie(), *self.command],
                env=dict(self.environment),
                cwd=ROOT if self.user is None else "/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _tie(self) -> list[str]:
        user = [f"--reuid={self.user}", f"--regid={self.user}", "--init-groups"] if self.user else []
        return ["setpriv", "--pdeathsig", self.end_signal.name.removeprefix("SIG"), *user, "--"]

    def ask_to_end(self) -> None:
        if self.alive:
            self._running.send_signal(self.end_signal)

    def wait_for_end(self) -> None:
        """Waits as long as the child's patience, then kills it with everything in its session."""
        if self._started is None:
            return
        try:
            self._started.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.kill()

    def stop(self) -> None:
        self.ask_to_end()
        self.wait_for_end()

    def kill(self) -> None:
        """Ends the child and its own children at once, as a crash would."""
        if self.alive:
            os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()

    def log_tail(self, *, lines: int = 20) -> str:
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
