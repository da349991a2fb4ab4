from typing import Any

from services.crm.visits import schemas
from services.crm.visits.terms import read_rules, set_rules
from shared.database import Transaction
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]


class VisitEntrypoints:
    """What others may ask of a company's rules of visits; checking in touches the customer and so is a journey."""

    @query(answers=schemas.VisitRules, needs="visits")
    def get_visit_rules(self, tx: Transaction) -> Answer:
        """What the company wants of visits."""
        return read_rules(tx)

    @command(takes=schemas.VisitRules, answers=schemas.VisitRules, needs="customers", needs_action="crm_settings")
    def set_visit_rules(self, tx: Transaction, *, version: int, photo_required: bool) -> Answer:
        """Set whether a visit needs a photo."""
        set_rules(tx, version=version, photo_required=photo_required)
        return read_rules(tx)
