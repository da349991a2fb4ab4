"""Customers to be changed: only what this actor may touch, locked in the order of their ids."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import insert, or_, select

from services.crm.customers.model import Customer
from services.crm.customers.tables import customer_changes
from shared.database import Transaction
from shared.database.tables import employees
from shared.directory.scope import within_scope
from shared.kernel.actor import Person
from shared.kernel.errors import DomainError, Invalid, Missing


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
        self,
        ids: Sequence[str],
        verb: Callable[[Customer], None],
        *,
        kind: str,
        recycled: bool = False,
        from_pool: bool = False,
    ) -> dict[str, Any]:
        """Does the verb to each customer; one that refuses does not keep the others from it."""
        actor = self._tx.actor
        found = {each.id: each for each in self._locked(ids, recycled=recycled, from_pool=from_pool)}
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
            insert(customer_changes).values(
                company_id=tx.company_id,
                id=tx.new_id(),
                customer_id=customer_id,
                at=tx.now,
                by_id=tx.actor.employee_id,
                kind=kind,
                changes=changes,
            )
        )

    def _locked(self, ids: Sequence[str], *, recycled: bool = False, from_pool: bool = False) -> list[Customer]:
        tx = self._tx
        in_state = Customer.recycled_at.is_not(None) if recycled else Customer.recycled_at.is_(None)
        rows = tx.session.scalars(
            select(Customer)
            .where(Customer.company_id == tx.company_id, Customer.id.in_(ids), in_state)
            .order_by(Customer.id)
            .with_for_update()
        ).all()
        # Who loses the race for a pool customer saw it a moment ago, and is told that somebody was faster.
        visible = set(ids) if from_pool else self._visible(ids)
        owners = self._owners({each.owner_id for each in rows if each.owner_id is not None})
        for customer in rows:
            tx.track(customer)
            customer.owner = owners.get(customer.owner_id) if customer.owner_id else None
        return [customer for customer in rows if customer.id in visible]

    def _visible(self, ids: Sequence[str]) -> set[str]:
        tx, owner = self._tx, Customer.__table__.c.owner_id
        seen = or_(owner.is_(None), within_scope(tx.actor, "customers", owner=owner))
        return set(
            tx.session.scalars(
                select(Customer.id).where(Customer.company_id == tx.company_id, Customer.id.in_(ids), seen)
            )
        )

    def _owners(self, ids: set[str]) -> dict[str, Person]:
        """By id; an owner whose event has not come yet has no name."""
        rows = self._tx.session.execute(
            select(employees.c.id, employees.c.name, employees.c.department_id).where(
                employees.c.company_id == self._tx.company_id, employees.c.id.in_(ids)
            )
        )
        unknown = {each: Person(id=each, name="", department_id=None) for each in ids}
        return unknown | {row.id: Person(id=row.id, name=row.name, department_id=row.department_id) for row in rows}
