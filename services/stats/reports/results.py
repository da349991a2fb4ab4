"""Reports of wins, orders and collections: how many, for how much, and how much each (Q7 to Q9)."""

from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Numeric, cast, func, literal, select

from services.stats.db import results
from services.stats.reports.rules import RESULTS, Question, Row
from services.stats.reports.table import Table
from services.stats.reports.titles import title
from services.stats.reports.view import View
from services.stats.results.rules import average, money
from shared.database import Transaction

_R = results.c
_KINDS = {"number": "count", "product_total": "money", "amount": "money", "average": "money"}


def result_table(tx: Transaction, question: Question, view: View) -> Table:
    """A row per employee, who has most first."""
    found = tx.connection.execute(
        select(_R.employee_id, func.count(), _sum(_R.product_total), _sum(_R.amount))
        .where(*behind_result(tx, question, view))
        .group_by(func.rollup(_R.employee_id))
    )
    sums = {employee: (number, products, amount) for employee, number, products, amount in found}
    keys = keys_of_results(question)
    rows = [(employee, _row(keys, *each)) for employee, each in sums.items() if employee is not None]
    language = tx.actor.language
    return Table(
        columns=[{"key": key, "title": title(key, language=language), "kind": _KINDS[key]} for key in keys],
        total=_row(keys, *sums.get(None, (0, Decimal(), Decimal()))),
        rows=sorted(rows, key=lambda each: (-sums[each[0]][2], each[0])),
    )


def keys_of_results(question: Question) -> tuple[str, ...]:
    """The columns; only orders tell products and what was agreed apart."""
    return tuple(key for key in _KINDS if key != "product_total" or question.report == "orders")


def behind_result(tx: Transaction, question: Question, view: View) -> list[ColumnElement[bool]]:
    """The results that the report is about; each column is about all of them."""
    return [
        _R.company_id == tx.company_id,
        _R.kind == RESULTS[question.report],
        _R.counts,
        _R.day.between(question.first, question.last),
        *view.where(_R.employee_id, _R.department_id),
    ]


def _sum(column: Any) -> Any:
    return func.coalesce(func.sum(column), cast(literal(0), Numeric))


def _row(keys: tuple[str, ...], number: int, products: Decimal, amount: Decimal) -> Row:
    figures: Row = {
        "number": number,
        "product_total": money(products),
        "amount": money(amount),
        "average": average(amount, number),
    }
    return {key: figures[key] for key in keys}
