"""Waiting for a condition, never for a length of time."""

import time
from collections.abc import Callable

from tools.devstack.errors import NotReadyInTime

_PAUSE = 0.1


def wait_until(probe: Callable[[], bool], *, what: str, within: float) -> None:
    """Asks until the answer is yes.

    :raises NotReadyInTime: the answer was no for `within` seconds
    """
    deadline = time.monotonic() + within
    while not probe():
        if time.monotonic() > deadline:
            raise NotReadyInTime(f"{what} was not ready within {within:.0f} s")
        time.sleep(_PAUSE)
