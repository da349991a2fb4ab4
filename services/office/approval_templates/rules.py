"""Which flow something takes, and which way it lays: conditions, approvers, nobody found, the submitter among them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from services.office.ways import Skipped, Step, Way
from shared.kernel.actor import Person

Content = Mapping[str, Any]
COMPARISONS = ("at_least", "at_most", "more_than", "less_than", "equals")
COMPARED = frozenset({"number", "integer", "money"})
CHOSEN_FROM = frozenset({"single_choice", "multiple_choice"})


class People(Protocol):
    """Who is found by their place in the company; only people who may sign in."""

    def superior(self, employee_id: str, *, level: int) -> list[Person]: ...
    def superiors(self, employee_id: str, *, levels: int) -> list[Person]: ...
    def head(self, department_id: str | None) -> list[Person]: ...
    def holders(self, role_id: str) -> list[Person]: ...
    def administrators(self) -> list[Person]: ...
    def people(self, ids: Sequence[str]) -> list[Person]: ...


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is to be approved: who submits it, where they stand, what they filled in and whom they chose per step."""

    submitter: Person
    role_ids: Collection[str] = ()
    department_ids: Collection[str] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)


def flow_for(flows: Sequence[Content], asked: Asked) -> Content | None:
    """The first flow whose conditions hold; None when there is none."""
    return next((flow for flow in flows if _all_hold(flow["conditions"], asked)), None)


def steps_for(flow: Content, asked: Asked) -> list[Content]:
    """The steps of the flow that count for what is asked."""
    return [step for step in flow["steps"] if _all_hold(step["conditions"], asked)]


def lay_way(flow: Content, asked: Asked, people: People) -> Way:
    """The whole way, with everybody on it as the company is at this moment."""
    steps = [_lay_step(step, asked, people) for step in steps_for(flow, asked)]
    return Way(
        flow=flow["name"],
        steps=steps,
        copies_at_start=_copied(flow, asked, people, at="start"),
        copies_at_end=_copied(flow, asked, people, at="end"),
    )


def unchosen(flow: Content, asked: Asked) -> list[str]:
    """The steps for which the submitter has yet to choose somebody."""
    return [step["id"] for step in steps_for(flow, asked) if is_chosen(step) and not asked.chosen.get(step["id"])]


def is_chosen(step: Content) -> bool:
    return any(each["kind"] == "chosen" for each in step["approvers"])


def _all_hold(conditions: Sequence[Content], asked: Asked) -> bool:
    return all(_holds(each, asked) for each in conditions)


def _holds(condition: Content, asked: Asked) -> bool:
    if condition["of"] == "department":
        return bool(set(condition["ids"]) & set(asked.department_ids))
    if condition["of"] == "role":
        return bool(set(condition["ids"]) & set(asked.role_ids))
    value = asked.values.get(condition["field"])
    if value is None:
        return False
    if condition["is"] == "one_of":
        return bool(set(condition["values"]) & set(value if isinstance(value, list) else [value]))
    return _compares(condition["is"], Decimal(str(value)), Decimal(str(condition["value"])))


def _compares(comparison: str, value: Decimal, bound: Decimal) -> bool:
    match comparison:
        case "at_least":
            return value >= bound
        case "at_most":
            return value <= bound
        case "more_than":
            return value > bound
        case "less_than":
            return value < bound
    return value == bound


def _lay_step(step: Content, asked: Asked, people: People) -> Step:
    found = _found(step["approvers"], asked, people, step_id=step["id"])
    skipped: Skipped | None = None
    if not found:
        found, skipped = _instead_of_nobody(step["nobody"], people), "nobody"
    approvers = found
    if step["submitter"] == "skip":
        approvers = [each for each in found if each["id"] != asked.submitter["id"]]
        skipped = "submitter" if found and not approvers else skipped
    return Step(
        id=step["id"],
        name=step["name"],
        kind=step["kind"],
        approvers=approvers,
        skipped=None if approvers else skipped,
    )


def _instead_of_nobody(nobody: Content, people: People) -> list[Person]:
    match nobody["do"]:
        case "administrators":
            return people.administrators()
        case "person":
            return people.people([nobody["employee_id"]])
    return []


def _copied(flow: Content, asked: Asked, people: People, *, at: str) -> list[Person]:
    return _found([each for each in flow["copies"] if each["at"] == at], asked, people)


def _found(kinds: Sequence[Content], asked: Asked, people: People, *, step_id: str = "") -> list[Person]:
    """Everybody found, each once, in the order of the kinds."""
    found = [person for kind in kinds for person in _find(kind, asked, people, step_id=step_id)]
    return list({each["id"]: each for each in found}.values())


def _find(kind: Content, asked: Asked, people: People, *, step_id: str) -> list[Person]:
    submitter = asked.submitter
    match kind["kind"]:
        case "superior":
            return people.superior(submitter["id"], level=kind["level"])
        case "superiors":
            return people.superiors(submitter["id"], levels=kind["level"])
        case "head":
            return people.head(submitter["department_id"])
        case "role":
            return people.holders(kind["role_id"])
        case "chosen":
            return people.people(list(asked.chosen.get(step_id, ())))
    return people.people(list(kind["ids"]))
