"""How far each source was heard wholly, as its heartbeats say (docs/adr/0006)."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from services.stats.db import heard_up_to
from shared.contracts.partitions import partition_of
from shared.database import Transaction

SOURCES = ("crm", "gateway")
LAGS_AFTER = timedelta(seconds=60)


def complete_up_to(tx: Transaction) -> datetime | None:
    """Every event of the company before this moment is counted; None until each source was heard once."""
    partition = partition_of(tx.company_id)
    number, moment = tx.session.execute(
        select(func.count(), func.min(heard_up_to.c.moment)).where(
            heard_up_to.c.source.in_(SOURCES), heard_up_to.c.partition == partition
        )
    ).one()
    return moment if number == len(SOURCES) else None


def lagging(moment: datetime | None, *, now: datetime) -> bool:
    """Whether the figures are behind."""
    return moment is None or now - moment > LAGS_AFTER
