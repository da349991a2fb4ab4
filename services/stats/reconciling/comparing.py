"""Compares, says what differs, and mends."""

from collections.abc import Iterable

from prometheus_client import Counter
from sqlalchemy import text

from services.stats.counting.recount import recount
from services.stats.hearing.digests import heard_in
from services.stats.rebuilding.replaying import rebuild
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
    """Takes the sums anew where they are not those of the facts; where the facts are wrong all is counted anew."""
    stocks = list(tx.connection.execute(_STOCKS, {"company_id": tx.company_id}))
    if all(ever == counted == held for _, ever, counted, held in stocks):
        return
    DIFFERENCES.labels("sums").inc()
    log.error("reconcile.sums_differ", company=tx.company_id, stocks=[[str(each) for each in row] for row in stocks])
    if all(counted == held for _, _, counted, held in stocks):
        recount(tx)
    else:
        rebuild(tx)
