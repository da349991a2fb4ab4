"""`/departments`, `/employees`, `/address-book`: what a company sees of itself."""

from flask import Blueprint, Response, g, jsonify
from sqlalchemy import select

from gateway.organization.model import Department, Employee
from gateway.requests import sign_in, signed_in
from gateway.storage import database

organization = Blueprint("organization", __name__)


@organization.get("/departments")
def list_departments() -> Response:
    """The tree, parents before children."""
    actor, _, _ = sign_in().actor(signed_in(), language=g.language)
    with database().transaction(actor, read_only=True) as tx:
        found = tx.session.scalars(select(Department).order_by(Department.path, Department.order)).all()
    items = [
        {"id": each.id, "version": each.version, "name": each.name, "parent_id": each.parent_id, "order": each.order}
        for each in found
    ]
    return jsonify(items=items, total=len(items))


@organization.get("/address-book")
def read_address_book() -> Response:
    """All colleagues who may sign in (X4): made from the organization, never edited."""
    actor, _, _ = sign_in().actor(signed_in(), language=g.language)
    with database().transaction(actor, read_only=True) as tx:
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
    return jsonify(items=items, total=len(items))
