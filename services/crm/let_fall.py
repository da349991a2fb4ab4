"""Does what the clock does with customers that fall into the pool, once, as of a moment (C17).

`python -m services.crm.let_fall 2026-06-30T08:00:00+08:00 [company]`, all companies without one: reminds the owners of
those that fall soon, then drops those whose time is over by that moment. The service's own timers go on beside it.
"""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select

from services.crm.customers.falling import drop_due, tell_of_falls
from shared.database import Database
from shared.database.tables import companies

_AT_ONCE = 500


def let_fall(database: Database, company_id: str) -> tuple[int, int]:
    """How many customers of the company were reminded of, and how many were due, by the database's clock."""
    return _each(database, company_id, tell_of_falls), _each(database, company_id, drop_due)


def _each(database: Database, company_id: str, work: Callable[..., int]) -> int:
    """Some at a time, each in a transaction of its own."""
    total, done = 0, _AT_ONCE
    while done == _AT_ONCE:
        with database.system_transaction() as tx:
            tx.enter_company(company_id)
            done = work(tx, most=_AT_ONCE)
        total += done
    return total


def _all_companies(system: Database) -> Sequence[str]:
    with system.connection() as connection:
        return connection.scalars(select(companies.c.company_id)).all()


def main(moment: str, *chosen: str) -> None:
    """:raises ValueError: no moment, or one without its offset from UTC"""
    at = datetime.fromisoformat(moment)
    if at.tzinfo is None:
        raise ValueError(f"{moment} does not say its offset from UTC")
    database = Database(os.environ["KUAIQI_DATABASE_URL"], clock=lambda: at)
    for company_id in chosen or _all_companies(Database(os.environ["KUAIQI_SYSTEM_DATABASE_URL"])):
        reminded, due = let_fall(database, company_id)
        sys.stdout.write(f"{company_id}: reminded of {reminded}, {due} were due\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
