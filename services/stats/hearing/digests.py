"""How many events were heard in each five minutes, and the sum of their marks; kept with the log itself."""

from collections.abc import Iterable

from shared.database import Transaction
from shared.database.prepared import array, run_prepared
from shared.kernel.digests import bucket_of, mark_of

_ADD = """
insert into heard_digests (company_id, bucket, events, marks)
select %(company)s::uuid, * from unnest(%(buckets)s::int[], %(events)s::int[], %(marks)s::numeric[])
on conflict (company_id, bucket) do update
set events = heard_digests.events + excluded.events, marks = heard_digests.marks + excluded.marks"""
_SUM = """
select coalesce(sum(events), 0)::int, coalesce(sum(marks), 0)::text from heard_digests
where company_id = (%(company)s::uuid) and bucket between %(first)s::int and %(last)s::int"""


def add_heard(tx: Transaction, ids: Iterable[str]) -> None:
    """Counts events that were applied."""
    sums: dict[int, tuple[int, int]] = {}
    for each in ids:
        events, marks = sums.get(bucket_of(each), (0, 0))
        sums[bucket_of(each)] = events + 1, marks + mark_of(each)
    values = sums.values()
    run_prepared(
        tx,
        _ADD,
        company=tx.company_id,
        buckets=array(sums),
        events=array(events for events, _ in values),
        marks=array(marks for _, marks in values),
    )


def heard_in(tx: Transaction, *, first: int, last: int) -> tuple[int, str]:
    """How many, and the sum of their marks as text."""
    ((events, marks),) = run_prepared(tx, _SUM, company=tx.company_id, first=first, last=last)
    return events, marks
