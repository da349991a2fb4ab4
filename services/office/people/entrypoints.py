from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from services.office.people.tables import department_heads, roles_held
from shared.contracts.gateway.events import DepartmentDeleted, DepartmentEvent, EmployeeEvent
from shared.database import Transaction
from shared.kernel.events import Event
from shared.nameko.entrypoints import listens


def _keep_head(tx: Transaction, event: DepartmentEvent) -> None:
    key = {"company_id": tx.company_id, "department_id": event.department_id}
    tx.session.execute(delete(department_heads).filter_by(**key))
    if event.head_id and not isinstance(event, DepartmentDeleted):
        tx.session.execute(insert(department_heads).values(**key, employee_id=event.head_id))


def _keep_roles(tx: Transaction, event: EmployeeEvent) -> None:
    key = {"company_id": tx.company_id, "employee_id": event.employee_id}
    tx.session.execute(delete(roles_held).filter_by(**key))
    held = [key | {"role_id": each, "administrator": event.administrator} for each in event.role_ids]
    if held:
        tx.session.execute(insert(roles_held), held)


class PeopleEntrypoints:
    """What office hears of heads and roles."""

    @listens(DepartmentEvent, EmployeeEvent)
    def keep_heads_and_roles(self, tx: Transaction, events: Sequence[Event]) -> None:
        """Follow who leads a department and who has which role."""
        for event in events:
            if isinstance(event, DepartmentEvent):
                _keep_head(tx, event)
            elif isinstance(event, EmployeeEvent):
                _keep_roles(tx, event)
