"""What stands behind a cell: a condition on facts, and one on the customers that are there now."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, union_all

from services.stats.counting.rules import MOVED, RELABELLED
from services.stats.db import customers, facts, totals
from services.stats.reports import rules
from services.stats.reports.rules import TOTAL, Question
from services.stats.reports.view import View
from shared.kernel.errors import Invalid

_F, _C, _T = facts.c, customers.c, totals.c
Condition = ColumnElement[bool]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Facts, each counted with `sign`; or, with `at`, the customers that were there at the end of that day."""

    stage: str
    facts: Condition
    customers: Condition | None = None
    sign: int = 1
    at: date | None = None


def cell_of(company_id: str, question: Question, view: View, *, column: str, part: str) -> Cell:
    """:raises Invalid: the report has no such column"""
    if question.report == "status-stock":
        return _of_labels(question, column, at=question.last if part == "stock" else None)
    stocks = {"stock_start": question.first - timedelta(days=1), "stock_end": question.last}
    if question.report == "customer-net" and column in stocks:
        return Cell(stage="developing", facts=_F.kind.not_in(RELABELLED), at=stocks[column])
    try:
        kinds, sign = rules.kinds_behind(question.report, column)
    except KeyError as error:
        raise Invalid(errors={"column": ["Unknown column."]}) from error
    behind: Condition = _F.kind.in_(kinds)
    if question.report == "customer-net" and column in {"added", "removed"}:
        moved = _moved(company_id, question, view, gained=column == "added")
        behind = or_(behind, and_(_F.kind == MOVED, _F.employee_id.in_(moved)))
    return Cell(stage="developing", facts=behind, sign=sign)


def _of_labels(question: Question, column: str, *, at: date | None) -> Cell:
    if column == TOTAL:
        return Cell(stage=question.stage, facts=_F.kind.not_in(RELABELLED), at=at)
    if question.by == "status":
        return Cell(stage=question.stage, facts=_F.status == column, customers=_C.status == column, at=at)
    return Cell(stage=question.stage, facts=_F.tags.any_() == column, customers=_C.tags.any_() == column, at=at)


def _moved(company_id: str, question: Question, view: View, *, gained: bool) -> Any:
    """Those whom moving along with their department gave customers, on balance, or took them from."""
    spans = rules.spans(question.first, question.last)
    pieces = [
        select(_T.employee_id, _T.amount).where(
            _T.company_id == company_id,
            _T.measure == "developing",
            _T.key == MOVED,
            _T.grain == span.grain,
            _T.start.between(span.start, span.end),
            *view.where(_T.employee_id, _T.department_id),
        )
        for span in spans
    ]
    every = union_all(*pieces).subquery()
    balance = func.sum(every.c.amount)
    return select(every.c.employee_id).group_by(every.c.employee_id).having(balance > 0 if gained else balance < 0)
