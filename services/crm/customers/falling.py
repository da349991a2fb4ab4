"""Customers that fall into the pool by themselves (C17): when each does, and those whose time is over."""

from sqlalchemy import func, literal, select, text

from services.crm.customers import lookups, rules
from services.crm.customers.model import Customer
from services.crm.customers.repository import Customers
from services.crm.db import alone_with_the_terms
from shared.database import Database, Transaction

_RESET = text("""
update customers
set falls_at = greatest(taken_at, followed_at) + make_interval(days => :days), falls_rule_id = cast(:rule_id as uuid)
where company_id = cast(:company_id as uuid) and owner_id is not null and recycled_at is null and stage = 'developing'
""")
_FORGET = text("""
update customers set falls_at = null, falls_rule_id = null
where company_id = cast(:company_id as uuid) and falls_at is not null
""")


def reset_falls(tx: Transaction) -> None:
    """Sets anew when each customer of the company falls, by the rules that are switched on now.

    Waits for changes under way, which still go by the rules before.
    """
    company = {"company_id": tx.company_id}
    tx.flush()
    alone_with_the_terms(tx)
    rule = rules.first_to_fall(lookups.terms(tx).rules)
    if rule is None:
        tx.session.execute(_FORGET, company)
    else:
        tx.session.execute(_RESET, company | {"days": rule.days, "rule_id": rule.id})


def companies_with_due(database: Database) -> list[str]:
    """Companies with customers whose time is over; `database` is the system's."""
    moment = func.now() if database.clock is None else literal(database.clock())
    due = select(Customer.company_id).where(Customer.falls_at <= moment, Customer.recycled_at.is_(None)).distinct()
    with database.connection() as connection:
        return list(connection.scalars(due))


def tell_of_falls(tx: Transaction, *, most: int) -> int:
    """Reminds the owners of customers of the company whose red days have begun; how many there were."""
    soon = Customers(tx).falling_soon(limit=most)
    for customer in soon:
        customer.tell_of_fall(at=tx.now)
    return len(soon)


def drop_due(tx: Transaction, *, most: int) -> int:
    """Drops customers of the company whose time is over; how many were looked at."""
    customers = Customers(tx)
    due = customers.due(limit=most)
    for customer in due:
        customer.fall_into_pool(at=tx.now)
    customers.save()
    return len(due)
