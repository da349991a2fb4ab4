"""What readiness answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Check:
    """One thing asked; `measure` gives True, False, or a figure that is told and judged by nobody here."""

    name: str
    measure: Callable[[], Any]

    @classmethod
    def age(cls, name: str, seconds: Callable[[], float]) -> Self:
        """A figure for people and alerts: being behind is no reason to send traffic elsewhere."""
        return cls(name, lambda: round(seconds(), 3))


def report(checks: Iterable[Check]) -> tuple[bool, dict[str, Any]]:
    """Whether all is ready, and each answer by name."""
    answers = {check.name: check.measure() for check in checks}
    return False not in [answer for answer in answers.values() if isinstance(answer, bool)], answers
