"""One transaction: the old counts go, all that was heard is counted again; until it commits the old ones serve."""

from sqlalchemy import delete, text

from services.stats.activities.projection import note
from services.stats.counting.projection import count
from services.stats.counting.recount import recount
from services.stats.db import activities, customers, facts, labels, totals
from services.stats.hearing.log import replay
from shared.database import Transaction
from shared.messaging.applying import hold_listener

_BATCH = 2_000


def rebuild(tx: Transaction) -> int:
    """Counts the company anew; how many events that took. What is heard meanwhile is counted afterwards."""
    hold_listener(tx)
    tx.session.execute(text("set local statement_timeout = 0"))
    for table in (totals, facts, customers, labels, activities):
        tx.session.execute(delete(table).where(table.c.company_id == tx.company_id))
    events = 0
    for batch in replay(tx, batch=_BATCH):
        count(tx, batch, sums=False)
        note(tx, batch)
        events += len(batch)
    recount(tx)
    return events
