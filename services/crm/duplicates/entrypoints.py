from typing import Any

from services.crm.duplicates import holding, schemas
from shared.database import Transaction
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]


class DuplicateEntrypoints:
    """What others may ask of the rules against duplicates; finding and merging touch customers."""

    @query(answers=schemas.Rules, needs="customers")
    def get_duplicate_rules(self, tx: Transaction) -> Answer:
        """What of customers must be unique in the company."""
        return holding.get_rules(tx)

    @command(takes=schemas.Rules, answers=schemas.Rules, needs="customers", needs_action="crm_settings")
    def set_duplicate_rules(self, tx: Transaction, *, version: int, **wanted: bool) -> Answer:
        """Demand unique names or phones of customers, from now on and of those there are."""
        holding.set_rules(tx, version=version, **wanted)
        return holding.get_rules(tx)
