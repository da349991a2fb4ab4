"""A template's draft names people and departments, so it is held against the organization (B4)."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from services.office.approval_templates import queries, schemas
from services.office.approval_templates.repository import ApprovalTemplates
from services.office.people.organization import Organization
from shared.database import Transaction
from shared.kernel.errors import FieldErrors, Invalid
from shared.nameko.entrypoints import command

Answer = dict[str, Any]


def _plain(value: Any) -> Any:
    """Ids as texts, as JSON keeps them."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {"fields" if name == "fields_" else name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _named_people(content: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Places in the draft with the ids of people there."""
    for number, flow in enumerate(content["flows"]):
        for index, step in enumerate(flow["steps"]):
            place = f"flows.{number}.steps.{index}"
            for at, each in enumerate(step["approvers"]):
                yield f"{place}.approvers.{at}", each.get("ids") or []
            yield f"{place}.nobody", [each for each in (step["nobody"]["employee_id"],) if each]
        for at, each in enumerate(flow["copies"]):
            yield f"flows.{number}.copies.{at}", each.get("ids") or []


def _named_departments(content: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for number, flow in enumerate(content["flows"]):
        places = [(f"flows.{number}", flow["conditions"])]
        places += [(f"flows.{number}.steps.{index}", step["conditions"]) for index, step in enumerate(flow["steps"])]
        for place, conditions in places:
            for at, each in enumerate(conditions):
                if each["of"] == "department":
                    yield f"{place}.conditions.{at}", each.get("ids") or []


def _check_known(tx: Transaction, content: Mapping[str, Any], *, before: Mapping[str, Any]) -> None:
    """Who was named before may stay, though they have left. :raises Invalid: an unknown person or department"""
    organization = Organization(tx)
    kept = {each for _, ids in _named_people(before) for each in ids}
    people = list(_named_people(content))
    found = {each["id"] for each in organization.people([each for _, ids in people for each in ids])} | kept
    errors: FieldErrors = {place: ["Unknown employee."] for place, ids in people if not found.issuperset(ids)}
    departments = list(_named_departments(content))
    unknown = organization.unknown_departments({each for _, ids in departments for each in ids})
    errors |= {place: ["Unknown department."] for place, ids in departments if unknown.intersection(ids)}
    if errors:
        raise Invalid(errors=errors)


class DrawApprovalTemplate:
    """What the designer orders."""

    @command(takes=schemas.Drawing, answers=schemas.TemplateInFull, needs="approvals", needs_action="approval_settings")
    def draw_approval_template(
        self, tx: Transaction, *, template_id: UUID, version: int, content: Mapping[str, Any]
    ) -> Answer:
        """Keep the draft of a template; what is published goes on as it is."""
        template = ApprovalTemplates(tx).fetch(str(template_id))
        template.expect_version(version)
        drawn = _plain(content)
        _check_known(tx, drawn, before=template.draft)
        template.draw(drawn, at=tx.now)
        return queries.get_template(tx, template.id)
