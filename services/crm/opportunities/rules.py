"""What holds for opportunities: who may do what in which state, and what an approval makes of a win (P1 to P5)."""

from collections.abc import Mapping
from typing import Literal

Relation = Literal["administrator", "owner", "related", "none"]
State = Literal["open", "pending", "won", "lost"]

_VIEW = frozenset({"view"})
_NOTHING: frozenset[str] = frozenset()
_OPEN = _VIEW | {"edit", "move", "delete"}
_LOST = _VIEW | {"move", "delete"}

RIGHTS: Mapping[State, Mapping[Relation, frozenset[str]]] = {
    "open": {"administrator": _OPEN, "owner": _OPEN, "related": _VIEW, "none": _NOTHING},
    "pending": {"administrator": _VIEW, "owner": _VIEW, "related": _VIEW, "none": _NOTHING},
    "won": {"administrator": _VIEW, "owner": _VIEW, "related": _VIEW, "none": _NOTHING},
    "lost": {"administrator": _LOST, "owner": _LOST, "related": _VIEW, "none": _NOTHING},
}
ACTIONS = frozenset().union(*(each for row in RIGHTS.values() for each in row.values()))
PENDING = ("waiting", "running")
# What the office's last word makes of the approval, and whether the win holds; otherwise the former stage does.
OUTCOMES: Mapping[str, tuple[str, bool]] = {
    "passed": ("passed", True),
    "closed": ("closed", True),
    "refused": ("refused", False),
    "withdrawn": ("not_needed", False),
}


def state_of(*, outcome: str, approval: str) -> State:
    if approval in PENDING:
        return "pending"
    return "won" if outcome == "won" else "lost" if outcome == "lost" else "open"


def relation_of(*, administrator: bool, acts_for_owner: bool, related: bool) -> Relation:
    """The closest one. The owner's heads act for the owner.

    Who works with the customer, or approves the win, sees it.
    """
    if administrator:
        return "administrator"
    if acts_for_owner:
        return "owner"
    return "related" if related else "none"
