"""The demo companies that `make run` fills: `python -m tools.demo`; running it again changes nothing."""

import os
from typing import Any

from sqlalchemy import select

from gateway.access.passwords import hash_password
from gateway.organization.model import Company, Department, Employee, EmployeeRole, Role
from shared.contracts.permissions import ACTIONS, FUNCTIONS
from shared.database import Database, Transaction

PASSWORD = "kuaiqi-demo"  # noqa: S105  # printed for everybody to try
DEMO, OTHER = "00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"
_STAFF_ACTIONS = ["drop_to_pool", "take_from_pool", "import", "export"]
_HEAD_ACTIONS = [*_STAFF_ACTIONS, "assign_from_pool", "change_customer_owner", "delete_customer", "use_recycle_bin"]
# account, name, department, head of it
_PEOPLE = (
    ("13800000002", "卯卯卯", "运营部", True),
    ("13800000003", "黄杨林", "开发部", True),
    ("13800000004", "许妙迪", "开发部", False),
    ("13800000005", "宋肖肖", "运营部", False),
    ("13800000006", "周长生", "运营部", False),
)


def fill(database: Database) -> None:
    """Founds both companies unless they are there."""
    with database.system_transaction() as tx:
        tx.enter_company(DEMO)
        if tx.session.scalar(select(Company.name)) is None:
            _fill_demo(tx)
        tx.enter_company(OTHER)
        if tx.session.scalar(select(Company.name)) is None:
            _found(tx, "另一家公司", administrator="13900000001", called="赵明")


def _fill_demo(tx: Transaction) -> None:
    administrator = _found(tx, "快启演示公司", administrator="13800000001", called="蒋吉祥")
    departments = {name: _department(tx, name, order=order) for order, name in enumerate(("运营部", "开发部"))}
    staff = _role(tx, "员工", kind="self", actions=_STAFF_ACTIONS)
    head = _role(tx, "主管", kind="department_and_below", actions=_HEAD_ACTIONS)
    tx.flush()
    heads: dict[str, str] = {}
    for account, name, department, leads in _PEOPLE:
        superior = administrator if leads else heads[department]
        employee = _employee(
            tx,
            account=account,
            name=name,
            department_id=departments[department].id,
            superior_id=superior,
            job_title="部门主管" if leads else "销售顾问",
        )
        tx.flush()
        tx.session.add(_has(employee, head if leads else staff))
        if leads:
            heads[department] = employee.id


def _found(tx: Transaction, name: str, *, administrator: str, called: str) -> str:
    company = Company(company_id=tx.company_id, name=name, time_zone="Asia/Shanghai", version=0)
    company.found()
    tx.add(company)
    role = Role(company_id=tx.company_id, id=tx.new_id(), name="管理员", administrator=True, version=1)
    role.functions, role.actions = {}, []
    tx.add(role)
    tx.flush()
    employee = _employee(
        tx, account=administrator, name=called, department_id=None, superior_id=None, job_title="总经理"
    )
    tx.flush()
    tx.session.add(_has(employee, role))
    return employee.id


def _department(tx: Transaction, name: str, *, order: int) -> Department:
    department = Department(company_id=tx.company_id, id=tx.new_id(), name=name, order=order, version=0)
    department.place_under(None)
    department.create()
    tx.add(department)
    return department


def _role(tx: Transaction, name: str, *, kind: str, actions: list[str]) -> Role:
    functions = {function: {"kind": kind} for function in FUNCTIONS}
    known = [action for action in actions if action in ACTIONS]
    role = Role(company_id=tx.company_id, id=tx.new_id(), name=name, administrator=False, version=1)
    role.functions, role.actions = functions, known
    tx.add(role)
    return role


def _employee(tx: Transaction, **fields: Any) -> Employee:
    employee = Employee(
        company_id=tx.company_id,
        id=tx.new_id(),
        password_hash=hash_password(PASSWORD),
        must_change_password=False,
        enabled=True,
        version=0,
        **fields,
    )
    employee.create()
    tx.add(employee)
    return employee


def _has(employee: Employee, role: Role) -> EmployeeRole:
    return EmployeeRole(company_id=employee.company_id, employee_id=employee.id, role_id=role.id)


if __name__ == "__main__":
    fill(Database(os.environ["KUAIQI_DATABASE_URL"]))
