"""Waiting in tests: for a condition, never for a length of time."""

import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")

_PAUSE = 0.05


def eventually(probe: Callable[[], Answer], *, within: float = 30) -> Answer:
    """Asks until the answer is true, and gives it; a probe that asserts is asked again until it holds.

    :raises AssertionError: the last failure, when there was never a true answer
    """
    deadline = time.monotonic() + within
    while True:
        late = time.monotonic() > deadline
        try:
            answer = probe()
        except AssertionError:
            if late:
                raise
        else:
            if answer:
                return answer
            assert not late, f"not within {within} s; the last answer was {answer!r}"
        time.sleep(_PAUSE)
