"""The log of heard events, from which a company's counts can be made anew."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from services.stats.db import heard_events
from services.stats.hearing.digests import add_heard
from shared.database import Transaction
from shared.database.prepared import run_prepared
from shared.kernel.envelope import Envelope
from shared.messaging.received import Heard, heard

_BETWEEN = "\x1e"  # which JSON never has as it is
_KEEP = (
    "insert into heard_events (company_id, body) select %(company)s::uuid, body::json "
    "from unnest(string_to_array(%(bodies)s::text, %(between)s::text)) with ordinality as heard (body, n) order by n"
)


def keep(tx: Transaction, events: Sequence[Heard]) -> None:
    """Keeps events in the order in which they are applied."""
    add_heard(tx, [each.envelope.id for each in events])
    bodies = (each.envelope.to_bytes().decode() for each in events)
    run_prepared(tx, _KEEP, company=tx.company_id, bodies=_BETWEEN.join(bodies), between=_BETWEEN)


def replay(tx: Transaction, *, batch: int) -> Iterator[list[Heard]]:
    """All that was kept of the company, in order, a batch at a time."""
    seq = 0
    while True:
        rows = tx.session.execute(
            select(heard_events.c.seq, heard_events.c.body)
            .where(heard_events.c.company_id == tx.company_id, heard_events.c.seq > seq)
            .order_by(heard_events.c.seq)
            .limit(batch)
        ).all()
        if not rows:
            return
        seq = rows[-1].seq
        yield [heard(Envelope.from_parts(row.body)) for row in rows]
