"""`/employees` and `/address-book`."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app

from gateway.access.passwords import hash_password, make_initial_password
from gateway.access.second_factor import SecondFactors
from gateway.access.sessions import end_sessions
from gateway.audit.log import Kind, note
from gateway.interface import described
from gateway.organization import queries, schemas
from gateway.organization.model import Employee, Role
from gateway.organization.repository import Organization
from gateway.organization.sms import SmsSender, send_initial_password
from gateway.requests import address
from gateway.schemas import list_of, page_of
from shared.database import Transaction

employees = Blueprint("employees", __name__)
_MANAGES = "manage_organization"
Answer = dict[str, Any]


@employees.get("/address-book")
@described(answers=list_of(schemas.Colleague))
def read_address_book(tx: Transaction) -> Answer:
    """All colleagues who may sign in (X4): made from the organization, never edited."""
    return queries.list_colleagues(tx)


@employees.get("/employees")
@described(query=schemas.EmployeeFilter, answers=page_of(schemas.Employee))
def list_employees(tx: Transaction, **filters: Any) -> Answer:
    """Employees by name."""
    return queries.list_employees(tx, **filters)


@employees.get("/employees/<employee_id>")
@described(answers=schemas.Employee)
def get_employee(tx: Transaction, *, employee_id: str) -> Answer:
    """One employee."""
    return queries.get_employee(tx, employee_id)


@employees.post("/employees")
@described(takes=schemas.EmployeeDraft, answers=schemas.Employee, status=201, needs_action=_MANAGES)
def create_employee(tx: Transaction, *, role_ids: list[UUID], superior_id: UUID | None, **fields: Any) -> Answer:
    """Create an employee; account and initial password go out by SMS (A1)."""
    password = make_initial_password()
    password_hash = hash_password(password)
    organization = Organization(tx)
    organization.company()
    employee = Employee.create(
        company_id=tx.company_id,
        employee_id=tx.new_id(),
        password_hash=password_hash,
        superior=organization.superior_named(superior_id),
        roles=organization.roles_named(role_ids),
        **_referred(organization, fields),
    )
    tx.add(employee)
    organization.write()
    send_initial_password(tx, _sms(), account=employee.account, password=password)
    _note(tx, "employee_created", employee, roles=_names(employee.roles))
    return queries.get_employee(tx, employee.id)


@employees.patch("/employees/<employee_id>")
@described(takes=schemas.EmployeeChange, answers=schemas.Employee, needs_action=_MANAGES)
def change_employee(
    tx: Transaction, *, employee_id: str, version: int, role_ids: list[UUID] | None = None, **fields: Any
) -> Answer:
    """Change what is given: name, account, department, superior, job title, roles."""
    organization = Organization(tx)
    employee = organization.employee(employee_id)
    employee.expect_version(version)
    before = employee.described()
    if "superior_id" in fields:
        superior = organization.superior_named(fields.pop("superior_id"))
        employee.report_to(superior, above=organization.above(superior))
    had = _names(employee.roles)
    if role_ids is not None:
        employee.roles = organization.roles_named(role_ids, instead_of=employee)
    has = _names(employee.roles)
    employee.change(**_referred(organization, fields, title=employee.job_title_id))
    organization.write()
    after = employee.described()
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    _note(tx, "employee_changed", employee, changes=changes | ({"roles": [had, has]} if had != has else {}))
    return queries.get_employee(tx, employee.id)


@employees.post("/employees/<employee_id>/disable")
@described(answers=schemas.Employee, needs_action=_MANAGES)
def disable_employee(tx: Transaction, *, employee_id: str) -> Answer:
    """Shut an employee out, at once and on every device."""
    organization = Organization(tx)
    employee = organization.employee(employee_id)
    employee.disable(last_administrator=organization.is_last_administrator(employee))
    end_sessions(tx, employee_id)
    _note(tx, "employee_disabled", employee)
    organization.write()
    return queries.get_employee(tx, employee_id)


@employees.post("/employees/<employee_id>/enable")
@described(answers=schemas.Employee, needs_action=_MANAGES)
def enable_employee(tx: Transaction, *, employee_id: str) -> Answer:
    """Let a disabled employee sign in again."""
    organization = Organization(tx)
    employee = organization.employee(employee_id)
    employee.enable()
    _note(tx, "employee_enabled", employee)
    organization.write()
    return queries.get_employee(tx, employee_id)


@employees.post("/employees/<employee_id>/reset-password")
@described(answers=schemas.Employee, needs_action=_MANAGES)
def reset_password(tx: Transaction, *, employee_id: str) -> Answer:
    """Send a new initial password and sign the employee out everywhere; a second factor stays."""
    password = make_initial_password()
    password_hash = hash_password(password)
    employee = Organization(tx).employee(employee_id)
    employee.set_password(password_hash, initial=True)
    end_sessions(tx, employee_id)
    send_initial_password(tx, _sms(), account=employee.account, password=password)
    _note(tx, "password_reset", employee)
    tx.flush()
    return queries.get_employee(tx, employee_id)


@employees.post("/employees/<employee_id>/reset-second-factor")
@described(answers=schemas.Employee, needs_action=_MANAGES)
def reset_second_factor(tx: Transaction, *, employee_id: str) -> Answer:
    """Switch the second factor off for somebody who lost both phone and recovery codes."""
    employee = Organization(tx).employee(employee_id)
    SecondFactors(tx).remove(employee_id)
    _note(tx, "second_factor_reset", employee)
    return queries.get_employee(tx, employee_id)


def _referred(organization: Organization, fields: dict[str, Any], *, title: str | None = None) -> dict[str, Any]:
    """The fields with what their ids refer to; the present title may be kept though it was switched off."""
    read = dict(fields)
    if "department_id" in read:
        read["department"] = organization.department_named(read.pop("department_id"))
    if "job_title_id" in read:
        read["job_title"] = organization.job_title_named(read.pop("job_title_id"), present=title)
    return read


def _names(roles: Iterable[Role]) -> list[str]:
    return sorted(each.name for each in roles)


def _sms() -> SmsSender:
    sender: SmsSender = current_app.extensions["sms"]
    return sender


def _note(tx: Transaction, kind: Kind, employee: Employee, **detail: Any) -> None:
    note(tx, kind, by=tx.actor, address=address(), detail={"id": employee.id, "name": employee.name} | detail)
