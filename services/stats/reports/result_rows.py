"""The rows behind reports of results and rankings: results, what is due, lines sold, targets; they add up to the cell.

Of a cell that counts, `sum` is the cell; of one of money, `amount` is.
"""

from typing import Any

from sqlalchemy import ColumnElement, Date, Select, Text, cast, func, literal, null, select

from services.stats.db import results, sold, targets
from services.stats.reports import rankings
from services.stats.reports import results as tables
from services.stats.reports.naming import named_rows
from services.stats.reports.results import TARGET_COLUMNS, behind_targets
from services.stats.reports.rules import RANKINGS, Question
from services.stats.reports.view import View
from services.stats.results.rules import money
from shared.database import Transaction
from shared.kernel.errors import Invalid

_R, _S, _G = results.c, sold.c, targets.c
_KINDS = {"wins": "win", "orders": "order", "collections": "collection", "customer-ranking": "order"}
_OF_COLUMN = {"planned": "plan"}
_OPENS = {"win": "opportunity", "target": None}


def list_result_rows(
    tx: Transaction, question: Question, view: View, *, column: str, page: int, page_size: int
) -> dict[str, Any]:
    """One page of what a cell is about, the newest first. :raises Invalid: the report has no such column"""
    columns = rankings.keys(question) if question.report in RANKINGS else tables.keys(question)
    if column not in columns:
        raise Invalid(errors={"column": ["Unknown column."]})
    every = _every(tx, question, view, column).subquery()
    total, summed, amount = tx.connection.execute(
        select(func.count(), func.coalesce(func.sum(every.c["count"]), 0), func.coalesce(func.sum(every.c.amount), 0))
    ).one()
    found = tx.connection.execute(
        select(every)
        .order_by(every.c.day.desc(), every.c.at.desc(), every.c.id.desc())
        .limit(page_size)
        .offset((page - 1) * page_size)
    ).mappings()
    rows = [dict(each) for each in found]
    return {
        "items": [shown | _told(row) for shown, row in zip(named_rows(tx, rows), rows, strict=True)],
        "total": total,
        "page": page,
        "page_size": page_size,
        "sum": int(summed),
        "customers": None,
        "amount": money(amount),
        "seconds": None,
    }


def _told(row: dict[str, Any]) -> dict[str, Any]:
    kind = _OPENS.get(row["kind"], "order")
    opens = {"kind": kind, "id": row["order_id"] or row["id"]} if kind else None
    return {"content": row["title"], "amount": money(row["amount"]), "opens": opens}


def _every(tx: Transaction, question: Question, view: View, column: str) -> Select[Any]:
    if column in TARGET_COLUMNS:
        return _targets(tx, question, view)
    if column == "receivable":
        return _due(tx, question, view)
    if question.report == "product-ranking":
        return _sold(tx, question, view)
    kind = _OF_COLUMN.get(column, _KINDS[question.report])
    wanted: list[ColumnElement[bool]] = [_R.day.between(question.first, question.last)]
    if question.customer_id:
        wanted.append(_R.customer_id == question.customer_id)
    if question.q:
        wanted.append(rankings.called(tx, question, _R.customer_id))
    amount = _R.product_total if column == "product_total" else _R.amount
    return _results(tx, view, kind, literal(1), amount).where(*wanted)


def _results(tx: Transaction, view: View, kind: str, count: Any, amount: Any) -> Select[Any]:
    return select(
        _R.id,
        _R.day,
        _R.at,
        _R.kind,
        _R.customer_id,
        _R.customer_name,
        _R.employee_id,
        _R.department_id,
        _R.employee_id.label("by_id"),
        _R.title,
        _R.order_id,
        count.label("count"),
        amount.label("amount"),
    ).where(_R.company_id == tx.company_id, _R.kind == kind, _R.counts, *view.where(_R.employee_id, _R.department_id))


def _due(tx: Transaction, question: Question, view: View) -> Select[Any]:
    """Orders of which something was still to be received as the range ended, with how much."""
    paid = (
        select(_R.order_id, func.sum(_R.amount).label("amount"))
        .where(_R.company_id == tx.company_id, _R.kind == "paid", _R.counts, _R.day <= question.last)
        .group_by(_R.order_id)
        .subquery()
    )
    due = _results(tx, view, "due", literal(1), _R.amount).where(_R.day <= question.last).subquery()
    owed = due.c.amount - func.coalesce(paid.c.amount, 0)
    kept = [each for each in due.c if each.key != "amount"]
    return select(*kept, owed.label("amount")).outerjoin(paid, paid.c.order_id == due.c.id).where(owed != 0)


def _sold(tx: Transaction, question: Question, view: View) -> Select[Any]:
    lines = _results(tx, view, "order", _S.quantity, _S.amount).join_from(
        results, sold, (_S.company_id == _R.company_id) & (_S.order_id == _R.id)
    )
    wanted: list[ColumnElement[bool]] = [_R.day.between(question.first, question.last)]
    for given, column in ((question.product_id, _S.product_id), (question.category_id, _S.category_id)):
        if given:
            wanted.append(column == given)
    if question.q:
        wanted.append(rankings.called(tx, question, _S.product_id))
    return lines.where(*wanted)


def _targets(tx: Transaction, question: Question, view: View) -> Select[Any]:
    return select(
        _G.employee_id.label("id"),
        _G.start.label("day"),
        _G.set_at.label("at"),
        literal("target").label("kind"),
        null().label("customer_id"),
        null().label("customer_name"),
        _G.employee_id,
        _G.department_id,
        _G.set_by.label("by_id"),
        cast(cast(_G.start, Date), Text).label("title"),
        null().label("order_id"),
        _G.number.label("count"),
        _G.amount,
    ).where(*behind_targets(tx, question, view))
