from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from services.crm.digests.queries import tell_again
from services.crm.digests.repository import take_digest
from shared.contracts.stats.events import DifferenceFound
from shared.database import Transaction
from shared.database.tables import companies
from shared.nameko.entrypoints import every, listens


class DigestEntrypoints:
    """Agreeing with those who listen."""

    database: Any  # the service's
    system_database: Any

    @every(seconds=300)
    def tell_digests(self) -> None:
        """Tell per company and day how much was told, so that who listens can see whether something is missing."""
        with self.system_database.connection() as connection:
            known = list(connection.scalars(select(companies.c.company_id)))
        for company_id in known:
            with self.database.system_transaction() as tx:
                tx.enter_company(company_id)
                take_digest(tx)

    @listens(DifferenceFound)
    def tell_what_was_missed(self, tx: Transaction, events: Sequence[DifferenceFound]) -> None:
        """Tell a span again to who has not heard all of it."""
        for event in events:
            if event.source == "crm":
                tell_again(tx, first=event.first, last=event.last)
