"""How an approval goes its way: what a step waits for, when it is done, and who may do what (B2, B3)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

Status = Literal["waiting", "running", "passed", "refused", "closed", "withdrawn"]
STATUSES: tuple[Status, ...] = ("waiting", "running", "passed", "refused", "closed", "withdrawn")
OPEN: frozenset[Status] = frozenset({"waiting", "running"})
TurnState = Literal["to_come", "current", "approved", "refused", "closed", "handed_on", "not_needed"]
_GONE: frozenset[TurnState] = frozenset({"handed_on", "not_needed"})
_JUDGED: frozenset[TurnState] = frozenset({"approved", "closed"})
Relation = Literal["submitter", "approver", "involved", "team", "none"]
State = Literal["open", "over"]
URGED_AGAIN_AFTER = timedelta(hours=1)

_SEEN = frozenset({"view"})
RIGHTS: Mapping[State, Mapping[Relation, frozenset[str]]] = {
    "open": {
        "submitter": frozenset({"view", "withdraw", "urge"}),
        "approver": frozenset({"view", "approve", "refuse", "hand_on", "add_approver"}),
        "involved": _SEEN,
        "team": _SEEN,
        "none": frozenset(),
    },
    "over": {"submitter": _SEEN, "approver": _SEEN, "involved": _SEEN, "team": _SEEN, "none": frozenset()},
}
AT_CLOSING_STEP = frozenset({"view", "close", "hand_on"})
ACTIONS = frozenset({"view", "withdraw", "urge", "approve", "refuse", "hand_on", "add_approver", "close"})


def rights(*, state: State, relations: Collection[Relation], closing: bool) -> frozenset[str]:
    """What somebody may do in all their relations; `closing`: it is the turn of a closing step."""
    allowed: frozenset[str] = frozenset()
    for each in relations:
        own = RIGHTS[state][each]
        allowed |= AT_CLOSING_STEP if closing and each == "approver" and state == "open" else own
    return allowed


def state_of(status: str) -> State:
    return "open" if status in OPEN else "over"


def is_done(kind: str, states: Sequence[TurnState]) -> bool:
    """Whether the step waits for nobody any more; a step at which nobody stands never waits."""
    left = [each for each in states if each not in _GONE]
    if kind in ("any", "close"):
        return not states or any(each in _JUDGED for each in left)
    return all(each in _JUDGED for each in left)


def whose_turn(kind: str, states: Sequence[TurnState]) -> list[int]:
    """The places in the step whose turn begins now: all at once, or in sequence the first that has yet to act."""
    to_come = [place for place, each in enumerate(states) if each == "to_come"]
    if kind != "sequence":
        return to_come
    return [] if "current" in states else to_come[:1]


def may_urge(*, urged_at: datetime | None, at: datetime) -> bool:
    return urged_at is None or at - urged_at >= URGED_AGAIN_AFTER


def state_of_step(kind: str, states: Sequence[TurnState], *, over: bool) -> str:
    """How a drawing shows the step: skipped, done, refused, current, stopped before it began, or to come."""
    if not states:
        return "skipped"
    if "refused" in states:
        return "refused"
    if is_done(kind, states):
        return "done" if any(each in _JUDGED for each in states) else "stopped"
    if over:
        return "stopped"
    return "current" if "current" in states else "to_come"
