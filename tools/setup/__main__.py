"""`python3 -m tools.setup run|test|check`: brings this machine to what the Makefile's target needs."""

import sys

from tools.setup import debian, environment, node, web
from tools.setup.steps import SetupError, alone

_PACKAGES = {
    "python": (),
    "check": (),
    "run": debian.SERVERS,
    "test": (*debian.SERVERS, *debian.BROWSER),
}


def main(target: str) -> None:
    """Sets up what the target needs, and no more."""
    if sys.version_info < (3, 11):  # noqa: UP036  the system's Python may be older than ours
        raise SetupError("KuaiQi needs Python 3.11 or later; python3 here is " + sys.version.split()[0])
    debian.install(_PACKAGES[target])
    environment.synchronize()
    if target == "python":
        return
    node.provide()
    web.install()
    if target != "check":
        web.build()


if __name__ == "__main__":
    try:
        with alone():
            main(sys.argv[1])
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        sys.exit(1)
