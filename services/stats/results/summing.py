"""Sums of results by day and by month, made anew from the results themselves for those that a change touches.

`result_totals` has per measure, day or month, employee and department how many results there are and what they come to:
the kinds of results are measures; `customer` and `product` are orders once more, by customer and by product sold.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import orjson
from sqlalchemy import text

from services.stats.counting.rules import NOWHERE
from shared.database import Transaction
from shared.database.prepared import array, run_prepared

ORDER_MEASURES = ("customer", "product")
_COMPANY = "company_id = cast(:company_id as uuid)"
_TOUCHED = (
    "json_to_recordset(cast(:touched as json)) "
    'as t (measure text collate "C", day date, employee_id uuid, department_id uuid)'
)
_KEYS = """
select distinct kind, day, employee_id::text, department_id::text from (
  select kind, day, employee_id, department_id from results
  where company_id = (%(company)s::uuid) and order_id = any(%(orders)s::uuid[])
  union all
  select kind, day, employee_id, department_id from results
  where company_id = (%(company)s::uuid) and id = any(%(ids)s::uuid[])
    and kind in ('win', 'plan', 'collection', 'paid')) as found"""
_CLEAR_ALL = text(f"delete from result_totals where {_COMPANY}")  # noqa: S608  # constants
_CLEAR = text(
    f"delete from result_totals using {_TOUCHED} where result_totals.{_COMPANY} "  # noqa: S608  # constants
    "and result_totals.measure = t.measure and result_totals.employee_id = t.employee_id "
    "and result_totals.department_id = t.department_id and (result_totals.grain, result_totals.start) in "
    "(('day', t.day), ('month', date_trunc('month', t.day)::date))"
)


def _by_day(touched: str) -> str:
    """Sums of days; `touched` narrows the results r of a measure."""
    nowhere = f"'{NOWHERE}'::uuid"
    return (
        "insert into result_totals (company_id, measure, grain, start, employee_id, department_id, subject_id, "  # noqa: S608  # constants
        "category_id, number, amount, product_total) "
        "select company_id, measure, 'day', day, employee_id, department_id, subject, category, sum(number), "
        "sum(amount), sum(product_total) from ("
        f"  select r.*, r.kind as measure, {nowhere} as subject, {nowhere} as category, 1 as number from results r"
        f"  {touched.format('r.kind')} where r.{_COMPANY} and r.counts"
        f"  union all select r.*, 'customer', r.customer_id, {nowhere}, 1 from results r"
        f"  {touched.format(chr(39) + 'customer' + chr(39))} where r.{_COMPANY} and r.counts and r.kind = 'order'"
        ") as every group by company_id, measure, day, employee_id, department_id, subject, category "
        "union all "
        "select r.company_id, 'product', 'day', r.day, r.employee_id, r.department_id, s.product_id, s.category_id, "
        "sum(s.quantity), sum(s.amount), 0 from results r "
        "join sold s on s.company_id = r.company_id and s.order_id = r.id "
        f"{touched.format(chr(39) + 'product' + chr(39))} where r.{_COMPANY} and r.counts and r.kind = 'order' "
        "group by r.company_id, r.day, r.employee_id, r.department_id, s.product_id, s.category_id"
    )


def _by_month(touched: str) -> str:
    return (
        "insert into result_totals (company_id, measure, grain, start, employee_id, department_id, subject_id, "  # noqa: S608  # constants
        "category_id, number, amount, product_total) "
        "select r.company_id, r.measure, 'month', date_trunc('month', r.start)::date, r.employee_id, r.department_id, "
        "r.subject_id, r.category_id, sum(r.number), sum(r.amount), sum(r.product_total) from result_totals r "
        f"{touched} where r.{_COMPANY} and r.grain = 'day' group by 1, 2, 4, 5, 6, 7, 8"
    )


_OF_DAYS = (
    f"join {_TOUCHED} on t.measure = {{}} and t.day = r.day and t.employee_id = r.employee_id "
    "and t.department_id = r.department_id"
)
_OF_MONTHS = (
    "join (select distinct measure, date_trunc('month', day)::date as month, employee_id, department_id "  # noqa: S608  # constants
    f"from {_TOUCHED}) as m on m.measure = r.measure and m.employee_id = r.employee_id "
    "and m.department_id = r.department_id and r.start >= m.month and r.start < m.month + interval '1 month'"
)
_ADD, _ADD_ALL = (text(_by_day(touched)) for touched in (_OF_DAYS, ""))
_ADD_MONTHS, _ADD_ALL_MONTHS = (text(_by_month(touched)) for touched in (_OF_MONTHS, ""))


class Key(NamedTuple):
    """A sum of one day."""

    measure: str
    day: date
    employee_id: str
    department_id: str


def keys_of(tx: Transaction, *, ids: Iterable[str], order_ids: Iterable[str]) -> set[Key]:
    """The sums that these results, and those of these orders, are part of."""
    found = run_prepared(tx, _KEYS, company=tx.company_id, ids=array(ids), orders=array(order_ids))
    keys = {Key(*row) for row in found}
    return keys | {key._replace(measure=each) for key in keys if key.measure == "order" for each in ORDER_MEASURES}


def sum_up(tx: Transaction, touched: Iterable[Key]) -> None:
    """Makes these sums anew."""
    rows = [key._asdict() for key in touched]
    if not rows:
        return
    values = {"company_id": tx.company_id, "touched": orjson.dumps(rows).decode()}
    for statement in (_CLEAR, _ADD, _ADD_MONTHS):
        tx.connection.execute(statement, values)


def sum_up_all(tx: Transaction) -> None:
    """Makes all sums of the company anew."""
    for statement in (_CLEAR_ALL, _ADD_ALL, _ADD_ALL_MONTHS):
        tx.connection.execute(statement, {"company_id": tx.company_id})
