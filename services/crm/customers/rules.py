"""What holds for customers: who may do what (C16), when a quiet one falls, how many one may take (C17)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Relation = Literal["administrator", "owner", "participant", "related", "none"]
State = Literal["owned", "pool", "recycled"]
Act = Literal["follow_up", "visit", "call"]
ACTS: tuple[Act, ...] = ("follow_up", "visit", "call")

_READ = frozenset({"view", "see_contacts"})
_WORK = _READ | {"change_contacts", "follow_up", "set_status", "set_tags"}
_OWN = _WORK | {"edit", "drop_to_pool", "transfer", "change_participants", "delete"}
_POOL = _READ | {"take", "assign", "delete"}
_BIN = _READ | {"restore", "purge"}

RIGHTS: Mapping[State, Mapping[Relation, frozenset[str]]] = {
    "owned": {
        "administrator": _OWN,
        "owner": _OWN,
        "participant": _WORK | {"edit"},
        "related": frozenset({"view"}),
        "none": frozenset(),
    },
    "pool": dict.fromkeys(("administrator", "owner", "participant", "related", "none"), _POOL),
    "recycled": {
        "administrator": _BIN,
        "owner": _BIN,
        "participant": frozenset(),
        "related": frozenset(),
        "none": frozenset(),
    },
}
# The permission a right needs besides; in the recycle bin every right needs its one.
NEEDS: Mapping[str, str] = {
    "drop_to_pool": "drop_to_pool",
    "transfer": "change_customer_owner",
    "delete": "delete_customer",
    "take": "take_from_pool",
    "assign": "assign_from_pool",
}
NEEDS_IN_BIN = "use_recycle_bin"
NOT_WHEN_SIGNED = frozenset({"drop_to_pool", "delete"})
ACTIONS = frozenset().union(*(each for row in RIGHTS.values() for each in row.values()))


def state_of(*, owned: bool, recycled: bool) -> State:
    if recycled:
        return "recycled"
    return "owned" if owned else "pool"


def relation_of(*, administrator: bool, acts_for_owner: bool, participates: bool, related: bool = False) -> Relation:
    """The closest one. The owner's heads act for the owner, as far as their scope goes."""
    if administrator:
        return "administrator"
    if acts_for_owner:
        return "owner"
    if participates:
        return "participant"
    return "related" if related else "none"


def rights(*, state: State, relation: Relation, may: Callable[[str], bool], granted: bool = False) -> frozenset[str]:
    """What somebody may do with a customer; `granted`: the owner and the company let this participant edit."""
    allowed = RIGHTS[state][relation]
    if state == "recycled" and not may(NEEDS_IN_BIN):
        return frozenset()
    if relation == "participant" and not granted:
        allowed -= {"edit"}
    return frozenset(each for each in allowed if each not in NEEDS or may(NEEDS[each]))


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A pool rule: after so many days without an act a customer falls, or when it is not signed in time (C17).

    Several acts are joined: "any" of them missing is enough, or "all" must be. With `status_ids` or `tag_ids` the rule
    is for such customers alone. `red_days` before the fall, lists mark it.
    """

    id: str
    name: str
    version: int
    days: Mapping[Act, int]
    red_days: int
    joined: Literal["any", "all"] = "any"
    days_to_sign: int | None = None
    status_ids: frozenset[str] = frozenset()
    tag_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """What the clocks of the pool run from, and what rules look at besides."""

    taken_at: datetime | None
    acts: Mapping[Act, datetime | None]
    status_id: str | None = None
    tag_ids: Collection[str] = ()


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What the company limits around the pool; None is no limit."""

    may_hold: int | None = None
    may_take_a_day: int | None = None
    days_before_taken_back: int | None = None
    signed_ones_count: bool = False
    reason_required: bool = False
    participants_may_edit: bool = True


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The pool rules that are switched on, and the limits, as they are at the moment of a change."""

    rules: Sequence[Rule] = ()
    limits: Limits = Limits()


def applies(rule: Rule, clocks: Clocks) -> bool:
    """Whether the rule is for such a customer."""
    of_status = not rule.status_ids or clocks.status_id in rule.status_ids
    return of_status and (not rule.tag_ids or not rule.tag_ids.isdisjoint(clocks.tag_ids))


def deadlines(rule: Rule, clocks: Clocks) -> dict[Act, datetime]:
    """Until when each act has to come: the clock starts at the later of taking the customer and the last such act."""
    starts = {act: since(clocks, act) for act in rule.days}
    return {act: start + timedelta(days=rule.days[act]) for act, start in starts.items() if start is not None}


def since(clocks: Clocks, act: Act) -> datetime | None:
    return max((each for each in (clocks.taken_at, clocks.acts.get(act)) if each is not None), default=None)


def to_be_signed_by(rule: Rule, clocks: Clocks) -> datetime | None:
    if rule.days_to_sign is None or clocks.taken_at is None:
        return None
    return clocks.taken_at + timedelta(days=rule.days_to_sign)


def falls_at(rule: Rule, clocks: Clocks) -> datetime | None:
    """When the customer falls by this rule, unless something is done before."""
    quiet = deadlines(rule, clocks).values()
    joined = max(quiet, default=None) if rule.joined == "all" else min(quiet, default=None)
    return min((each for each in (joined, to_be_signed_by(rule, clocks)) if each is not None), default=None)


def first_fall(rules: Iterable[Rule], clocks: Clocks) -> tuple[datetime, Rule] | None:
    """Of the rules that are for such a customer the first to strike counts."""
    falls = [(falls_at(each, clocks), each) for each in rules if applies(each, clocks)]
    dated = [(moment, each) for moment, each in falls if moment is not None]
    return min(dated, key=lambda fall: (fall[0], fall[1].id), default=None)


def falls_soon(moment: datetime | None, *, red_days: int, at: datetime) -> bool:
    """Whether lists mark it red."""
    return moment is not None and moment - timedelta(days=red_days) <= at


def days_left(moment: datetime, *, at: datetime) -> int:
    """In how many days at most it comes."""
    return -((at - moment) // timedelta(days=1))


def may_take_back(*, pooled_at: datetime | None, days: int | None, at: datetime) -> bool:
    """Whether the previous owner has waited long enough."""
    return days is None or pooled_at is None or at >= pooled_at + timedelta(days=days)


def room(limit: int | None, used: int) -> int | None:
    """How many more there may be; None is as many as wanted, never below 0."""
    return None if limit is None else max(0, limit - used)


def joined(names: Sequence[str]) -> str | None:
    """Several names as one, for people to read."""
    return "、".join(names) or None
