"""Applies a batch of events once, in order per aggregate, in one transaction with the inbox."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from shared.database import Database, Transaction
from shared.database.prepared import run_prepared
from shared.kernel.faults import kill_point
from shared.messaging import metrics
from shared.messaging.history import receive
from shared.messaging.received import Heard

Projection = Callable[[Transaction, Sequence[Heard]], None]
# Planned once, and for long: a plan that was made while a table was small must not read all of it when it has grown.
_ONE_AT_A_TIME = (
    "select set_config('enable_seqscan', 'off', true), pg_advisory_xact_lock(%(listener)s::int, %(company)s::int)"
)
_LISTENER_LOCK = 7_201


@dataclass(frozen=True)
class Applied:
    """What became of a batch."""

    applied: int
    duplicates: int
    waiting: int


def apply_events(database: Database, batch: Iterable[Heard], project: Projection) -> Applied:
    """Inbox, version guard, projections and versions commit together or not at all.

    An event whose predecessor has not come is kept aside and applied when it has.
    """
    by_company: defaultdict[str, list[Heard]] = defaultdict(list)
    for each in batch:
        by_company[each.envelope.company_id].append(each)
    total = Applied(0, 0, 0)
    with database.system_transaction() as tx:
        for company_id in sorted(by_company):  # always in the same order, so that two processes cannot deadlock
            tx.enter_company(company_id)
            one = _apply_company(tx, by_company[company_id], project)
            total = Applied(total.applied + one.applied, total.duplicates + one.duplicates, total.waiting + one.waiting)
        kill_point("listener.before_commit")
    kill_point("listener.after_commit")
    metrics.LISTENER_APPLIED.inc(total.applied)
    metrics.LISTENER_DUPLICATES.inc(total.duplicates)
    metrics.LISTENER_WAITING.inc(total.waiting)
    return total


def hold_listener(tx: Transaction) -> None:
    """Until the transaction ends, events of its company are applied by nobody else."""
    lock = crc32(tx.company_id.encode()) - 2**31
    run_prepared(tx, _ONE_AT_A_TIME, listener=_LISTENER_LOCK, company=lock)


def _apply_company(tx: Transaction, batch: Sequence[Heard], project: Projection) -> Applied:
    hold_listener(tx)
    ids = {each.envelope.id: each for each in batch}
    kill_point("listener.before_inbox")
    new, history = receive(tx, ids)
    kill_point("listener.after_inbox")
    fresh = [each for event_id, each in ids.items() if event_id in new]
    if not fresh:
        return Applied(0, len(batch), 0)
    ready = history.put_in_order(fresh)
    if ready:
        project(tx, ready)
    history.save()
    return Applied(len(ready), len(batch) - len(fresh), history.kept)
