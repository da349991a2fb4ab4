"""The parts of the workbench, each from what its report reads."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from services.stats.db import activities
from services.stats.hearing.completeness import complete_up_to, lagging
from services.stats.reports.activities import behaviours
from services.stats.reports.periods import period_of
from services.stats.reports.queries import table_of
from services.stats.reports.rules import ACTIVITIES, FUNCTIONS, TOTAL, Question
from services.stats.reports.view import View, view_of
from shared.database import Transaction

_A = activities.c
_STAGES = ("developing", "signed", "lead")
_NOTHING = {"times": 0, "customers": 0}
_Times = Mapping[str, int]
_Counts = Mapping[tuple[str, str | None], _Times]


def read_workbench(tx: Transaction, *, first: date, last: date, today: date) -> dict[str, Any]:
    """All figures that the actor may see; those of the range, of this month and of this year."""
    month = period_of("month", today)
    moment = complete_up_to(tx)
    return {
        "range": {"from": first, "to": last},
        "month": {"from": month.first, "to": month.last},
        "done": _done(tx, first, last),
        "stock": _stock(tx, first, last),
        "orders": _orders(tx, today),
        "collections": _collections(tx, month.first, month.last),
        "complete_up_to": moment,
        "lagging": lagging(moment, now=tx.now),
    }


def _seen(tx: Transaction, report: str, first: date, last: date, **more: str) -> tuple[Question, View] | None:
    function = FUNCTIONS[report]
    if not tx.actor.may_use(function):
        return None
    question = Question(report=report, first=first, last=last, **more)  # type: ignore[arg-type]  # words alone
    return question, view_of(tx, tx.actor.scope_of(function), question)


def _done(tx: Transaction, first: date, last: date) -> list[dict[str, Any]] | None:
    """Per stage what was done, how often and with how many different ones; follow-ups by behaviour too (W2)."""
    found = {report: _counted(tx, report, first, last) for report in ACTIVITIES}
    if all(each is None for each in found.values()):
        return None
    named = behaviours(tx)
    return [
        {
            "stage": stage,
            **{report.replace("-", "_"): _whole(counts, stage) for report, counts in found.items()},
            "behaviours": _by_behaviour(found["follow-ups"] or {}, stage, named),
        }
        for stage in _STAGES
    ]


def _counted(tx: Transaction, report: str, first: date, last: date) -> _Counts | None:
    seen = _seen(tx, report, first, last)
    if seen is None:
        return None
    _, view = seen
    found = tx.connection.execute(
        select(_A.stage, _A.key, func.grouping(_A.key), func.count(), func.count(_A.subject_id.distinct()))
        .where(
            _A.company_id == tx.company_id,
            _A.kind == ACTIVITIES[report],
            _A.day.between(first, last),
            *view.where(_A.employee_id, _A.department_id),
        )
        .group_by(_A.stage, func.rollup(_A.key))
    )
    return {
        (stage, None if whole else key): {"times": times, "customers": customers}
        for stage, key, whole, times, customers in found
    }


def _whole(counts: _Counts | None, stage: str) -> _Times | None:
    return None if counts is None else counts.get((stage, None), _NOTHING)


def _by_behaviour(counts: _Counts, stage: str, named: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"id": key, "name": name, **counts[stage, key]} for key, name in named.items() if (stage, key) in counts]


def _stock(tx: Transaction, first: date, last: date) -> list[dict[str, Any]] | None:
    """Increment and stock of each status of developing customers (W3)."""
    seen = _seen(tx, "status-stock", first, last)
    if seen is None:
        return None
    table = table_of(tx, *seen)
    cells: Mapping[str, Any] = table.total
    return [
        {"key": column["key"], "title": column["title"], **cells[column["key"]]}
        for column in table.columns
        if column["key"] != TOTAL
    ]


def _orders(tx: Transaction, today: date) -> list[dict[str, Any]] | None:
    """Each month of this year (W4)."""
    year = period_of("year", today)
    seen = _seen(tx, "orders", year.first, year.last, group_by="month")
    if seen is None:
        return None
    return [
        {"month": month, "number": row["number"], "amount": row["deal_amount"]}
        for month, row in table_of(tx, *seen).rows
    ]


def _collections(tx: Transaction, first: date, last: date) -> dict[str, Any] | None:
    """What was collected, planned and aimed at this month, and what is to be received in all (W5)."""
    seen = _seen(tx, "collections", first, last)
    return None if seen is None else dict(table_of(tx, *seen).total)
