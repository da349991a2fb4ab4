"""Each service's own PostgreSQL: transactions limited to a company, written together with their events."""

from shared.database.aggregate import Aggregate, Id
from shared.database.engine import Database
from shared.database.transaction import Transaction

__all__ = ["Aggregate", "Database", "Id", "Transaction"]
