"""A report's table: sums per employee, read from the fewest rows that make up the range."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, ColumnElement, Text, case, cast, func, select, union_all
from sqlalchemy.sql.selectable import Subquery

from services.stats.counting.projection import BEGINNING
from services.stats.db import labels, totals
from services.stats.hearing.completeness import complete_up_to, lagging
from services.stats.reports import rules
from services.stats.reports.activities import activity_table
from services.stats.reports.periods import measured, targets_of
from services.stats.reports.rankings import ranking_table
from services.stats.reports.results import result_table
from services.stats.reports.rules import TOTAL, Question, Span
from services.stats.reports.subjects import named
from services.stats.reports.table import Table
from services.stats.reports.titles import title
from services.stats.reports.view import View
from shared.database import Transaction

Sums = Mapping[str, Mapping[str, int]]
_T = totals.c
_EVER = Span("ever", BEGINNING, BEGINNING)


def table_of(tx: Transaction, question: Question, view: View, *, page: tuple[int, int] | None = None) -> Table:
    """The report over all whom the view shows; a ranking reads only the page asked for: how many, from which."""
    if question.report in rules.RANKINGS:
        return ranking_table(tx, question, view, page=page)
    if question.report in rules.ACTIVITIES:
        return activity_table(tx, question, view)
    if question.report in rules.RESULTS:
        return result_table(tx, question, view)
    build = {"customer-increments": _increments, "customer-net": _net, "status-stock": _status_stock}[question.report]
    keys, names, found = build(tx, question, view)
    rows = sorted(
        ((employee, row) for employee, row in found.items() if not rules.is_empty(row)),
        key=lambda each: (rules.weight(each[1]), each[0]),
    )
    pairs = question.report == "status-stock"
    kind = "increment_stock" if pairs else "count"
    language = tx.actor.language
    return Table(
        columns=[{"key": key, "title": title(key, language=language, labels=names), "kind": kind} for key in keys],
        total=rules.total_of((row for _, row in rows), keys=keys, increment_stock=pairs),
        rows=rows,
    )


def read_report(tx: Transaction, question: Question, view: View, *, page: int, page_size: int) -> dict[str, Any]:
    """One page of a report; the total row is over all pages."""
    start = (page - 1) * page_size
    table = table_of(tx, question, view, page=(page_size, start))
    shown = table.rows if table.rows_in_all is not None else table.rows[start : start + page_size]
    who = named(tx, table.subject, [key for key, _ in shown], group_by=question.group_by)
    moment = complete_up_to(tx)
    answer = {
        "columns": table.columns,
        "total": table.total,
        "rows": [{table.subject: who[key], **row} for key, row in shown],
        "total_rows": len(table.rows) if table.rows_in_all is None else table.rows_in_all,
        "page": page,
        "page_size": page_size,
        "complete_up_to": moment,
        "lagging": lagging(moment, now=tx.now),
    }
    return answer | _measured(question)


def _measured(question: Question) -> dict[str, Any]:
    """Which days the targets of a report of results are about."""
    if question.report not in rules.RESULTS:
        return {}
    first, last = measured(targets_of(question.group_by, question.first, question.last))
    return {"targets_from": first, "targets_to": last}


def _increments(tx: Transaction, question: Question, view: View) -> tuple[tuple[str, ...], dict[str, str], Any]:
    sums = _sums(tx, view, ["developing"], rules.spans(question.first, question.last))
    return rules.INCREMENTS, {}, {employee: rules.increments_row(kinds) for employee, kinds in sums.items()}


def _net(tx: Transaction, question: Question, view: View) -> tuple[tuple[str, ...], dict[str, str], Any]:
    sums = _sums(tx, view, ["developing"], rules.spans(question.first, question.last))
    stocks = _stocks(tx, view, ["developing"], question)
    found = {
        employee: rules.net_row(sums.get(employee, {}), stock=sum(stocks.get(employee, {}).values()))
        for employee in {*sums, *stocks}
    }
    return rules.NET, {}, found


def _status_stock(tx: Transaction, question: Question, view: View) -> tuple[tuple[str, ...], dict[str, str], Any]:
    of_signed = question.by == "status" and question.stage == "signed"
    names = _labels(tx, "signed_status" if of_signed else question.by)
    keys = rules.keys_of(names)
    measures = [question.stage, f"{question.stage}.{question.by}"]
    sums = _sums(tx, view, measures, rules.spans(question.first, question.last))
    stocks = _stocks(tx, view, measures, question)
    found = {
        employee: rules.stock_row(keys, increments=sums.get(employee, {}), stocks=stocks.get(employee, {}))
        for employee in {*sums, *stocks}
    }
    return keys, names, found


def _labels(tx: Transaction, kind: str) -> dict[str, str]:
    """Names by id, in the order in which they were set up: ids sort by time."""
    found = tx.session.execute(
        select(labels.c.id, labels.c.name)
        .where(labels.c.company_id == tx.company_id, labels.c.kind == kind)
        .order_by(labels.c.id)
    )
    return {row.id: row.name for row in found}


def _sums(tx: Transaction, view: View, measures: list[str], over: list[Span]) -> Sums:
    """Per employee and key what was added within the spans."""
    return _collect(tx, [(span, 1) for span in over], view, measures)


def _stocks(tx: Transaction, view: View, measures: list[str], question: Question) -> Sums:
    """Per employee and key the stock at the end of the range: the stock now, less what came after."""
    after = [(span, -1) for span in rules.spans_after(question.last)]
    return _collect(tx, [(_EVER, 1), *after], view, measures)


def _collect(tx: Transaction, signed: list[tuple[Span, int]], view: View, measures: list[str]) -> Sums:
    pieces = [_piece(tx, span, sign, view, measures) for span, sign in signed]
    every: Subquery = union_all(*pieces).subquery() if len(pieces) > 1 else pieces[0].subquery()
    amount = func.sum(every.c.amount)
    sums = (
        select(every.c.employee_id, every.c.key, amount.label("amount"))
        .group_by(every.c.employee_id, every.c.key)
        .having(amount != 0)
        .subquery()
        .c
    )
    by_key = func.json_object_agg(sums.key, sums.amount, type_=JSON)  # a line per employee: few lines are read quickly
    found = tx.session.execute(select(cast(sums.employee_id, Text), by_key).group_by(sums.employee_id))
    return {row[0]: row[1] for row in found}


def _piece(tx: Transaction, span: Span, sign: int, view: View, measures: list[str]) -> Any:
    # Beside the sums by status or tag, those by kind are wanted as one: the total column.
    key: ColumnElement[Any] = _T.key if len(measures) == 1 else case((_T.measure == measures[0], TOTAL), else_=_T.key)
    return (
        select(_T.employee_id, key.label("key"), (func.sum(_T.amount) * sign).label("amount"))
        .where(
            _T.company_id == tx.company_id,
            _T.measure.in_(measures),
            _T.grain == span.grain,
            _T.start.between(span.start, span.end),
            *view.where(_T.employee_id, _T.department_id),
        )
        .group_by(_T.employee_id, key)
    )
