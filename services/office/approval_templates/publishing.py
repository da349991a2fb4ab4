"""What has to be right before a draft is published; errors name the place, as `flows.0.steps.1.approvers`."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from services.office.approval_templates.forms import FORMS
from services.office.approval_templates.rules import CHOSEN_FROM, COMPARED
from shared.kernel.errors import FieldErrors

Content = Mapping[str, Any]
Fault = tuple[str, str]
_TWICE = "Must not be given twice."


def faults(content: Content, *, form: str) -> FieldErrors:
    """What is wrong, by place; empty when the draft can be published."""
    found: FieldErrors = {}
    for place, sentence in (*_of_fields(content["fields"], form=form), *_of_flows(content)):
        found.setdefault(place, []).append(sentence)
    return found


def _of_fields(fields: Sequence[Content], *, form: str) -> Iterator[Fault]:
    kept = {each["id"]: each["type"] for each in fields}
    built_in = FORMS[form].fields if form in FORMS else ()
    if any(kept.get(each["id"]) != each["type"] for each in built_in):
        yield "fields", "Must keep the questions of the built-in form."
    if not fields:
        yield "fields", "At least one question is needed."
    titles, ids = [each["title"] for each in fields], [each["id"] for each in fields]
    for number, each in enumerate(fields):
        if ids.count(each["id"]) > 1:
            yield f"fields.{number}.id", _TWICE
        if titles.count(each["title"]) > 1:
            yield f"fields.{number}.title", "Is taken already."
        if each["type"] in CHOSEN_FROM and not each["choices"]:
            yield f"fields.{number}.choices", "At least one choice is needed."


def _of_flows(content: Content) -> Iterator[Fault]:
    types = {each["id"]: each["type"] for each in content["fields"]}
    for number, flow in enumerate(content["flows"]):
        place = f"flows.{number}"
        yield from _of_conditions(flow["conditions"], types, place=place)
        yield from _of_copies(flow["copies"], place=place)
        if not flow["steps"]:
            yield f"{place}.steps", "At least one step is needed."
        ids = [step["id"] for step in flow["steps"]]
        for index, step in enumerate(flow["steps"]):
            if ids.count(step["id"]) > 1:
                yield f"{place}.steps.{index}.id", _TWICE
            last = index == len(flow["steps"]) - 1
            yield from _of_step(step, types, place=f"{place}.steps.{index}", last=last)


def _of_step(step: Content, types: Mapping[str, str], *, place: str, last: bool) -> Iterator[Fault]:
    yield from _of_conditions(step["conditions"], types, place=place)
    if not step["approvers"]:
        yield f"{place}.approvers", "Say who approves."
    for index, each in enumerate(step["approvers"]):
        if _is_incomplete(each):
            yield f"{place}.approvers.{index}", "Say who approves."
    if step["nobody"]["do"] == "person" and not step["nobody"].get("employee_id"):
        yield f"{place}.nobody", "Say who acts when nobody is found."
    if step["kind"] == "close" and not last:
        yield f"{place}.kind", "Only the last step can close."


def _of_copies(copies: Sequence[Content], *, place: str) -> Iterator[Fault]:
    for index, each in enumerate(copies):
        if _is_incomplete(each) or each["kind"] == "chosen":
            yield f"{place}.copies.{index}", "Say who gets a copy."


def _is_incomplete(approver: Content) -> bool:
    if approver["kind"] == "people":
        return not approver.get("ids")
    return approver["kind"] == "role" and not approver.get("role_id")


def _of_conditions(conditions: Sequence[Content], types: Mapping[str, str], *, place: str) -> Iterator[Fault]:
    for index, each in enumerate(conditions):
        if not _is_sound(each, types):
            yield f"{place}.conditions.{index}", "This condition cannot be checked."


def _is_sound(condition: Content, types: Mapping[str, str]) -> bool:
    if condition["of"] != "field":
        return bool(condition.get("ids"))
    kind = types.get(condition.get("field") or "")
    if condition.get("is") == "one_of":
        return kind in CHOSEN_FROM and bool(condition.get("values"))
    return kind in COMPARED and _is_number(condition.get("value"))


def _is_number(value: Any) -> bool:
    try:
        return Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False
