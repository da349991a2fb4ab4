"""The rows behind a cell: facts of a range, customers of a stock, activities or results. They add up to the cell."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, literal, select, tuple_, union_all
from sqlalchemy.dialects.postgresql import distinct_on

from services.stats.db import activities, customers, facts
from services.stats.reports.activities import behaviours, behind, of_column
from services.stats.reports.cells import Cell, cell_of
from services.stats.reports.naming import named_rows
from services.stats.reports.result_rows import list_result_rows
from services.stats.reports.rules import ACTIVITIES, RANKINGS, RESULTS, Question
from services.stats.reports.subjects import names
from services.stats.reports.view import View
from shared.database import Transaction

_F, _C, _A = facts.c, customers.c, activities.c


def list_rows(
    tx: Transaction, question: Question, view: View, *, column: str, part: str, page: int, page_size: int
) -> dict[str, Any]:
    """One page of what a cell counts; `sum` is the cell. :raises Invalid: the report has no such column"""
    if question.report in ACTIVITIES:
        return _activities(tx, question, view, column=column, page=page, page_size=page_size)
    if question.report in RESULTS or question.report in RANKINGS:
        return list_result_rows(tx, question, view, column=column, page=page, page_size=page_size)
    cell = cell_of(tx.company_id, question, view, column=column, part=part)
    every = _facts(tx, question, view, cell) if cell.at is None else _held(tx, view, cell, at=cell.at)
    counts = every.order_by(None).subquery().c.count
    total, summed = tx.session.execute(select(func.count(counts), func.coalesce(func.sum(counts), 0))).one()
    found = tx.session.execute(every.limit(page_size).offset((page - 1) * page_size)).mappings().all()
    rows = [dict(each) for each in found]
    if cell.at is not None:
        rows = _with_origin(tx, rows, cell, at=cell.at)
    return {
        "items": named_rows(tx, rows),
        "total": total,
        "page": page,
        "page_size": page_size,
        "sum": int(summed),
        "customers": None,
        "amount": None,
        "seconds": None,
    }


def _activities(
    tx: Transaction, question: Question, view: View, *, column: str, page: int, page_size: int
) -> dict[str, Any]:
    """Activities, the newest first; each counts once."""
    wanted = [*behind(tx, question, view), *of_column(question, column)]
    total, different, spoken = tx.connection.execute(
        select(func.count(), func.count(_A.subject_id.distinct()), func.sum(_A.seconds)).where(*wanted)
    ).one()
    calls = question.report == "calls"
    found = tx.connection.execute(
        select(_A.subject_id.label("customer_id"), _A.subject_name.label("customer_name"), _A.employee_id)
        .add_columns(_A.department_id, _A.at, _A.kind, _A.key, _A.content, _A.seconds, _A.employee_id.label("by_id"))
        .add_columns(literal(1).label("count"))
        .where(*wanted)
        .order_by(_A.day.desc(), _A.at.desc(), _A.id.desc())
        .limit(page_size)
        .offset((page - 1) * page_size)
    ).mappings()
    rows = [dict(each) for each in found]
    kinds = behaviours(tx) if question.report == "follow-ups" else {}
    items = [
        each
        | {"kind": kinds.get(row["key"], row["kind"]), "content": row["content"]}
        | {"seconds": row["seconds"] if calls else None}
        for each, row in zip(named_rows(tx, rows), rows, strict=True)
    ]
    return {
        "items": items,
        "total": total,
        "page": page,
        "page_size": page_size,
        "sum": total,
        "customers": different,
        "amount": None,
        "seconds": (spoken or 0) if calls else None,
    }


def _facts(tx: Transaction, question: Question, view: View, cell: Cell) -> Select[Any]:
    """Facts of the range, the newest first."""
    return (
        select(_F.customer_id, _F.customer_name, _F.employee_id, _F.department_id, _F.at, _F.kind, _F.by_id)
        .add_columns((_F.amount * cell.sign).label("count"))
        .where(
            _F.company_id == tx.company_id,
            _F.day.between(question.first, question.last),
            _F.stage == cell.stage,
            cell.facts,
            *view.where(_F.employee_id, _F.department_id),
        )
        .order_by(_F.day.desc(), _F.at.desc(), _F.id.desc())
    )


def _held(tx: Transaction, view: View, cell: Cell, *, at: date) -> Select[Any]:
    """The customers of a stock at the end of a day: those held now, with what happened since taken back."""
    now = select(_C.id, _C.owner_id.label("employee_id"), _C.department_id, literal(1).label("amount")).where(
        _C.company_id == tx.company_id,
        _C.owner_id.is_not(None),
        _C.recycled.is_(False),
        _C.stage == cell.stage,
        *([cell.customers] if cell.customers is not None else []),
        *view.where(_C.owner_id, _C.department_id),
    )
    since = select(_F.customer_id, _F.employee_id, _F.department_id, -_F.amount).where(
        _F.company_id == tx.company_id,
        _F.day > at,
        _F.stage == cell.stage,
        cell.facts,
        *view.where(_F.employee_id, _F.department_id),
    )
    every = union_all(now, since).subquery().c
    count = func.sum(every.amount)
    return (
        select(every.id.label("customer_id"), every.employee_id, every.department_id, count.label("count"))
        .group_by(every.id, every.employee_id, every.department_id)
        .having(count != 0)
        .order_by(every.id.desc(), every.employee_id)
    )


def _with_origin(tx: Transaction, rows: Sequence[dict[str, Any]], cell: Cell, *, at: date) -> list[dict[str, Any]]:
    """Adds to each customer held how and when it last came to who holds it."""
    who = tuple_(_F.customer_id, _F.employee_id)
    found = tx.session.execute(
        select(_F.customer_id, _F.employee_id, _F.customer_name, _F.at, _F.kind, _F.by_id)
        .ext(distinct_on(_F.customer_id, _F.employee_id))
        .where(
            _F.company_id == tx.company_id,
            who.in_([(each["customer_id"], each["employee_id"]) for each in rows]),
            _F.day <= at,
            _F.stage == cell.stage,
            _F.amount > 0,
            cell.facts,
        )
        .order_by(_F.customer_id, _F.employee_id, _F.id.desc())
    ).mappings()
    came = {(each["customer_id"], each["employee_id"]): dict(each) for each in found}
    called = names(tx, customers, [each["customer_id"] for each in rows])
    made = [each | came[each["customer_id"], each["employee_id"]] for each in rows]
    return [each | {"customer_name": called.get(each["customer_id"], each["customer_name"])} for each in made]
