"""What the steps share: saying what goes on, running programs, remembering what is done."""

import fcntl
import hashlib
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"


class SetupError(Exception):
    """The machine cannot be set up; the words say what the person at the terminal can do."""


def say(words: str) -> None:
    print(words, flush=True)


@contextmanager
def alone() -> Iterator[None]:
    """One set-up at a time in this folder: `make run` and `make test` may start together."""
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(*command: str, cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> None:
    """Runs a program, quiet unless it fails.

    :raises SetupError: it failed; the words have the end of what it said
    """
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip().splitlines()[-30:]
        raise SetupError("\n".join((f"{' '.join(command)} failed with {done.returncode}:", *said)))


def fingerprint(files: Iterable[Path], *, also: str = "") -> str:
    """One hash over names and contents."""
    digest = hashlib.sha256(also.encode())
    for file in sorted(files):
        digest.update(f"\0{file.relative_to(ROOT)}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_done(stamp: Path, mark: str) -> bool:
    """Whether the stamp says that the step was done with just these inputs."""
    return stamp.exists() and stamp.read_text() == mark


def done(stamp: Path, mark: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(mark)
