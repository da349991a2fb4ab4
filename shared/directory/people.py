"""Employees as events name them."""

from sqlalchemy import select

from shared.database.tables import employees
from shared.database.transaction import Transaction
from shared.kernel.actor import Person


def person_of(tx: Transaction, employee_id: str) -> Person | None:
    """Somebody as they are now; None for one whose event has not come yet."""
    c = employees.c
    found = tx.session.execute(
        select(c.name, c.department_id).where(c.company_id == tx.company_id, c.id == employee_id)
    ).one_or_none()
    return Person(id=employee_id, name=found.name, department_id=found.department_id) if found else None
