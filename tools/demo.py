"""The demo companies that `make run` fills: `python -m tools.demo`; running it again changes nothing."""

import os

from sqlalchemy import select

from gateway.access.passwords import hash_password
from gateway.organization.founding import Founded, found_company
from gateway.organization.model import Company, Department, Employee, JobTitle
from shared.database import Database, Transaction

PASSWORD = "kuaiqi-demo"  # noqa: S105  # printed for everybody to try
DEMO, OTHER = "00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"
_CHIEF, _HEAD, _STAFF = "总经理", "部门主管", "销售顾问"
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
            _found(tx, "另一家公司", account="13900000001", called="赵明")


def _found(tx: Transaction, name: str, *, account: str, called: str) -> Founded:
    return found_company(
        tx, name=name, account=account, called=called, password_hash=hash_password(PASSWORD), initial=False
    )


def _fill_demo(tx: Transaction) -> None:
    founded = _found(tx, "快启演示公司", account="13800000001", called="蒋吉祥")
    titles = {name: _job_title(tx, name, order=order) for order, name in enumerate((_CHIEF, _HEAD, _STAFF))}
    departments = {name: _department(tx, name, order=order) for order, name in enumerate(("运营部", "开发部"))}
    tx.flush()
    founded.administrator.change(job_title=titles[_CHIEF])
    heads: dict[str, Employee] = {}
    for account, name, department, leads in _PEOPLE:
        employee = Employee.create(
            company_id=tx.company_id,
            employee_id=tx.new_id(),
            name=name,
            account=account,
            password_hash=hash_password(PASSWORD),
            must_change_password=False,
            department=departments[department],
            superior=founded.administrator if leads else heads[department],
            job_title=titles[_HEAD if leads else _STAFF],
            roles=[founded.head if leads else founded.staff],
        )
        tx.add(employee)
        tx.flush()
        if leads:
            heads[department] = employee
            departments[department].change(name=department, order=departments[department].order, head=employee)


def _department(tx: Transaction, name: str, *, order: int) -> Department:
    department = Department(company_id=tx.company_id, id=tx.new_id(), name=name, order=order, version=0)
    department.create(parent=None)
    tx.add(department)
    return department


def _job_title(tx: Transaction, name: str, *, order: int) -> JobTitle:
    title = JobTitle(company_id=tx.company_id, id=tx.new_id(), name=name, order=order, enabled=True)
    tx.session.add(title)
    return title


if __name__ == "__main__":
    fill(Database(os.environ["KUAIQI_DATABASE_URL"]))
