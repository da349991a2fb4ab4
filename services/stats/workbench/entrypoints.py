from datetime import date
from typing import Any

from services.stats.counting.projection import zone_of
from services.stats.workbench import queries, schemas
from services.stats.workbench.rules import days_of
from shared.database import Transaction
from shared.kernel.errors import Invalid
from shared.nameko.entrypoints import query


class WorkbenchEntrypoints:
    """What others may ask of the workbench."""

    @query(takes=schemas.WorkbenchQuery, answers=schemas.Workbench)
    def read_workbench(self, tx: Transaction, *, range: str, first: date | None, last: date | None) -> dict[str, Any]:  # noqa: A002  # the query's name
        """The figures of the start page, each within what one sees of its report (W2 to W6)."""
        today = tx.now.astimezone(zone_of(tx)).date()
        begins, ends = days_of(range, today)
        ends = last or max(ends, first or ends)
        begins = first or min(begins, ends)
        if ends < begins:
            raise Invalid(errors={"to": ["Must not be before from."]})
        return queries.read_workbench(tx, first=begins, last=ends, today=today)
