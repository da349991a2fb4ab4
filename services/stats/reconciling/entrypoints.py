from collections.abc import Sequence

from services.stats.reconciling.comparing import compare, mend_sums
from shared.contracts.crm.digests import DigestTaken
from shared.database import Transaction
from shared.nameko.entrypoints import listens


class ReconcilingEntrypoints:
    """Agreeing with who told."""

    @listens(DigestTaken)
    def reconcile_with_the_crm(self, tx: Transaction, events: Sequence[DigestTaken]) -> None:
        """Ask for what was not heard, and count anew where sums are not those of the facts (R1)."""
        compare(tx, events[-1].spans, source="crm")
        mend_sums(tx)
