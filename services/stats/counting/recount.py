"""Makes the sums of a company anew from its facts, and its days when the time zone has changed."""

from sqlalchemy import text

from services.stats.counting.projection import BEGINNING
from shared.database import Transaction

_OF_COMPANY = "company_id = cast(:company_id as uuid)"
_RELABELLED = "('status_changed', 'tags_changed')"
_CLEAR = text(f"delete from totals where {_OF_COMPANY}")  # noqa: S608  # constants
_BY_DAY = text(
    "insert into totals (company_id, measure, grain, start, employee_id, department_id, key, amount) "  # noqa: S608  # constants
    "select company_id, measure, 'day', day, employee_id, department_id, key, sum(amount) from ("
    "  select company_id, stage as measure, day, employee_id, department_id, kind as key, amount from facts"
    f"  where {_OF_COMPANY} and kind not in {_RELABELLED}"
    "  union all select company_id, stage || '.status', day, employee_id, department_id, status, amount from facts"
    f"  where {_OF_COMPANY} and status is not null"
    "  union all select company_id, stage || '.tag', day, employee_id, department_id, tag, amount"
    f"  from facts, unnest(tags) as tag where {_OF_COMPANY}"
    ") as cells group by company_id, measure, day, employee_id, department_id, key having sum(amount) <> 0"
)
_BY_MONTH = text(
    "insert into totals (company_id, measure, grain, start, employee_id, department_id, key, amount) "  # noqa: S608  # constants
    "select company_id, measure, 'month', date_trunc('month', start)::date, employee_id, department_id, key, "
    f"sum(amount) from totals where {_OF_COMPANY} and grain = 'day' group by 1, 2, 4, 5, 6, 7 having sum(amount) <> 0"
)
_EVER = text(
    "insert into totals (company_id, measure, grain, start, employee_id, department_id, key, amount) "  # noqa: S608  # constants
    "select company_id, measure, 'ever', cast(:beginning as date), employee_id, department_id, key, "
    f"sum(amount) from totals where {_OF_COMPANY} and grain = 'month' group by 1, 2, 5, 6, 7 having sum(amount) <> 0"
)
_ELSEWHEN = text(
    f"select exists (select from facts where {_OF_COMPANY} and day <> (at at time zone :zone)::date)"  # noqa: S608  # constants
)
_REDATE = text(
    f"update facts set day = (at at time zone :zone)::date where {_OF_COMPANY} "  # noqa: S608  # constants
    "and day <> (at at time zone :zone)::date"
)


def recount(tx: Transaction) -> None:
    """The sums as the facts give them."""
    company = {"company_id": tx.company_id}
    tx.session.execute(_CLEAR, company)
    tx.session.execute(_BY_DAY, company)
    tx.session.execute(_BY_MONTH, company)
    tx.session.execute(_EVER, company | {"beginning": BEGINNING})


def redate(tx: Transaction, *, zone: str) -> None:
    """Puts the facts on the days of this time zone, where they stand on another's."""
    settings = {"company_id": tx.company_id, "zone": zone}
    if tx.session.scalar(_ELSEWHEN, settings):
        tx.session.execute(_REDATE, settings)
        recount(tx)
