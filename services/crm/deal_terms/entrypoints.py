from typing import Any

from services.crm.deal_terms import schemas
from services.crm.deal_terms.repository import read_terms, set_terms
from shared.database import Transaction
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]


def _win_approval(terms: Answer) -> Answer:
    return {"version": terms["version"], "required": terms["win_approval"]}


def _order_termination(terms: Answer) -> Answer:
    return {"version": terms["version"], "customer_goes_to": terms["termination_to"]}


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

    @query(answers=schemas.OrderTermination, needs="customers")
    def get_order_termination(self, tx: Transaction) -> Answer:
        """Where the customer of a terminated order goes (S2)."""
        return _order_termination(read_terms(tx))

    @command(
        takes=schemas.OrderTermination,
        answers=schemas.OrderTermination,
        needs="customers",
        needs_action="crm_settings",
    )
    def set_order_termination(self, tx: Transaction, *, version: int, customer_goes_to: str) -> Answer:
        """Let customers of terminated orders be developed again, or go to the pool (S2)."""
        return _order_termination(set_terms(tx, version=version, termination_to=customer_goes_to))
