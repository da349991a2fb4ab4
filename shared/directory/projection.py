"""Keeps the copy of companies, departments and employees."""

from collections.abc import Sequence

from sqlalchemy import Table, delete
from sqlalchemy.dialects.postgresql import insert

from shared.contracts.gateway.events import (
    CompanyChanged,
    CompanyFounded,
    DepartmentDeleted,
    DepartmentEvent,
    EmployeeEvent,
)
from shared.database.tables import companies, departments, employees
from shared.database.transaction import Transaction
from shared.kernel.events import Event


def project_organization(tx: Transaction, events: Sequence[Event]) -> None:
    """Brings the copy to the state after these events, which come in order per aggregate."""
    for event in events:
        match event:
            case CompanyFounded() | CompanyChanged():
                _upsert(tx, companies, name=event.name, time_zone=event.time_zone)
            case DepartmentDeleted():
                tx.session.execute(delete(departments).filter_by(company_id=tx.company_id, id=event.department_id))
            case DepartmentEvent():
                _upsert(
                    tx,
                    departments,
                    id=event.department_id,
                    name=event.name,
                    parent_id=event.parent_id,
                    path=event.path,
                    order=event.order,
                )
            case EmployeeEvent():
                _upsert(
                    tx,
                    employees,
                    id=event.employee_id,
                    name=event.name,
                    account=event.account,
                    department_id=event.department_id,
                    superior_id=event.superior_id,
                    job_title=event.job_title,
                    enabled=event.enabled,
                )


def _upsert(tx: Transaction, table: Table, **values: object) -> None:
    statement = insert(table).values(company_id=tx.company_id, **values)
    fresh = {name: statement.excluded[name] for name in values if name != "id"}
    tx.session.execute(statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=fresh))
