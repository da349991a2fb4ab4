"""`make demo EMPLOYEES=200`: more demo data for the running product."""

import os
import subprocess
import sys

from tools.devstack.errors import StackError
from tools.devstack.folders import ROOT
from tools.devstack.running import find


def main(size: list[str]) -> int:
    """Runs `tools.demo` with the running stack's environment."""
    try:
        stack = find()
    except StackError as error:
        print(error)
        return 1
    wanted = ["--employees", *size] if size else []
    program = [sys.executable, "-m", "tools.demo", *wanted]
    return subprocess.run(program, env=os.environ | stack.environment, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
