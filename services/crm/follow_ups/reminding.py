"""Follow-ups whose next date has come."""

from sqlalchemy import func, literal, select

from services.crm.follow_ups.model import FollowUp
from services.crm.names import customer_names
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
    """Reminds who wrote them, of customers that are still there; how many there were."""
    follow_up, customer, writer = FollowUp, customer_names.c, employees.c
    found = tx.session.execute(
        select(FollowUp, customer.name, writer.name.label("writer_name"), writer.department_id)
        .join(customer_names, (customer.company_id == follow_up.company_id) & (customer.id == follow_up.customer_id))
        .outerjoin(employees, (writer.company_id == follow_up.company_id) & (writer.id == follow_up.written_by))
        .where(
            follow_up.company_id == tx.company_id,
            follow_up.next_at <= tx.now,
            follow_up.due_told_at.is_(None),
            customer.recycled_at.is_(None),
        )
        .order_by(follow_up.next_at)
        .limit(most)
        .with_for_update(of=follow_up, skip_locked=True)
    ).all()
    for each, customer_name, name, department_id in found:
        tx.track(each)
        person = Person(id=each.written_by, name=name or "", department_id=department_id)
        each.fall_due(customer=Named(id=each.customer_id, name=customer_name), writer=person, at=tx.now)
    return len(found)
