"""How far each source was heard wholly, as its heartbeats say (docs/adr/0006)."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from services.stats.db import heard_up_to
from shared.contracts.partitions import partition_of
from shared.database import Transaction
from shared.database.tables import inbox_waiting, parked
from shared.messaging.heartbeat import Heartbeat

SOURCES = ("crm", "gateway")
LAGS_AFTER = timedelta(seconds=60)
_EVENT_KEY = re.compile(r"p(?P<partition>\d+)\.(?P<source>\w+)\.")
_NO_EVENTS = ("malformed", "wrong sender")


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


def note(tx: Transaction, heartbeats: Sequence[Heartbeat]) -> None:
    """Keeps the latest moment per source and partition, unless something that came before could not be applied."""
    newest = {(each.source, each.partition): each.up_to for each in heartbeats}
    held = _held_up(tx)
    for (source, partition), moment in sorted(newest.items()):
        if (source, partition) in held:
            continue
        heard = insert(heard_up_to).values(source=source, partition=partition, moment=moment)
        tx.session.execute(
            heard.on_conflict_do_update(
                index_elements=list(heard_up_to.primary_key),
                set_={"moment": func.greatest(heard_up_to.c.moment, heard.excluded.moment)},
            )
        )


def _held_up(tx: Transaction) -> set[tuple[str, int]]:
    """Where an event is parked or waits for its predecessor: from there on nothing is complete."""
    keys = tx.session.scalars(
        select(parked.c.routing_key)
        .where(parked.c.replayed_at.is_(None), *(parked.c.reason.not_like(f"{each}%") for each in _NO_EVENTS))
        .distinct()
    )
    found = {(match["source"], int(match["partition"])) for key in keys if (match := _EVENT_KEY.match(key))}
    companies = tx.session.scalars(select(inbox_waiting.c.company_id).distinct())
    return found | {(source, partition_of(each)) for each in companies for source in SOURCES}
