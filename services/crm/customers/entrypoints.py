from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from services.crm.customers import queries, schemas
from services.crm.customers.model import Customer
from services.crm.customers.repository import Customers
from shared.database import Transaction
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]


def _each(
    tx: Transaction, ids: Sequence[UUID], verb: Callable[[Customer], None], *, kind: str, **which: bool
) -> Answer:
    return Customers(tx).each([str(each) for each in ids], verb, kind=kind, **which)


class CustomerEntrypoints:
    """What others may ask of customers."""

    @query(takes=schemas.CustomerFilter, needs="customers")
    def list_customers(self, tx: Transaction, **filters: Any) -> Answer:
        """One page of mine, the team's, the pool or the recycle bin (C1)."""
        return queries.list_customers(tx, **filters)

    @query(takes=schemas.OneCustomer, needs="customers")
    def get_customer(self, tx: Transaction, *, customer_id: UUID) -> Answer:
        """One customer."""
        return queries.get_customer(tx, str(customer_id))

    @query(takes=schemas.ChangesOfCustomer, needs="customers")
    def list_customer_changes(self, tx: Transaction, *, customer_id: UUID, page: int, page_size: int) -> Answer:
        """The change log of a customer (C15)."""
        return queries.list_changes(tx, str(customer_id), page=page, page_size=page_size)

    @command(takes=schemas.CustomerDraft, needs="customers")
    def create_customer(self, tx: Transaction, **fields: Any) -> Answer:
        """Create a customer of one's own."""
        customer = Customer.create(
            company_id=tx.company_id, customer_id=tx.new_id(), by=tx.actor.as_person(), at=tx.now, fields=fields
        )
        tx.add(customer)
        Customers(tx).log(customer.id, kind="created", changes={})
        return queries.get_customer(tx, customer.id)

    @command(takes=schemas.CustomerChange, needs="customers")
    def change_customer(self, tx: Transaction, *, customer_id: UUID, version: int, **fields: Any) -> Answer:
        """Change basic data of a customer in one's scope (C6)."""
        customers = Customers(tx)
        customer = customers.fetch(str(customer_id))
        customer.require_owner()
        customer.expect_version(version)
        changes = customer.change(fields=fields, by=tx.actor.as_person(), at=tx.now)
        if changes:
            customers.log(customer.id, kind="changed", changes=changes)
        return queries.get_customer(tx, customer.id)

    @command(takes=schemas.Drop, needs="customers", needs_action="drop_to_pool")
    def drop_customers_to_pool(self, tx: Transaction, *, ids: Sequence[UUID], reason: str | None) -> Answer:
        """Give customers up so that a colleague may take them (C3, C17)."""
        return _each(tx, ids, lambda each: each.drop_to_pool(reason=reason, at=tx.now), kind="dropped_to_pool")

    @command(takes=schemas.Selection, needs="customers", needs_action="take_from_pool")
    def take_customers(self, tx: Transaction, *, ids: Sequence[UUID]) -> Answer:
        """Take customers from the pool; of two who take at once, one gets it (C17)."""
        return _each(tx, ids, lambda each: each.take(by=tx.actor.as_person(), at=tx.now), kind="taken", from_pool=True)

    @command(takes=schemas.NewOwner, needs="customers", needs_action="assign_from_pool")
    def assign_customers(self, tx: Transaction, *, ids: Sequence[UUID], owner_id: UUID) -> Answer:
        """Assign customers from the pool to an employee (C17)."""
        owner = Customers(tx).person(str(owner_id))
        return _each(tx, ids, lambda each: each.assign(owner=owner, at=tx.now), kind="assigned", from_pool=True)

    @command(takes=schemas.NewOwner, needs="customers", needs_action="change_customer_owner")
    def transfer_customers(self, tx: Transaction, *, ids: Sequence[UUID], owner_id: UUID) -> Answer:
        """Hand customers to another owner (C3)."""
        owner = Customers(tx).person(str(owner_id))
        return _each(tx, ids, lambda each: each.transfer(owner=owner, at=tx.now), kind="transferred")

    @command(takes=schemas.Selection, needs="customers", needs_action="delete_customer")
    def delete_customers(self, tx: Transaction, *, ids: Sequence[UUID]) -> Answer:
        """Put customers into the recycle bin (C3)."""
        return _each(tx, ids, lambda each: each.delete(at=tx.now), kind="deleted")

    @command(takes=schemas.Selection, needs="customers", needs_action="use_recycle_bin")
    def restore_customers(self, tx: Transaction, *, ids: Sequence[UUID]) -> Answer:
        """Bring customers back from the recycle bin (C18)."""
        return _each(tx, ids, lambda each: each.restore(), kind="restored", recycled=True)
