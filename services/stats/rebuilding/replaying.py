"""One transaction: the old counts go, all that was heard is counted again; until it commits the old ones serve."""

from sqlalchemy import delete, text

from services.stats.activities import projection as activities_told
from services.stats.counting.projection import count
from services.stats.counting.recount import recount
from services.stats.db import activities, customers, facts, labels, result_totals, results, sold, totals
from services.stats.hearing.log import replay
from services.stats.results import projection as results_told
from services.stats.results.summing import sum_up_all
from shared.database import Transaction
from shared.messaging.applying import hold_listener

_BATCH = 2_000


def rebuild(tx: Transaction) -> int:
    """Counts the company anew; how many events that took. What is heard meanwhile is counted afterwards."""
    hold_listener(tx)
    tx.session.execute(text("set local statement_timeout = 0"))
    for table in (totals, facts, customers, labels, activities, results, sold, result_totals):
        tx.session.execute(delete(table).where(table.c.company_id == tx.company_id))
    events = 0
    for batch in replay(tx, batch=_BATCH):
        count(tx, batch, sums=False)
        activities_told.note(tx, batch)
        results_told.note(tx, batch, sums=False)
        events += len(batch)
    recount(tx)
    sum_up_all(tx)
    return events
