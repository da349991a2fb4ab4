"""What pool rules do: why and when one customer falls, whom a rule drops today and would have dropped before (C17)."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, text

from services.crm.customers import lookups, queries, rules
from services.crm.customers.falling import APPLIES, FALLS_AT
from services.crm.customers.model import Customer
from services.crm.customers.rules import Clocks, Rule
from services.crm.customers.tables import customer_tags
from services.crm.db import pool_rules
from shared.database import Transaction
from shared.kernel.errors import Missing

Answer = dict[str, Any]
DAYS_BACK = 90
_SHOWN = 20
_C = Customer.__table__.c
_TODAY = text(f"""
select c.id, c.name, e.id as owner_id, e.name as owner_name, f.falls_at, count(*) over () as total
from pool_rules r
join customers c on c.company_id = r.company_id
cross join lateral (select {FALLS_AT} as falls_at) f
left join employees e on e.company_id = c.company_id and e.id = c.owner_id
where r.company_id = cast(:company_id as uuid) and r.id = cast(:rule_id as uuid)
  and c.owner_id is not null and c.recycled_at is null and c.stage = 'developing' and {APPLIES}
  and f.falls_at < :tomorrow
order by f.falls_at, c.id limit :most
""")  # noqa: S608  # put together from parts of ours
# Each time somebody owned a customer is gone through act by act: it falls where the next act comes too late.
_BEFORE = text(
    """
with rule as (select * from pool_rules where company_id = cast(:company_id as uuid) and id = cast(:rule_id as uuid)),
spans as (
  select o.id, o.customer_id, o.since, coalesce(o.until, :now) as until
  from ownerships o join customers c on c.company_id = o.company_id and c.id = o.customer_id cross join rule r
  where o.company_id = cast(:company_id as uuid) and coalesce(o.until, :now) >= :first
    and c.stage = 'developing' and c.recycled_at is null and {applies}
),
acts as (
  select id, since as at, null as act, since, until from spans
  union all
  select s.id, a.at, a.act, s.since, s.until from spans s cross join lateral (
    select f.written_at as at, 'follow_up' as act from follow_ups f
    where f.company_id = cast(:company_id as uuid) and f.customer_id = s.customer_id
      and f.written_at > s.since and f.written_at < s.until
    union all
    select v.visited_at, 'visit' from visits v
    where v.company_id = cast(:company_id as uuid) and v.customer_id = s.customer_id
      and v.visited_at > s.since and v.visited_at < s.until
  ) a
),
lasting as (
  select id, since, until,
    greatest(since, max(at) filter (where act = 'follow_up') over sofar) as followed_at,
    greatest(since, max(at) filter (where act = 'visit') over sofar) as visited_at,
    lead(at, 1, until) over (partition by id order by at) as next_at
  from acts window sofar as (partition by id order by at)
),
quiet as (
  select l.id, l.next_at, l.until, c.taken_at + make_interval(days => r.days_to_sign) as unsigned_at,
    case r.joined when 'all'
      then greatest({follow_up}, {visit}, {call}) else least({follow_up}, {visit}, {call})
    end as quiet_at
  from lasting l cross join rule r cross join lateral (
    select l.followed_at, l.visited_at, l.since as called_at, l.since as taken_at) c
),
falls as (
  select id, least(
    min(quiet_at) filter (where quiet_at < next_at), min(unsigned_at) filter (where unsigned_at < until)) as fell_at
  from quiet group by id
)
select cast(fell_at at time zone :zone as date) as day, count(*) as count
from falls where fell_at >= :first and fell_at < :midnight group by 1
""".format(  # noqa: S608  # put together from parts of ours
        follow_up="c.followed_at + make_interval(days => r.days_without_follow_up)",
        visit="c.visited_at + make_interval(days => r.days_without_visit)",
        call="c.called_at + make_interval(days => r.days_without_call)",
        applies=APPLIES,
    )
)


def explain_fall(tx: Transaction, customer_id: str) -> Answer:
    """Each rule with its deadlines for this customer, the first to strike first.

    :raises Missing: not there, or not the actor's to see
    """
    queries.rights_of(tx, customer_id)
    row = tx.session.execute(
        select(
            *(_C[name] for name in ("owner_id", "recycled_at", "stage", "status_id", "taken_at")),
            *(_C[name] for name in ("followed_at", "visited_at", "called_at")),
        ).where(_C.company_id == tx.company_id, _C.id == customer_id)
    ).one()
    tagged = select(customer_tags.c.choice_id).filter_by(company_id=tx.company_id, customer_id=customer_id)
    clocks = Clocks(
        taken_at=row.taken_at,
        acts={"follow_up": row.followed_at, "visit": row.visited_at, "call": row.called_at},
        status_id=row.status_id,
        tag_ids=list(tx.session.scalars(tagged)),
    )
    known = lookups.terms(tx).rules
    stays = _why_it_stays(row)
    first = None if stays else rules.first_fall(known, clocks)
    told = [_told(each, clocks, decides=first is not None and first[1].id == each.id) for each in known]
    told.sort(key=lambda each: (not each["applies"], each["falls_at"] is None, each["falls_at"] or tx.now))
    return {
        "falls_at": first and first[0],
        "falls_by": first and {"id": first[1].id, "name": first[1].name},
        "stays": stays or (None if first else "no_rule"),
        "rules": told,
        "server_time": tx.now,
    }


def effect_of(tx: Transaction, rule_id: str) -> Answer:
    """By today's statuses and tags, and as if this rule were the only one.

    :raises Missing: no such rule
    """
    own = (pool_rules.c.company_id == tx.company_id, pool_rules.c.id == rule_id)
    if tx.session.execute(select(pool_rules.c.id).where(*own)).first() is None:
        raise Missing
    zone = ZoneInfo(tx.actor.time_zone)
    today = tx.now.astimezone(zone).date()
    values = {"company_id": tx.company_id, "rule_id": rule_id, "now": tx.now, "zone": tx.actor.time_zone}
    values |= {"tomorrow": _midnight(today + timedelta(days=1), zone), "most": _SHOWN}
    values |= {"first": _midnight(today - timedelta(days=DAYS_BACK), zone), "midnight": _midnight(today, zone)}
    due = tx.session.execute(_TODAY, values).all()
    before = Counter({row.day: row.count for row in tx.session.execute(_BEFORE, values)})
    days = [today - timedelta(days=back) for back in range(DAYS_BACK, 0, -1)]
    return {
        "today": {
            "total": due[0].total if due else 0,
            "items": [
                {
                    "id": str(row.id),
                    "name": row.name,
                    "owner": {"id": str(row.owner_id), "name": row.owner_name} if row.owner_id else None,
                    "falls_at": row.falls_at,
                }
                for row in due
            ],
        },
        "days": [{"day": day, "count": before[day]} for day in days],
    }


def _why_it_stays(row: Any) -> str | None:
    if row.recycled_at is not None:
        return "recycled"
    if row.owner_id is None:
        return "pool"
    return "signed" if row.stage == "signed" else None


def _told(rule: Rule, clocks: Clocks, *, decides: bool) -> Answer:
    due = rules.deadlines(rule, clocks)
    shown: list[Answer] = [
        {"act": act, "days": days, "since": rules.since(clocks, act), "at": due.get(act)}
        for act, days in rule.days.items()
    ]
    signed_by = rules.to_be_signed_by(rule, clocks)
    if rule.days_to_sign is not None:
        shown.append({"act": "sign", "days": rule.days_to_sign, "since": clocks.taken_at, "at": signed_by})
    fits = rules.applies(rule, clocks)
    moment = rules.falls_at(rule, clocks) if fits else None
    return {
        "id": rule.id,
        "name": rule.name,
        "applies": fits,
        "joined": rule.joined,
        "deadlines": shown,
        "falls_at": moment,
        "red_from": moment and moment - timedelta(days=rule.red_days),
        "decides": decides,
    }


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
