"""`/departments`: the tree."""

from typing import Any
from uuid import UUID

from flask import Blueprint

from gateway.audit.log import note
from gateway.interface import described
from gateway.organization import queries, schemas
from gateway.organization.model import UNCHANGED, Department
from gateway.organization.repository import Organization
from gateway.requests import address
from gateway.schemas import list_of
from shared.database import Transaction

departments = Blueprint("departments", __name__)
_MANAGES = "manage_organization"


@departments.get("/departments")
@described(answers=list_of(schemas.Department))
def list_departments(tx: Transaction) -> dict[str, Any]:
    """The tree, parents before children."""
    return queries.list_departments(tx)


@departments.post("/departments")
@described(takes=schemas.DepartmentDraft, answers=schemas.Department, status=201, needs_action=_MANAGES)
def create_department(
    tx: Transaction, *, name: str, parent_id: UUID | None, order: int | None, head_id: UUID | None
) -> dict[str, Any]:
    """Add a department to the tree."""
    organization = Organization(tx)
    organization.company()
    department = Department(company_id=tx.company_id, id=tx.new_id(), name=name, version=0)
    department.order = organization.next_order(Department) if order is None else order
    head = organization.head_named(head_id)
    department.head_id = head.id if head else None
    department.create(parent=organization.department_named(parent_id, field="parent_id"))
    tx.add(department)
    note(tx, "department_created", by=tx.actor, address=address(), detail={"id": department.id, "name": name})
    organization.write()
    return queries.get_department(tx, department.id)


@departments.patch("/departments/<department_id>")
@described(takes=schemas.DepartmentChange, answers=schemas.Department, needs_action=_MANAGES)
def change_department(
    tx: Transaction,
    *,
    department_id: str,
    version: int,
    name: str | None = None,
    order: int | None = None,
    **given: UUID | None,
) -> dict[str, Any]:
    """Rename a department, give it a head, or move it with all below it."""
    organization = Organization(tx)
    department = organization.department(department_id)
    department.expect_version(version)
    before = department.described()
    if name is not None or order is not None or "head_id" in given:
        head = organization.head_named(given["head_id"]) if "head_id" in given else UNCHANGED
        order = department.order if order is None else order
        department.change(name=name or department.name, order=order, head=head)
    if "parent_id" in given:
        parent = organization.department_named(given["parent_id"], field="parent_id")
        department.move_under(parent, below=organization.below(department))
    after = department.described()
    detail = {"id": department.id, "before": before, "after": after}
    note(tx, "department_changed", by=tx.actor, address=address(), detail=detail)
    organization.write()
    return queries.get_department(tx, department.id)


@departments.delete("/departments/<department_id>")
@described(status=204, needs_action=_MANAGES)
def delete_department(tx: Transaction, *, department_id: str) -> None:
    """Remove a department in which nobody is."""
    organization = Organization(tx)
    department = organization.department(department_id)
    department.delete(empty=organization.is_empty(department))
    detail = {"id": department.id, "name": department.name}
    note(tx, "department_deleted", by=tx.actor, address=address(), detail=detail)
    organization.write()
    tx.session.delete(department)
