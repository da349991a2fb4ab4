"""Who may do what with a lead in which state (L1 to L4), and what a customer gets of it."""

from collections.abc import Mapping
from typing import Literal

Relation = Literal["administrator", "owner", "none"]
State = Literal["open", "converted"]

_VIEW = frozenset({"view"})
_NOTHING: frozenset[str] = frozenset()
_OPEN = _VIEW | {"edit", "set_status", "follow_up", "transfer", "convert", "delete"}

RIGHTS: Mapping[State, Mapping[Relation, frozenset[str]]] = {
    "open": {"administrator": _OPEN, "owner": _OPEN, "none": _NOTHING},
    "converted": {"administrator": _VIEW, "owner": _VIEW, "none": _NOTHING},
}
ACTIONS = _OPEN
# Rights that need an action permission beside.
NEEDS_ACTION: Mapping[str, str] = {"delete": "delete_lead"}


def relation_of(*, administrator: bool, acts_for_owner: bool) -> Relation:
    """The closest one. The owner's heads act for the owner."""
    if administrator:
        return "administrator"
    return "owner" if acts_for_owner else "none"


def customer_name(*, name: str, company: str | None) -> str:
    """A customer is called after the company, where the lead tells one."""
    return company or name
