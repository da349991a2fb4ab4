"""How somebody stands to the customer of a deal."""

from typing import Any

from services.crm.customers.queries import rights_of
from services.crm.customers.repository import Customers
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.kernel.errors import Forbidden, Missing


def works_with(tx: Transaction, customer_id: str) -> bool:
    """Whether the actor follows the customer up, and so sees its deals, whoever owns these."""
    if not tx.actor.may_use("customers"):
        return False
    try:
        return "follow_up" in rights_of(tx, customer_id)
    except Missing:
        return False


def own_customer(tx: Transaction, customer_id: Any, *, refusal: type[Forbidden]) -> Named:
    """The actor's own customer, locked. :raises Missing: not theirs to see  :raises Forbidden: not their own"""
    customer = Customers(tx).fetch(str(customer_id), to="view")
    if customer.recycled_at is not None or customer.owner_id != tx.actor.employee_id:
        raise refusal
    return Named(id=customer.id, name=customer.name)
