"""The log of heard events, from which a company's counts can be made anew."""

from collections.abc import Iterator, Sequence

import orjson
from sqlalchemy import select, text

from services.stats.db import heard_events
from shared.database import Transaction
from shared.kernel.envelope import Envelope
from shared.messaging.received import Heard, heard

_KEEP = text(
    "insert into heard_events (company_id, body) select cast(:company_id as uuid), body "
    "from json_to_recordset(cast(:rows as json)) as r (n int, body json) order by n"
)


def keep(tx: Transaction, events: Sequence[Heard]) -> None:
    """Keeps events in the order in which they are applied."""
    rows = [{"n": number, "body": each.envelope.__dict__} for number, each in enumerate(events)]
    tx.session.execute(_KEEP, {"company_id": tx.company_id, "rows": orjson.dumps(rows).decode()})


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
        yield [heard(Envelope(**row.body)) for row in rows]
