"""Customers that fall into the pool by themselves (C17): when each does, and those whose time is over."""

from sqlalchemy import func, literal, select, text

from services.crm.customers.model import Customer
from services.crm.customers.repository import Customers
from services.crm.db import alone_with_the_terms
from shared.database import Database, Transaction

# When a customer `c` falls by a rule `r`, and whether the rule is for it: `rules.falls_at` and `rules.applies` in SQL.
FALLS_AT = """
least(
  case r.joined when 'all'
    then greatest({follow_up}, {visit}, {call})
    else least({follow_up}, {visit}, {call})
  end,
  c.taken_at + make_interval(days => r.days_to_sign))
""".format(
    follow_up="greatest(c.taken_at, c.followed_at) + make_interval(days => r.days_without_follow_up)",
    visit="greatest(c.taken_at, c.visited_at) + make_interval(days => r.days_without_visit)",
    call="greatest(c.taken_at, c.called_at) + make_interval(days => r.days_without_call)",
)
APPLIES = """
(cardinality(r.status_ids) = 0 or c.status_id = any(r.status_ids))
and (cardinality(r.tag_ids) = 0 or exists (
  select 1 from customer_tags t
  where t.company_id = c.company_id and t.customer_id = c.id and t.choice_id = any(r.tag_ids)))
"""
_RESET = text(f"""
update customers set falls_at = f.falls_at, falls_rule_id = f.rule_id
from (
  select c.id, first.falls_at, first.rule_id
  from customers c left join lateral (
    select {FALLS_AT} as falls_at, r.id as rule_id from pool_rules r
    where r.company_id = c.company_id and r.enabled and {APPLIES}
    order by 1, 2 limit 1
  ) first on c.owner_id is not null and c.recycled_at is null and c.stage = 'developing' and first.falls_at is not null
  where c.company_id = cast(:company_id as uuid)
) f
where customers.company_id = cast(:company_id as uuid) and customers.id = f.id
  and (customers.falls_at, customers.falls_rule_id) is distinct from (f.falls_at, f.rule_id)
""")  # noqa: S608  # put together from parts of ours


def reset_falls(tx: Transaction) -> None:
    """Sets anew when each customer of the company falls, by the rules that are switched on now.

    Waits for changes under way, which still go by the rules before.
    """
    tx.flush()
    alone_with_the_terms(tx)
    tx.session.execute(_RESET, {"company_id": tx.company_id})


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
