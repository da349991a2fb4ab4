"""From what a customer was and what it is to the facts that count (Q1 to Q3; finer rules, Statistics)."""

from typing import NamedTuple

NONE = "none"
NOWHERE = "00000000-0000-0000-0000-000000000000"

ADDED = ("manual", "taken_from_pool", "converted", "transferred_in", "imported", "signed_back")
REMOVED = ("dropped", "auto_dropped", "transferred_out", "deleted", "became_signed")
MOVED = "moved"
RELABELLED = ("status_changed", "tags_changed")


class Held(NamedTuple):
    """A customer as it counts for somebody: who has it, in which department, at which stage, with which labels."""

    employee: str
    department: str
    stage: str
    status: str
    tags: tuple[str, ...]


class State(NamedTuple):
    """A customer as an event told it; `owner` is None in the pool. `status` and `tags` are "none" where unset."""

    name: str
    stage: str
    owner: str | None
    department: str
    status: str
    tags: tuple[str, ...]
    recycled: bool

    @property
    def held(self) -> Held | None:
        """How it counts; None in the pool and in the recycle bin, where it counts for nobody."""
        if self.owner is None or self.recycled:
            return None
        return Held(self.owner, self.department, self.stage, self.status, self.tags)


class Told(NamedTuple):
    """What an event says beside the state: how a new customer came, how a drop was done, where the loser was."""

    origin: str = "manual"
    automatic: bool = False
    former_department: str | None = None


class Fact(NamedTuple):
    """One more (+1) or one less (-1) in a person's stock, of this stage, status and tags.

    A status of None and an empty list of tags say that the fact does not touch them.
    """

    employee: str
    department: str
    stage: str
    kind: str
    amount: int
    status: str | None
    tags: tuple[str, ...]


def facts_of(before: State | None, after: State | None, told: Told) -> list[Fact]:
    """The facts of a change; `before` is None for a new customer, `after` for a purged one."""
    had = before.held if before else None
    has = after.held if after else None
    if had and has and (had.employee, had.stage) == (has.employee, has.stage):
        return _kept(had, has)
    made: list[Fact] = []
    if had:
        moved = told.former_department or had.department
        if has and has.employee == had.employee:
            moved = has.department
        made += _kept(had, had._replace(department=moved))
        made.append(_whole(had._replace(department=moved), kind=_loss(before, after, told), amount=-1))
    if has:
        made.append(_whole(has, kind=_gain(before, after, told), amount=1))
    return made


def cells(fact: Fact) -> list[tuple[str, str]]:
    """The sums that the fact goes into: (measure, key)."""
    into = [] if fact.kind in RELABELLED else [(fact.stage, fact.kind)]
    if fact.status is not None:
        into.append((f"{fact.stage}.status", fact.status))
    into.extend((f"{fact.stage}.tag", tag) for tag in fact.tags)
    return into


def _whole(held: Held, *, kind: str, amount: int) -> Fact:
    return Fact(held.employee, held.department, held.stage, kind, amount, held.status, held.tags)


def _kept(had: Held, has: Held) -> list[Fact]:
    """It stays with its owner: moved along to another department, or labelled anew, or nothing that counts."""
    if had.department != has.department:
        return [_whole(had, kind=MOVED, amount=-1), _whole(has, kind=MOVED, amount=1)]
    if had == has:
        return []
    kind = "status_changed" if had.status != has.status else "tags_changed"
    return [
        fact
        for fact in (_relabelled(had, has, kind=kind, amount=-1), _relabelled(has, had, kind=kind, amount=1))
        if fact.status is not None or fact.tags
    ]


def _relabelled(one: Held, other: Held, *, kind: str, amount: int) -> Fact:
    """What `one` has and `other` has not."""
    status = one.status if one.status != other.status else None
    tags = tuple(tag for tag in one.tags if tag not in other.tags)
    return Fact(one.employee, one.department, one.stage, kind, amount, status, tags)


def _gain(before: State | None, after: State | None, told: Told) -> str:
    if before is None or after is None:
        return told.origin
    if before.recycled:
        return "deleted"
    if before.stage != after.stage:
        return "signed_back" if after.stage == "developing" else "became_signed"
    return "taken_from_pool" if before.owner is None else "transferred_in"


def _loss(before: State | None, after: State | None, told: Told) -> str:
    if before is None or after is None or after.recycled:
        return "deleted"
    if before.stage != after.stage:
        return "became_signed" if before.stage == "developing" else "signed_back"
    if after.owner is None:
        return "auto_dropped" if told.automatic else "dropped"
    return "transferred_out"
