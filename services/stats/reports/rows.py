"""The rows behind a cell: facts of a range, customers of a stock, activities or results. They add up to the cell."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, literal, select, tuple_, union_all
from sqlalchemy.dialects.postgresql import distinct_on

from services.stats.db import activities, customers, facts, former_departments, results
from services.stats.reports.activities import behaviours, behind, of_column
from services.stats.reports.cells import Cell, cell_of
from services.stats.reports.results import behind_result, keys_of_results
from services.stats.reports.rules import ACTIVITIES, RESULTS, Question
from services.stats.reports.view import View
from services.stats.results.rules import money
from shared.database import Transaction
from shared.database.tables import departments, employees
from shared.kernel.errors import Invalid

_F, _C, _A, _R = facts.c, customers.c, activities.c, results.c


def list_rows(
    tx: Transaction, question: Question, view: View, *, column: str, part: str, page: int, page_size: int
) -> dict[str, Any]:
    """One page of what a cell counts; `sum` is the cell. :raises Invalid: the report has no such column"""
    if question.report in ACTIVITIES:
        return _activities(tx, question, view, column=column, page=page, page_size=page_size)
    if question.report in RESULTS:
        return _results(tx, question, view, column=column, page=page, page_size=page_size)
    cell = cell_of(tx.company_id, question, view, column=column, part=part)
    every = _facts(tx, question, view, cell) if cell.at is None else _held(tx, view, cell, at=cell.at)
    counts = every.order_by(None).subquery().c.count
    total, summed = tx.session.execute(select(func.count(counts), func.coalesce(func.sum(counts), 0))).one()
    found = tx.session.execute(every.limit(page_size).offset((page - 1) * page_size)).mappings().all()
    rows = [dict(each) for each in found]
    if cell.at is not None:
        rows = _with_origin(tx, rows, cell, at=cell.at)
    items = _named(tx, rows)
    return {
        "items": [each | {"content": None, "amount": None, "seconds": None} for each in items],
        "total": total,
        "page": page,
        "page_size": page_size,
        "sum": int(summed),
        "customers": None,
        "amount": None,
        "seconds": None,
    }


def _results(
    tx: Transaction, question: Question, view: View, *, column: str, page: int, page_size: int
) -> dict[str, Any]:
    """Results, the newest first; each column is about all of them."""
    if column not in keys_of_results(question):
        raise Invalid(errors={"column": ["Unknown column."]})
    wanted = behind_result(tx, question, view)
    number, amount = tx.connection.execute(select(func.count(), func.sum(_R.amount)).where(*wanted)).one()
    found = tx.connection.execute(
        select(_R.customer_id, _R.customer_name, _R.employee_id, _R.department_id, _R.at, _R.kind, _R.title, _R.amount)
        .add_columns(_R.employee_id.label("by_id"), literal(1).label("count"))
        .where(*wanted)
        .order_by(_R.day.desc(), _R.at.desc(), _R.id.desc())
        .limit(page_size)
        .offset((page - 1) * page_size)
    ).mappings()
    rows = [dict(each) for each in found]
    items = [
        each | {"content": row["title"], "amount": money(row["amount"]), "seconds": None}
        for each, row in zip(_named(tx, rows), rows, strict=True)
    ]
    paged = {"items": items, "total": number, "page": page, "page_size": page_size}
    return paged | {"sum": number, "customers": None, "amount": money(amount or Decimal()), "seconds": None}


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
    names = behaviours(tx) if question.report == "follow-ups" else {}
    items = [
        each
        | {"kind": names.get(row["key"], row["kind"]), "content": row["content"], "amount": None}
        | {"seconds": row["seconds"] if calls else None}
        for each, row in zip(_named(tx, rows), rows, strict=True)
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
    names = _names(tx, customers, [each["customer_id"] for each in rows])
    made = [each | came[each["customer_id"], each["employee_id"]] for each in rows]
    return [each | {"customer_name": names.get(each["customer_id"], each["customer_name"])} for each in made]


def _named(tx: Transaction, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    people = _names(tx, employees, [each[who] for each in rows for who in ("employee_id", "by_id") if each[who]])
    places = [each["department_id"] for each in rows]
    where = _names(tx, former_departments, places) | _names(tx, departments, places)

    def person(employee_id: str | None) -> dict[str, str] | None:
        return {"id": employee_id, "name": people.get(employee_id, "")} if employee_id else None

    def place(department_id: str) -> dict[str, str] | None:
        return {"id": department_id, "name": where[department_id]} if department_id in where else None

    return [
        {
            "customer": {"id": each["customer_id"], "name": each["customer_name"]},
            "employee": person(each["employee_id"]),
            "department": place(each["department_id"]),
            "at": each["at"],
            "kind": each["kind"],
            "by": person(each["by_id"]),
            "count": int(each["count"]),
        }
        for each in rows
    ]


def _names(tx: Transaction, table: Any, ids: Iterable[str]) -> dict[str, str]:
    found = tx.session.execute(
        select(table.c.id, table.c.name).where(table.c.company_id == tx.company_id, table.c.id.in_(set(ids)))
    )
    return {row.id: row.name for row in found}
