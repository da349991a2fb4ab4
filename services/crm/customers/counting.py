"""How many customers a list holds, without going over them: the database keeps counts beside the customers.

Triggers add a row for what came, went or changed, and nobody waits for anybody: the sum of the rows is the count. A
timer folds rows that say the same into one.
"""

from typing import Any

from sqlalchemy import Select, func, literal_column, select, text

from services.crm.customers.filters import FilterShape, conditions, conditions_of_counts
from services.crm.customers.model import Customer
from services.crm.customers.tables import customer_counts
from shared.database import Database, Transaction

_ROWS_TO_FOLD = 100
_SCATTERED = text("""
select company_id from customer_counts group by company_id
having count(*) - count(distinct (owner_id, stage, status_id, recycled)) >= :rows
""")
_FOLD = text("""
with taken as (delete from customer_counts where company_id = cast(:company_id as uuid) returning *)
insert into customer_counts
select company_id, owner_id, stage, status_id, recycled, sum(customers) from taken
group by company_id, owner_id, stage, status_id, recycled having sum(customers) <> 0
""")


def count(shape: FilterShape, *, bound: Any) -> Select[Any]:
    """How many there are; up to the bound where they must be looked at one by one."""
    counted = conditions_of_counts(shape)
    if counted is not None:
        return select(func.coalesce(func.sum(customer_counts.c.customers), 0)).where(*counted)
    found: Select[Any] = select(literal_column("1")).select_from(Customer.__table__).where(*conditions(shape))
    return select(func.count()).select_from(found.limit(bound).subquery())


def companies_with_scattered_counts(database: Database) -> list[str]:
    """`database` is the system's."""
    with database.connection() as connection:
        return list(connection.scalars(_SCATTERED, {"rows": _ROWS_TO_FOLD}))


def fold_counts(tx: Transaction) -> None:
    """Makes one row of those of the company that say the same."""
    tx.connection.execute(_FOLD, {"company_id": tx.company_id})
