"""`/departments`, `/employees`, `/address-book`: what a company sees of itself."""

from typing import Any

from flask import Blueprint
from sqlalchemy import select

from gateway.interface import described
from gateway.organization import schemas
from gateway.organization.model import Department, Employee
from gateway.schemas import list_of
from shared.database import Transaction

organization = Blueprint("organization", __name__)


@organization.get("/departments")
@described(answers=list_of(schemas.Department))
def list_departments(tx: Transaction) -> dict[str, Any]:
    """The tree, parents before children."""
    found = tx.session.scalars(select(Department).order_by(Department.path, Department.order)).all()
    items = [
        {"id": each.id, "version": each.version, "name": each.name, "parent_id": each.parent_id, "order": each.order}
        for each in found
    ]
    return {"items": items, "total": len(items)}


@organization.get("/address-book")
@described(answers=list_of(schemas.Colleague))
def read_address_book(tx: Transaction) -> dict[str, Any]:
    """All colleagues who may sign in (X4): made from the organization, never edited."""
    rows = tx.session.execute(
        select(Employee.id, Employee.name, Employee.account, Employee.job_title, Employee.department_id)
        .add_columns(Department.name.label("department"))
        .outerjoin(
            Department,
            (Department.company_id == Employee.company_id) & (Department.id == Employee.department_id),
        )
        .where(Employee.enabled)
        .order_by(Employee.name)
    ).all()
    items = [
        {
            "id": row.id,
            "name": row.name,
            "account": row.account,
            "job_title": row.job_title,
            "department": {"id": row.department_id, "name": row.department} if row.department_id else None,
        }
        for row in rows
    ]
    return {"items": items, "total": len(items)}
