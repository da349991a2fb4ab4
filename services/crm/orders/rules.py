"""What holds for orders: who may do what in which status (O3), and what a line comes to."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Relation = Literal["administrator", "owner", "head", "related", "none"]
Status = Literal["to_approve", "in_approval", "refused", "running", "completed", "terminated"]

CENT = Decimal("0.01")
MOST = Decimal("999999999999.99")
_VIEW = frozenset({"view"})
_SEE = _VIEW | {"copy"}
_DRAFT = _SEE | {"edit"}
_RUN = _SEE | {"plan", "collect", "change_owner"}
_GONE = _SEE | {"delete"}


def _row(owner: frozenset[str], others: frozenset[str]) -> Mapping[Relation, frozenset[str]]:
    return {"administrator": others, "owner": owner, "head": others, "related": _VIEW, "none": frozenset()}


# Submitting and terminating are the owner's alone.
RIGHTS: Mapping[Status, Mapping[Relation, frozenset[str]]] = {
    "to_approve": _row(_DRAFT | {"submit"}, _DRAFT),
    "in_approval": _row(_SEE, _SEE),
    "refused": _row(_DRAFT | {"submit"}, _DRAFT),
    "running": _row(_RUN | {"terminate"}, _RUN),
    "completed": _row(_SEE | {"terminate"}, _SEE),
    "terminated": _row(_GONE, _GONE),
}
# While the end of an order waits for its approval, nothing else is done with it.
ENDING: Mapping[Relation, frozenset[str]] = _row(_SEE, _SEE)
Termination = Literal["none", "in_approval", "refused"]
NEEDS: Mapping[str, str] = {"change_owner": "change_order_owner"}
ACTIONS = frozenset().union(*(each for row in RIGHTS.values() for each in row.values()))
APPROVED: tuple[Status, ...] = ("running", "completed")
# What the office's last word makes of an order.
OUTCOMES: Mapping[str, Status] = {
    "passed": "running",
    "closed": "running",
    "refused": "refused",
    "withdrawn": "to_approve",
}


def relation_of(*, administrator: bool, is_owner: bool, acts_for_owner: bool, works_with_customer: bool) -> Relation:
    """The one that allows most; what is the owner's alone stays so."""
    if is_owner:
        return "owner"
    if administrator:
        return "administrator"
    if acts_for_owner:
        return "head"
    return "related" if works_with_customer else "none"


def row_of(*, status: Status, termination: str) -> Mapping[Relation, frozenset[str]]:
    """The row of the table that holds now."""
    return ENDING if termination == "in_approval" else RIGHTS[status]


def rights(
    *, status: Status, relation: Relation, may: Callable[[str], bool], termination: str = "none"
) -> frozenset[str]:
    """What somebody may do with an order now."""
    allowed = row_of(status=status, termination=termination)[relation]
    return frozenset(each for each in allowed if each not in NEEDS or may(NEEDS[each]))


def line_amount(*, price: Decimal, quantity: int, discount: Decimal) -> Decimal:
    """Price times quantity less the discount in percent; half a cent is rounded up."""
    return (price * quantity * (100 - discount) / 100).quantize(CENT, ROUND_HALF_UP)


def rate(part: Decimal, whole: Decimal) -> str:
    """How much of the whole, in percent with two places; of nothing it is 0.00%."""
    share = (part * 100 / whole).quantize(CENT, ROUND_HALF_UP) if whole else Decimal(0)
    return f"{share:.2f}%"
