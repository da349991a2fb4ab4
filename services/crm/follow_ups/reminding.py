"""Follow-ups whose next date has come."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, select

from services.crm.follow_ups.model import FollowUp
from services.crm.names import customer_names, lead_names
from shared.contracts.crm.events import Named
from shared.database import Database, Transaction
from shared.database.tables import employees
from shared.kernel.actor import Person


def companies_with_follow_ups_due(database: Database) -> list[str]:
    """`database` is the system's."""
    moment = func.now() if database.clock is None else literal(database.clock())
    due = select(FollowUp.company_id).where(FollowUp.next_at <= moment, FollowUp.due_told_at.is_(None)).distinct()
    with database.connection() as connection:
        return list(connection.scalars(due))


def tell_of_follow_ups(tx: Transaction, *, most: int) -> int:
    """Reminds who wrote them, of customers and leads that are still there; how many there were."""
    found = tx.session.execute(
        select(
            FollowUp,
            customer_names.c.name,
            lead_names.c.name.label("lead_name"),
            employees.c.name.label("writer_name"),
            employees.c.department_id,
        )
        .outerjoin(customer_names, _is(customer_names, FollowUp.customer_id))
        .outerjoin(lead_names, _is(lead_names, FollowUp.lead_id))
        .outerjoin(employees, _is(employees, FollowUp.written_by))
        .where(
            FollowUp.company_id == tx.company_id,
            FollowUp.next_at <= tx.now,
            FollowUp.due_told_at.is_(None),
            customer_names.c.recycled_at.is_(None),
        )
        .order_by(FollowUp.next_at)
        .limit(most)
        .with_for_update(of=FollowUp, skip_locked=True)
    ).all()
    for each, customer_name, lead_name, name, department_id in found:
        tx.track(each)
        person = Person(id=each.written_by, name=name or "", department_id=department_id)
        each.fall_due(
            customer=Named(id=each.customer_id, name=customer_name) if each.customer_id else None,
            lead=Named(id=each.lead_id, name=lead_name or "") if each.lead_id else None,
            writer=person,
            at=tx.now,
        )
    return len(found)


def _is(table: Any, column: Any) -> ColumnElement[bool]:
    return and_(table.c.company_id == FollowUp.company_id, table.c.id == column)
