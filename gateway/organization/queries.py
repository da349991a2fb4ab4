"""What the back office reads of the organization."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, any_, func, literal, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from gateway.organization.model import Company, Department, Employee, EmployeeRole, JobTitle, Role
from gateway.organization.sms import sms_outbox
from gateway.paging import containing, named, read_page
from shared.contracts.permissions import ACTIONS, FUNCTIONS
from shared.database import Transaction
from shared.kernel.errors import Missing

Answer = dict[str, Any]
MANAGES = ("manage_organization", "manage_roles")


def list_departments(tx: Transaction) -> Answer:
    """The tree, parents before children."""
    member = aliased(Employee)
    members = (
        select(func.count())
        .select_from(member)
        .where(member.company_id == Department.company_id, member.department_id == Department.id, member.enabled)
        .scalar_subquery()
    )
    depth = func.length(Department.path)
    rows = tx.session.execute(
        select(Department.id, Department.version, Department.name, Department.parent_id, Department.order)
        .add_columns(members.label("employees"), Department.head_id, Employee.name.label("head"))
        .outerjoin(Employee, and_(Employee.company_id == Department.company_id, Employee.id == Department.head_id))
        .where(Department.company_id == tx.company_id)
        .order_by(depth, Department.order, Department.name)
    )
    items = [_department(row) for row in rows]
    return {"items": items, "total": len(items)}


def get_department(tx: Transaction, department_id: str) -> Answer:
    return _one(list_departments(tx)["items"], department_id)


def list_employees(
    tx: Transaction, *, q: str | None, department_id: UUID | None, enabled: bool | None, page: int, page_size: int
) -> Answer:
    """Employees by name; a department with all below it."""
    statement = _employees(tx).order_by(Employee.name, Employee.id)
    if q:
        statement = statement.where(or_(Employee.name.ilike(containing(q)), Employee.account.ilike(containing(q))))
    if department_id:
        under = literal(str(department_id)) == any_(func.string_to_array(Department.path, "/"))
        inside = select(Department.id).where(Department.company_id == tx.company_id, under)
        statement = statement.where(Employee.department_id.in_(inside))
    if enabled is not None:
        statement = statement.where(Employee.enabled == enabled)
    answer = read_page(tx, statement, page=page, page_size=page_size, item=_employee)
    _show_rights(tx, answer["items"])
    return answer


def get_employee(tx: Transaction, employee_id: str) -> Answer:
    """:raises Missing: no such employee"""
    row = tx.session.execute(_employees(tx).where(Employee.id == employee_id)).one_or_none()
    if row is None:
        raise Missing
    item = _employee(row)
    _show_rights(tx, [item])
    return item


def list_colleagues(tx: Transaction) -> Answer:
    """All who may sign in (X4): made from the organization, never edited."""
    rows = tx.session.execute(_employees(tx).where(Employee.enabled).order_by(Employee.name, Employee.id))
    items = [
        {
            "id": row.id,
            "name": row.name,
            "account": row.account,
            "job_title": row.job_title,
            "department": named(row.department_id, row.department),
        }
        for row in rows
    ]
    return {"items": items, "total": len(items)}


def list_job_titles(tx: Transaction) -> Answer:
    rows = tx.session.execute(
        select(JobTitle.id, JobTitle.name, JobTitle.order, JobTitle.enabled)
        .where(JobTitle.company_id == tx.company_id)
        .order_by(JobTitle.order, JobTitle.name)
    )
    items = [dict(row._mapping) for row in rows]  # noqa: SLF001  # SQLAlchemy's documented name
    return {"items": items, "total": len(items)}


def get_job_title(tx: Transaction, job_title_id: str) -> Answer:
    return _one(list_job_titles(tx)["items"], job_title_id)


def list_roles(tx: Transaction) -> Answer:
    """The administrators' first, then by name."""
    holders = (
        select(func.count())
        .where(EmployeeRole.company_id == Role.company_id, EmployeeRole.role_id == Role.id)
        .scalar_subquery()
    )
    rows = tx.session.execute(
        select(Role.id, Role.version, Role.name, Role.administrator, Role.functions, Role.actions)
        .add_columns(holders.label("employees"))
        .where(Role.company_id == tx.company_id)
        .order_by(Role.administrator.desc(), Role.name)
    )
    items = [dict(row._mapping) | {"functions": _spelled_out(row.functions)} for row in rows]  # noqa: SLF001  # as above
    return {"items": items, "total": len(items)}


def get_role(tx: Transaction, role_id: str) -> Answer:
    return _one(list_roles(tx)["items"], role_id)


def list_permissions(language: str) -> Answer:
    """What a role can switch on."""
    return {
        "functions": [{"key": key, "name": names[language]} for key, names in FUNCTIONS.items()],
        "actions": [{"key": key, "name": names[language]} for key, names in ACTIONS.items()],
    }


def get_company(tx: Transaction) -> Answer:
    row = tx.session.execute(
        select(Company.company_id.label("id"), Company.version, Company.name, Company.time_zone)
        .add_columns(Company.administrators_need_second_factor)
        .where(Company.company_id == tx.company_id)
    ).one()
    return dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's documented name


def list_short_messages(tx: Transaction, *, page: int, page_size: int) -> Answer:
    """What the default SMS sender wrote, the newest first."""
    box = sms_outbox.c
    statement = (
        select(box.id, box.phone, box.text, box.written_at)
        .where(box.company_id == tx.company_id)
        .order_by(box.written_at.desc(), box.id.desc())
    )
    return read_page(tx, statement, page=page, page_size=page_size, item=_message)


def _message(row: Row[Any]) -> Answer:
    return {"id": row.id, "phone": row.phone, "text": row.text, "written_at": row.written_at}


def _department(row: Row[Any]) -> Answer:
    return {
        "id": row.id,
        "version": row.version,
        "name": row.name,
        "parent_id": row.parent_id,
        "order": row.order,
        "head": named(row.head_id, row.head),
        "employees": row.employees,
    }


def _employees(tx: Transaction) -> Select[Any]:
    superior = aliased(Employee)
    return (
        select(Employee.id, Employee.version, Employee.name, Employee.account, Employee.enabled)
        .add_columns(Employee.must_change_password, Employee.department_id, Department.name.label("department"))
        .add_columns(Employee.superior_id, superior.name.label("superior"))
        .add_columns(Employee.job_title_id, JobTitle.name.label("job_title"))
        .outerjoin(
            Department, and_(Department.company_id == Employee.company_id, Department.id == Employee.department_id)
        )
        .outerjoin(superior, and_(superior.company_id == Employee.company_id, superior.id == Employee.superior_id))
        .outerjoin(JobTitle, and_(JobTitle.company_id == Employee.company_id, JobTitle.id == Employee.job_title_id))
        .where(Employee.company_id == tx.company_id)
    )


def _employee(row: Row[Any]) -> Answer:
    return {
        "id": row.id,
        "version": row.version,
        "name": row.name,
        "account": row.account,
        "department": named(row.department_id, row.department),
        "superior": named(row.superior_id, row.superior),
        "job_title": named(row.job_title_id, row.job_title),
        "roles": None,
        "enabled": row.enabled,
        "must_change_password": row.must_change_password,
    }


def _show_rights(tx: Transaction, items: list[Answer]) -> None:
    """Adds the roles, for readers whom they concern."""
    if not any(tx.actor.may(action) for action in MANAGES):
        for item in items:
            item["must_change_password"] = None
        return
    pair = func.json_build_object("id", Role.id, "name", Role.name)
    rows = tx.session.execute(
        select(EmployeeRole.employee_id, func.json_agg(aggregate_order_by(pair, Role.name)).label("roles"))
        .join(Role, and_(Role.company_id == EmployeeRole.company_id, Role.id == EmployeeRole.role_id))
        .where(EmployeeRole.company_id == tx.company_id, EmployeeRole.employee_id.in_([each["id"] for each in items]))
        .group_by(EmployeeRole.employee_id)
    )
    roles = {row.employee_id: row.roles for row in rows}
    for item in items:
        item["roles"] = roles.get(item["id"], [])


def _spelled_out(functions: Mapping[str, Any]) -> Answer:
    empty: Answer = {"department_ids": [], "below_ids": []}
    return {function: empty | setting for function, setting in functions.items()}


def _one(items: list[Answer], thing_id: str) -> Answer:
    """:raises Missing: not among them"""
    for item in items:
        if item["id"] == thing_id:
            return item
    raise Missing
