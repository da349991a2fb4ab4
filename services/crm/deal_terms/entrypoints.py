from typing import Any

from services.crm.deal_terms import schemas
from services.crm.deal_terms.repository import read_terms, set_terms
from shared.database import Transaction
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]


def _win_approval(terms: Answer) -> Answer:
    return {"version": terms["version"], "required": terms["win_approval"]}


def _collection_approval(terms: Answer) -> Answer:
    return {"version": terms["version"], "required": terms["collection_approval"]}


def _order_termination(terms: Answer) -> Answer:
    return {
        "version": terms["version"],
        "customer_goes_to": terms["termination_to"],
        "approval_required": terms["termination_approval"],
    }


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

    @query(answers=schemas.CollectionApproval, needs="customers")
    def get_collection_approval(self, tx: Transaction) -> Answer:
        """Whether a collection needs an approval (O4)."""
        return _collection_approval(read_terms(tx))

    @command(
        takes=schemas.CollectionApproval,
        answers=schemas.CollectionApproval,
        needs="customers",
        needs_action="crm_settings",
    )
    def set_collection_approval(self, tx: Transaction, *, version: int, required: bool) -> Answer:
        """Let collections be approved, or count at once (O4)."""
        return _collection_approval(set_terms(tx, version=version, collection_approval=required))

    @query(answers=schemas.OrderTermination, needs="customers")
    def get_order_termination(self, tx: Transaction) -> Answer:
        """Where the customer of a terminated order goes, and whether ending one needs an approval (S2, O3)."""
        return _order_termination(read_terms(tx))

    @command(
        takes=schemas.OrderTermination,
        answers=schemas.OrderTermination,
        needs="customers",
        needs_action="crm_settings",
    )
    def set_order_termination(
        self, tx: Transaction, *, version: int, customer_goes_to: str, approval_required: bool
    ) -> Answer:
        """Let customers of terminated orders be developed again, or go to the pool; ask before it, or not (S2, O3)."""
        terms = {"termination_to": customer_goes_to, "termination_approval": approval_required}
        return _order_termination(set_terms(tx, version=version, **terms))
