from typing import Any

from services.crm.search import marking, queries, schemas
from shared.database import Transaction
from shared.nameko.entrypoints import every, query


class SearchEntrypoints:
    """What others may ask of the search."""

    database: Any
    system_database: Any

    @query(takes=schemas.Wanted, answers=schemas.FoundShown)
    def search(self, tx: Transaction, **asked: Any) -> dict[str, Any]:
        """Whatever one may see, by a part of its name, a number, or the first letters of its pinyin."""
        return queries.search(tx, **asked)

    @every(seconds=1)
    def mark_entries(self) -> None:
        """What was written a moment ago gets the marks by which the index finds it."""
        for company_id in marking.companies_behind(self.system_database):
            marked = marking.AT_ONCE
            while marked >= marking.AT_ONCE:
                with self.database.system_transaction() as tx:
                    tx.enter_company(company_id)
                    marked = marking.mark(tx)
