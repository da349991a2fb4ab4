"""`make clean`: removes all that the Makefile has made on this machine, and nothing of Debian's."""

import fcntl
import shutil
import sys

from tools.devstack.folders import LOCAL, ROOT, elsewhere


def main() -> int:
    run = LOCAL / "run"
    if run.exists():
        with (run / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("make run is running in this folder: end it first.")
                return 1
        shutil.rmtree(elsewhere(run), ignore_errors=True)
    web = ROOT / "gateway" / "web"
    for folder in (LOCAL, ROOT / ".venv", web / "dist", web / "node_modules"):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
