from typing import Any

from services.crm.deal_terms import schemas
from services.crm.deal_terms.repository import read_terms, set_terms
from shared.database import Transaction
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]


def _win_approval(terms: Answer) -> Answer:
    return {"version": terms["version"], "required": terms["win_approval"]}


class DealTermsEntrypoints:
    """What others may ask of the terms of deals."""

    @query(answers=schemas.WinApproval, needs="customers")
    def get_win_approval(self, tx: Transaction) -> Answer:
        """Whether a win needs an approval (P5)."""
        return _win_approval(read_terms(tx))

    @command(takes=schemas.WinApproval, answers=schemas.WinApproval, needs="customers", needs_action="crm_settings")
    def set_win_approval(self, tx: Transaction, *, version: int, required: bool) -> Answer:
        """Let wins be approved, or count at once (P5)."""
        return _win_approval(set_terms(tx, version=version, win_approval=required))
