"""The way of an approval as it is handed from the template, which lays it, to the approval, which goes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from shared.kernel.actor import Person

StepKind = Literal["all", "any", "sequence", "close"]
"""All of them, one of them, one after the other; or who closes without judging (办结)."""
KINDS: tuple[StepKind, ...] = ("all", "any", "sequence", "close")
Skipped = Literal["nobody", "submitter"]
"""Why nobody stands at a step: nobody was found, or only the submitter."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of the way with the people who were found for it, in their order."""

    id: str
    name: str
    kind: StepKind
    approvers: Sequence[Person] = ()
    skipped: Skipped | None = None


@dataclass(frozen=True, kw_only=True)
class Way:
    """Steps in their order, and who gets a copy at the start and at the end."""

    flow: str
    steps: Sequence[Step]
    copies_at_start: Sequence[Person] = ()
    copies_at_end: Sequence[Person] = ()
