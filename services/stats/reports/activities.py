"""Reports of follow-ups, visits and calls: how often, with how many different customers, how long (Q4 to Q6)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select

from services.stats.db import activities, labels
from services.stats.reports.rules import ACTIVITIES, TOTAL, Question, Row, by_month, period_keys
from services.stats.reports.table import Table
from services.stats.reports.titles import title
from services.stats.reports.view import View
from shared.database import Transaction
from shared.kernel.errors import Invalid

_A = activities.c
_NOTHING = {"times": 0, "customers": 0, "seconds": 0}
_KINDS = {"calls": "calls"}


def activity_table(tx: Transaction, question: Question, view: View) -> Table:
    """Times and distinct customers per employee and column; each total is distinct over all it is about."""
    names = behaviours(tx) if question.report == "follow-ups" else {day: _short(day) for day in period_keys(question)}
    keys = (TOTAL, *names)
    key = _key(question)
    found = tx.connection.execute(
        select(
            _A.employee_id,
            key.label("key"),
            func.count(),
            func.count(_A.subject_id.distinct()),
            func.coalesce(func.sum(_A.seconds), 0),
        )
        .where(*behind(tx, question, view))
        .group_by(func.cube(_A.employee_id, key))
    )
    cells = {
        (employee, at): {"times": times, "customers": different, "seconds": seconds}
        for employee, at, times, different, seconds in found
    }
    parts = ("times", "customers", "seconds") if question.report == "calls" else ("times", "customers")
    people = {employee for employee, _ in cells if employee is not None}
    rows = {employee: _row(cells, employee, keys, parts=parts) for employee in people}
    language = tx.actor.language
    return Table(
        columns=[
            {
                "key": each,
                "title": title(each, language=language, labels=names),
                "kind": _KINDS.get(question.report, "times_customers"),
            }
            for each in keys
        ],
        total=_row(cells, None, keys, parts=parts),
        rows=sorted(rows.items(), key=lambda each: (-_times(each[1]), each[0])),
    )


def behind(tx: Transaction, question: Question, view: View) -> list[ColumnElement[bool]]:
    """The activities that the report is about."""
    return [
        _A.company_id == tx.company_id,
        _A.kind == ACTIVITIES[question.report],
        _A.stage == question.stage,
        _A.day.between(question.first, question.last),
        _A.seconds >= question.at_least,
        *view.where(_A.employee_id, _A.department_id),
    ]


def of_column(question: Question, column: str) -> list[ColumnElement[bool]]:
    """What narrows them to one column. :raises Invalid: there is no such column"""
    if column == TOTAL:
        return []
    if question.report != "follow-ups" and column not in period_keys(question):
        raise Invalid(errors={"column": ["Unknown column."]})
    return [_key(question) == column]


def behaviours(tx: Transaction) -> dict[str, str]:
    """Names by id, in the order in which they were set up."""
    found = tx.connection.execute(
        select(labels.c.id, labels.c.name)
        .where(labels.c.company_id == tx.company_id, labels.c.kind == "behaviour")
        .order_by(labels.c.id)
    )
    return {row.id: row.name for row in found}


def _key(question: Question) -> ColumnElement[Any]:
    if question.report == "follow-ups":
        return _A.key
    return func.to_char(_A.day, "YYYY-MM" if by_month(question) else "YYYY-MM-DD")


def _short(day: str) -> str:
    """05-01 for a day, 2026-05 for a month."""
    return day[5:] if day.count("-") == 2 else day  # noqa: PLR2004  # year, month and day


def _row(
    cells: Mapping[Any, dict[str, int]], employee: str | None, keys: tuple[str, ...], *, parts: tuple[str, ...]
) -> Row:
    found = {key: cells.get((employee, None if key == TOTAL else key), _NOTHING) for key in keys}
    return {key: {part: cell[part] for part in parts} for key, cell in found.items()}


def _times(row: Row) -> int:
    cell = row[TOTAL]
    return cell["times"] if isinstance(cell, dict) else 0
