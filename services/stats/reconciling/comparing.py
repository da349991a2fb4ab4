"""Compares, says what differs, and mends."""

from collections.abc import Iterable

from prometheus_client import Counter
from sqlalchemy import text

from services.stats.counting.recount import recount
from services.stats.hearing.digests import heard_in
from services.stats.rebuilding.replaying import rebuild
from services.stats.results.summing import sum_up_all
from shared.contracts.crm.digests import DigestSpan
from shared.contracts.stats.events import DifferenceFound
from shared.database import Transaction
from shared.logging import get_logger

log = get_logger()
DIFFERENCES = Counter("kuaiqi_reconcile_differences_total", "Spans and sums that did not agree; stays 0", ["what"])
_COMPANY = "company_id = cast(:company_id as uuid)"
# The stock that the sums give, that the facts give, and that the customers are: per stage the same.
_STOCKS = text(
    "select stage, sum(ever), sum(counted), sum(held) from ("  # noqa: S608  # constants
    "  select measure as stage, sum(amount) as ever, 0 as counted, 0 as held from totals"
    f"  where {_COMPANY} and grain = 'ever' and measure in ('developing', 'signed') group by 1"
    "  union all select stage, 0, sum(amount), 0 from facts"
    f"  where {_COMPANY} and kind not in ('status_changed', 'tags_changed') group by 1"
    "  union all select stage, 0, 0, count(*) from customers"
    f"  where {_COMPANY} and owner_id is not null and not recycled group by 1"
    ") as stocks group by stage"
)
# What the sums of results come to, and the results themselves, per kind.
_RESULTS = text(
    "select measure, sum(number), sum(amount), sum(counted), sum(stands) from ("  # noqa: S608  # constants
    "  select measure, number, amount, 0 as counted, 0 as stands from result_totals"
    f"  where {_COMPANY} and grain = 'month' and measure not in ('customer', 'product')"
    f"  union all select kind, 0, 0, 1, amount from results where {_COMPANY} and counts"
    ") as sums group by measure"
)
_PAIRS = (("order", "due"), ("collection", "paid"))


def compare(tx: Transaction, spans: Iterable[DigestSpan], *, source: str) -> None:
    """Asks for each span of which something is missing."""
    for span in spans:
        heard, marks = heard_in(tx, first=span["first"], last=span["last"])
        if (heard, marks) == (span["events"], span["marks"]):
            continue
        DIFFERENCES.labels("events").inc()
        log.error("reconcile.events_differ", company=tx.company_id, told=span["events"], heard=heard, source=source)
        asked = {"first": span["first"], "last": span["last"], "told": span["events"], "heard": heard}
        tx.publish(DifferenceFound(difference_id=tx.new_id(), source=source, **asked), version=1)


def mend_sums(tx: Transaction) -> None:
    """Takes the sums anew where they are not those of what they sum up; where that is wrong all is counted anew."""
    stocks = list(tx.connection.execute(_STOCKS, {"company_id": tx.company_id}))
    results = list(tx.connection.execute(_RESULTS, {"company_id": tx.company_id}))
    wrong = [row for row in stocks if not row[1] == row[2] == row[3]]
    uneven = [row for row in results if row[1:3] != row[3:5]]
    stands = {row[0]: row[3:5] for row in results}
    unlike = [pair for pair in _PAIRS if stands.get(pair[0]) != stands.get(pair[1])]
    if not (wrong or uneven or unlike):
        return
    DIFFERENCES.labels("sums").inc()
    found = [[str(each) for each in row] for row in (*wrong, *uneven, *unlike)]
    log.error("reconcile.sums_differ", company=tx.company_id, found=found)
    if unlike or any(counted != held for _, _, counted, held in wrong):
        rebuild(tx)
        return
    recount(tx)
    sum_up_all(tx)
