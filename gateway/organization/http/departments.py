"""`/departments`: the tree."""

from typing import Any
from uuid import UUID

from flask import Blueprint

from gateway.audit.log import note
from gateway.interface import described
from gateway.organization import queries, schemas
from gateway.organization.model import Department
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
def create_department(tx: Transaction, *, name: str, parent_id: UUID | None, order: int | None) -> dict[str, Any]:
    """Add a department to the tree."""
    organization = Organization(tx)
    organization.company()
    department = Department(company_id=tx.company_id, id=tx.new_id(), name=name, version=0)
    department.order = organization.next_order(Department) if order is None else order
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
    **moved: UUID | None,
) -> dict[str, Any]:
    """Rename a department, or move it with all below it."""
    organization = Organization(tx)
    department = organization.department(department_id)
    department.expect_version(version)
    before = {"name": department.name, "parent_id": department.parent_id}
    if name is not None or order is not None:
        department.change(name=name or department.name, order=department.order if order is None else order)
    if "parent_id" in moved:
        parent = organization.department_named(moved["parent_id"], field="parent_id")
        department.move_under(parent, below=organization.below(department))
    after = {"name": department.name, "parent_id": department.parent_id}
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
