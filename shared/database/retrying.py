"""A transaction that PostgreSQL gave up in favour of another is tried again."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import OperationalError

Answer = TypeVar("Answer")
_RETRIED = {"40001", "40P01"}  # serialization failure, deadlock: PostgreSQL asks to try again
_TRIES = 3


def retried(run: Callable[[], Answer]) -> Answer:
    """Runs a whole transaction, up to three times."""
    for left in reversed(range(_TRIES)):
        try:
            return run()
        except OperationalError as error:
            if left == 0 or getattr(error.orig, "pgcode", None) not in _RETRIED:
                raise
    raise AssertionError("unreachable: the last try returns or raises")
