"""Customers to be changed: only what this actor may touch, locked in the order of their ids."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import JSON, DateTime, Text, and_, column, insert, or_, select, table

from services.crm.customers.model import Customer
from shared.database import Id, Transaction
from shared.database.tables import employees
from shared.directory.scope import within_scope
from shared.kernel.actor import Person
from shared.kernel.errors import DomainError, Invalid, Missing

changes_log = table(
    "customer_changes",
    column("company_id", Id),
    column("id", Id),
    column("customer_id", Id),
    column("at", DateTime(timezone=True)),
    column("by_id", Id),
    column("kind", Text),
    column("changes", JSON),
)


class Customers:
    """The customers of the transaction's company, as far as the actor sees them."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def fetch(self, customer_id: str, *, recycled: bool = False) -> Customer:
        """:raises Missing: not there, or not the actor's to see"""
        for customer in self._locked([customer_id], recycled=recycled):
            return customer
        raise Missing

    def each(
        self, ids: Sequence[str], verb: Callable[[Customer], None], *, kind: str, recycled: bool = False
    ) -> dict[str, Any]:
        """Does the verb to each customer; one that refuses does not keep the others from it."""
        actor, found = self._tx.actor, {each.id: each for each in self._locked(ids, recycled=recycled)}
        refused: list[dict[str, str]] = []
        for customer_id in sorted(set(ids)):
            try:
                if customer_id not in found:
                    raise Missing
                verb(found[customer_id])
                self.log(customer_id, kind=kind, changes={})
            except DomainError as error:
                refused.append({"id": customer_id, "code": error.code, "detail": error.detail(actor.language)})
        return {"done": len(set(ids)) - len(refused), "refused": refused}

    def person(self, employee_id: str) -> Person:
        """:raises Invalid: no such employee, or not enabled"""
        row = self._tx.session.execute(
            select(employees.c.id, employees.c.name, employees.c.department_id).where(
                employees.c.company_id == self._tx.company_id, employees.c.id == employee_id, employees.c.enabled
            )
        ).one_or_none()
        if row is None:
            raise Invalid(errors={"owner_id": ["Unknown employee."]})
        return Person(id=row.id, name=row.name, department_id=row.department_id)

    def log(self, customer_id: str, *, kind: str, changes: dict[str, Any]) -> None:
        """Writes a line of the change log, which is kept for ever (C15)."""
        tx = self._tx
        tx.flush()
        tx.session.execute(
            insert(changes_log).values(
                company_id=tx.company_id,
                id=tx.new_id(),
                customer_id=customer_id,
                at=tx.now,
                by_id=tx.actor.employee_id,
                kind=kind,
                changes=changes,
            )  # fmt: skip
        )

    def _locked(self, ids: Sequence[str], *, recycled: bool) -> list[Customer]:
        tx = self._tx
        in_state = Customer.recycled_at.is_not(None) if recycled else Customer.recycled_at.is_(None)
        seen = or_(
            Customer.owner_id.is_(None),
            within_scope(tx.actor, "customers", owner=Customer.__table__.c.owner_id),
        )
        rows = tx.session.scalars(
            select(Customer)
            .where(and_(Customer.company_id == tx.company_id, Customer.id.in_(ids), in_state))
            .order_by(Customer.id)
            .with_for_update()
        ).all()
        visible = set(
            tx.session.scalars(
                select(Customer.id).where(Customer.company_id == tx.company_id, Customer.id.in_(ids), seen)
            )
        )
        for customer in rows:
            tx.track(customer)
            customer.owner = self._owner(customer.owner_id)
        return [customer for customer in rows if customer.id in visible]

    def _owner(self, employee_id: str | None) -> Person | None:
        if employee_id is None:
            return None
        row = self._tx.session.execute(
            select(employees.c.name, employees.c.department_id).where(
                employees.c.company_id == self._tx.company_id, employees.c.id == employee_id
            )
        ).one_or_none()
        return Person(id=employee_id, name=row.name if row else "", department_id=row.department_id if row else None)
