"""Reports of wins, orders and collections against their targets, from sums by day and month (Q7 to Q9)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select, union_all

from services.stats.counting.projection import BEGINNING
from services.stats.db import result_totals, targets
from services.stats.reports.periods import MOST_PERIODS, PERIODS, Period, period_of, periods_of, targets_of
from services.stats.reports.rules import Question, Row, Span, spans
from services.stats.reports.table import Table
from services.stats.reports.titles import title
from services.stats.reports.view import View
from services.stats.results.rules import money, rate
from shared.database import Transaction
from shared.kernel.errors import Invalid

_T, _G = result_totals.c, targets.c
COLUMNS = {
    "wins": ("number", "target_number", "number_rate", "amount", "target_amount", "amount_rate"),
    "orders": (
        "number",
        "target_number",
        "number_rate",
        "product_total",
        "deal_amount",
        "target_amount",
        "amount_rate",
    ),
    "collections": ("receivable", "planned", "collected", "target", "rate"),
}
_COUNTS, _RATES = ("number", "target_number"), ("number_rate", "amount_rate", "rate")
_MEASURES = {"wins": ("win",), "orders": ("order",), "collections": ("plan", "collection")}
TARGET_COLUMNS = ("target_number", "target_amount", "target")


class Sum(NamedTuple):
    """How many, and what they come to."""

    number: int = 0
    amount: Decimal = Decimal()
    product_total: Decimal = Decimal()

    def plus(self, other: "Sum", *, sign: int = 1) -> "Sum":
        return Sum(
            self.number + sign * other.number,
            self.amount + sign * other.amount,
            self.product_total + sign * other.product_total,
        )


Sums = Mapping[str, Mapping[str, Sum]]
Keyed = Callable[[Any], str]


def result_table(tx: Transaction, question: Question, view: View) -> Table:
    """A row per person or department, who has most first; or per period, in order. :raises Invalid: too many periods"""
    found = _found(tx, question, view)
    periods = _periods(question)
    total = _cells(question.report, _added_up(found.values()) | _owed_in_all(tx, question, view))
    rows = [(key, _cells(question.report, sums)) for key, sums in found.items()]
    if periods:
        rows = [(each.key, _cells(question.report, found.get(each.key, {}))) for each in periods]
    else:
        rows = sorted((each for each in rows if not _is_empty(each[1])), key=_weight)
    language = tx.actor.language
    return Table(
        columns=[{"key": key, "title": title(key, language=language), "kind": kind_of(key)} for key in keys(question)],
        total=total,
        rows=rows,
        subject="period" if periods else question.group_by,
    )


def keys(question: Question) -> tuple[str, ...]:
    """The report's columns."""
    return COLUMNS[question.report]


def kind_of(key: str) -> str:
    if key in _RATES:
        return "rate"
    return "count" if key in _COUNTS else "money"


def behind_targets(tx: Transaction, question: Question, view: View) -> list[ColumnElement[bool]]:
    """The targets that the report measures against."""
    span = targets_of(question.group_by, question.first, question.last)
    return [
        _G.company_id == tx.company_id,
        _G.kind == question.report,
        _G.span == span.grain,
        _G.start.between(span.start, span.end),
        *view.where(_G.employee_id, _G.department_id),
    ]


def pieces(
    tx: Transaction, view: View, measures: Iterable[str], over: Iterable[Span], *columns: ColumnElement[Any]
) -> Any:
    """Sums of the spans, one under the other."""
    each = [
        select(*columns, _T.measure, _T.number, _T.amount, _T.product_total).where(
            _T.company_id == tx.company_id,
            _T.measure.in_(list(measures)),
            _T.grain == span.grain,
            _T.start.between(span.start, span.end),
            *view.where(_T.employee_id, _T.department_id),
        )
        for span in over
    ]
    return (union_all(*each) if len(each) > 1 else each[0]).subquery()


def _found(tx: Transaction, question: Question, view: View) -> dict[str, dict[str, Sum]]:
    """Per row and measure what there is: results, targets, and what is due."""
    column, keyed = _grouping(question, _T)
    found: defaultdict[str, dict[str, Sum]] = defaultdict(dict)
    for key, measure, sums in _summed(
        tx, pieces(tx, view, _MEASURES[question.report], _spans(question), column.label("key"))
    ):
        found[keyed(key)][measure] = found[keyed(key)].get(measure, Sum()).plus(sums)
    for key, sums in _targets(tx, question, view):
        found[key]["target"] = found[key].get("target", Sum()).plus(sums)
    if question.report == "collections":
        for key, sums in _owed(tx, question, view).items():
            found[key]["due"] = sums
    return found


def _summed(tx: Transaction, every: Any) -> Iterable[tuple[Any, str, Sum]]:
    found = tx.connection.execute(
        select(
            every.c.key,
            every.c.measure,
            func.sum(every.c.number),
            func.sum(every.c.amount),
            func.sum(every.c.product_total),
        )
        .group_by(every.c.key, every.c.measure)
        .order_by(every.c.key)
    )
    return [(key, measure, Sum(int(number), amount, products)) for key, measure, number, amount, products in found]


def _targets(tx: Transaction, question: Question, view: View) -> Iterable[tuple[str, Sum]]:
    column, keyed = _grouping(question, _G)
    found = tx.connection.execute(
        select(column, func.sum(_G.number), func.sum(_G.amount))
        .where(*behind_targets(tx, question, view))
        .group_by(column)
    )
    return [(keyed(key), Sum(int(number), amount)) for key, number, amount in found]


def _owed(tx: Transaction, question: Question, view: View) -> dict[str, Sum]:
    """Per row what is due and not yet paid, as the range or the period ends."""
    column, keyed = _grouping(question, _T)
    before = spans(BEGINNING, question.first - timedelta(days=1))
    over = [*before, *_spans(question)]
    found: defaultdict[str, Sum] = defaultdict(Sum)
    earlier = Sum()
    for key, measure, sums in _summed(tx, pieces(tx, view, ("due", "paid"), over, column.label("key"))):
        sign = 1 if measure == "due" else -1
        if isinstance(key, date) and key < question.first:
            earlier = earlier.plus(sums, sign=sign)
        else:
            found[keyed(key)] = found[keyed(key)].plus(sums, sign=sign)
    for period in _periods(question):
        earlier = found[period.key] = earlier.plus(found[period.key])
    return found


def _owed_in_all(tx: Transaction, question: Question, view: View) -> dict[str, Sum]:
    """Of periods it is what is due as the last one ends, which is no sum of what was due at the end of each."""
    periods = _periods(question)
    if question.report != "collections" or not periods:
        return {}
    return {"due": _owed(tx, question, view)[periods[-1].key]}


def _grouping(question: Question, table: Any) -> tuple[ColumnElement[Any], Keyed]:
    """By which column rows are made, and the key of each row."""
    group = question.group_by
    if group in PERIODS:
        return table.start, lambda start: period_of(group, start).key
    return table[f"{group}_id"], str


def _periods(question: Question) -> list[Period]:
    if question.group_by not in PERIODS:
        return []
    found: list[Period] = []
    for period in periods_of(question.group_by, question.first, question.last):
        if len(found) == MOST_PERIODS:
            raise Invalid(errors={"to": ["Too many periods."]})
        found.append(period)
    return found


def _spans(question: Question) -> list[Span]:
    if question.group_by == "week":
        return [Span("day", question.first, question.last)]
    return spans(question.first, question.last)


def _added_up(rows: Iterable[Mapping[str, Sum]]) -> dict[str, Sum]:
    total: defaultdict[str, Sum] = defaultdict(Sum)
    for row in rows:
        for measure, sums in row.items():
            total[measure] = total[measure].plus(sums)
    return total


def _cells(report: str, found: Mapping[str, Sum]) -> Row:
    goal = found.get("target", Sum())
    if report == "collections":
        collected = found.get("collection", Sum()).amount
        return {
            "receivable": money(found.get("due", Sum()).amount),
            "planned": money(found.get("plan", Sum()).amount),
            "collected": money(collected),
            "target": money(goal.amount),
            "rate": rate(collected, goal.amount),
        }
    reached = found.get(_MEASURES[report][0], Sum())
    figures: Row = {
        "number": reached.number,
        "target_number": goal.number,
        "number_rate": rate(Decimal(reached.number), Decimal(goal.number)),
        "product_total": money(reached.product_total),
        "amount": money(reached.amount),
        "deal_amount": money(reached.amount),
        "target_amount": money(goal.amount),
        "amount_rate": rate(reached.amount, goal.amount),
    }
    return {key: figures[key] for key in COLUMNS[report]}


def _is_empty(row: Row) -> bool:
    return not any(cell if isinstance(cell, int) else Decimal(str(cell).rstrip("%")) for cell in row.values())


def _weight(keyed: tuple[str, Row]) -> tuple[Any, ...]:
    """Who has most stands first."""
    key, row = keyed
    most = next(row[each] for each in ("deal_amount", "amount", "collected") if each in row)
    return -Decimal(str(most)), -Decimal(str(row.get("receivable", 0))), key
