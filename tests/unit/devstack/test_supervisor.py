"""What the supervisor promises of the programs it starts."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from shared.testing.eventually import eventually
from tools.devstack.child import Child
from tools.devstack.errors import KeepsDying, NotReadyInTime
from tools.devstack.supervisor import Supervisor

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
QUIET = "import time; print('up', flush=True); time.sleep(60)"
FAILING = "raise SystemExit('no such table')"


@pytest.fixture
def said():
    return []


@pytest.fixture
def supervisor(said):
    supervisor = Supervisor(say=said.append)
    yield supervisor
    supervisor.stop()


def program(code, *, log, name="crm", patience=10):
    return Child(
        name,
        command=[sys.executable, "-c", code],
        environment=dict(os.environ),
        log=log / f"{name}.log",
        patience=patience,
    )


class TestStart:
    def test_waits_until_the_program_is_ready(self, supervisor, tmp_path):
        child = program(QUIET, log=tmp_path)

        supervisor.start(child, ready=lambda: "up" in child.log_tail())

        assert child.alive

    def test_tells_the_end_of_the_log_of_a_program_that_ends_at_once(self, supervisor, tmp_path):
        with pytest.raises(NotReadyInTime, match="no such table"):
            supervisor.start(program(FAILING, log=tmp_path), ready=lambda: False)

    def test_gives_up_on_a_program_that_is_never_ready(self, supervisor, tmp_path):
        with pytest.raises(NotReadyInTime, match="crm was not ready"):
            supervisor.start(program(QUIET, log=tmp_path), ready=lambda: False, within=0.3)


class TestRevive:
    def test_starts_again_what_died_and_says_so(self, supervisor, said, tmp_path):
        child = program(QUIET, log=tmp_path)
        supervisor.start(child)
        first = child.pid
        child.kill()

        supervisor.revive()

        assert child.alive
        assert child.pid != first
        assert "crm ended with -9" in said[0]

    def test_gives_up_on_what_keeps_dying(self, supervisor, tmp_path):
        child = program(FAILING, log=tmp_path)
        supervisor.start(child)

        def die_again():
            eventually(lambda: not child.alive)
            supervisor.revive()

        with pytest.raises(KeepsDying):
            eventually(die_again)


class TestStop:
    def test_kills_a_program_that_will_not_end(self, supervisor, tmp_path):
        child = program(STUBBORN, log=tmp_path, patience=0.3)
        supervisor.start(child, ready=lambda: "up" in child.log_tail())

        supervisor.stop()

        assert child.exit_status == -signal.SIGKILL

    def test_leaves_the_others_running(self, supervisor, tmp_path):
        crm, office = program(QUIET, log=tmp_path), program(QUIET, log=tmp_path, name="office")
        supervisor.start(crm)
        supervisor.start(office)

        supervisor.stop({"crm"})

        assert not crm.alive
        assert office.alive


class TestBeingKilled:
    def test_takes_the_children_along(self, tmp_path: Path):
        stack = (
            "import os, time, pathlib\n"
            "from tools.devstack.child import Child\n"
            f"child = Child('crm', command=['sleep', '60'], environment=dict(os.environ), "
            f"log=pathlib.Path({str(tmp_path)!r}) / 'crm.log')\n"
            "child.start(); print(child.pid, flush=True); time.sleep(60)"
        )
        with subprocess.Popen([sys.executable, "-c", stack], stdout=subprocess.PIPE, text=True) as parent:
            child = psutil.Process(int(parent.stdout.readline()))
            eventually(lambda: child.name() == "sleep")

            parent.kill()

            eventually(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
