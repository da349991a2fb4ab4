"""Which lists have views, and who may do what with one."""

from collections.abc import Mapping
from typing import Literal

State = Literal["own", "shared"]
Relation = Literal["author", "keeper", "colleague"]

# The function that a list belongs to.
LISTS: Mapping[str, str] = {
    "customers": "customers",
    "signed-customers": "customers",
    "leads": "leads",
    "opportunities": "opportunities",
    "orders": "orders",
    "products": "products",
    "follow-ups": "follow_ups",
    "visits": "visits",
    "calls": "calls",
    "collections": "orders",
}
ACTIONS = ("see", "change", "share", "delete")
_SEE, _ALL = frozenset({"see"}), frozenset(ACTIONS)

# A keeper holds the permission for CRM settings, and so tidies what the company shares.
RIGHTS: Mapping[State, Mapping[Relation, frozenset[str]]] = {
    "own": {"author": _ALL, "keeper": frozenset(), "colleague": frozenset()},
    "shared": {"author": _ALL, "keeper": _ALL, "colleague": _SEE},
}


def relation_of(*, is_author: bool, keeps: bool) -> Relation:
    if is_author:
        return "author"
    return "keeper" if keeps else "colleague"


def rights(*, shared: bool, is_author: bool, keeps: bool) -> frozenset[str]:
    return RIGHTS["shared" if shared else "own"][relation_of(is_author=is_author, keeps=keeps)]
