"""Counts anew from what was heard: `python -m services.stats.rebuild [company]`, all companies without one.

The old counts serve until the new ones are there; each company is a transaction of its own.
"""

import os
import sys

from sqlalchemy import text

from services.stats.rebuilding.replaying import rebuild
from shared.database import Database


def rebuild_companies(database: Database, companies: list[str]) -> dict[str, int]:
    """How many events each company was counted from."""
    counted = {}
    for company_id in companies:
        with database.system_transaction() as tx:
            tx.enter_company(company_id)
            counted[company_id] = rebuild(tx)
    return counted


def companies_heard(system: Database) -> list[str]:
    """All companies of which anything was heard."""
    with system.connection() as connection:
        return [str(each) for each in connection.scalars(text("select distinct company_id from heard_events"))]


def main(arguments: list[str]) -> None:
    system = Database(os.environ["KUAIQI_SYSTEM_DATABASE_URL"])
    database = Database(os.environ["KUAIQI_DATABASE_URL"])
    for company_id, events in rebuild_companies(database, arguments or companies_heard(system)).items():
        sys.stdout.write(f"{company_id}: counted anew from {events} events\n")


if __name__ == "__main__":
    main(sys.argv[1:])
