"""Rankings of customers and of products by what was sold, from sums by day and month (Q10, Q11)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, select

from services.stats.db import customers, labels, result_totals
from services.stats.reports.results import pieces
from services.stats.reports.rules import Question, Row, spans
from services.stats.reports.table import Table
from services.stats.reports.titles import title
from services.stats.reports.view import View
from services.stats.results.rules import average, money
from shared.database import Transaction

_T = result_totals.c
_NUMBER = {"customer-ranking": "number", "product-ranking": "quantity"}
_AVERAGE = {"customer-ranking": "average", "product-ranking": "average_price"}


def keys(question: Question) -> tuple[str, str, str]:
    """The ranking's columns."""
    return "amount", _NUMBER[question.report], _AVERAGE[question.report]


def ranking_table(tx: Transaction, question: Question, view: View, *, page: tuple[int, int] | None) -> Table:
    """A row per customer, product or category, by the figure asked for; `page` is how many and from which."""
    every = _every(tx, question, view).subquery().c
    in_all, number, amount = tx.connection.execute(
        select(func.count(), func.coalesce(func.sum(every.number), 0), func.coalesce(func.sum(every.amount), 0))
    ).one()
    ranked = select(every.subject_id, every.number, every.amount).order_by(_order(question, every), every.subject_id)
    if page is not None:
        ranked = ranked.limit(page[0]).offset(page[1])
    found = tx.connection.execute(ranked)
    language = tx.actor.language
    return Table(
        columns=[
            {"key": key, "title": title(f"{question.report}.{key}", language=language), "kind": kind}
            for key, kind in zip(keys(question), ("money", "count", "money"), strict=True)
        ],
        total=_row(question, int(number), amount),
        rows=[(str(each.subject_id), _row(question, int(each.number), each.amount)) for each in found],
        subject=question.group_by,
        rows_in_all=in_all,
    )


def _every(tx: Transaction, question: Question, view: View) -> Select[Any]:
    subject = _T.category_id if question.group_by == "category" else _T.subject_id
    measure = "customer" if question.report == "customer-ranking" else "product"
    columns = (subject.label("subject_id"), _T.subject_id.label("one_id"), _T.category_id.label("one_category"))
    every = pieces(tx, view, [measure], spans(question.first, question.last), *columns).c
    return (
        select(every.subject_id, func.sum(every.number).label("number"), func.sum(every.amount).label("amount"))
        .where(*_narrowed(tx, question, every))
        .group_by(every.subject_id)
    )


def _narrowed(tx: Transaction, question: Question, every: Any) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    for given, column in (
        (question.customer_id or question.product_id, every.one_id),
        (question.category_id, every.one_category),
    ):
        if given is not None:
            wanted.append(column == given)
    if question.q:
        wanted.append(called(tx, question, every.one_id))
    return wanted


def called(tx: Transaction, question: Question, one_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Customers or products with these words in their name."""
    if question.report == "customer-ranking":
        named = select(customers.c.id).where(customers.c.company_id == tx.company_id)
        return one_id.in_(named.where(customers.c.name.icontains(question.q, autoescape=True)))
    labelled = select(labels.c.id).where(labels.c.company_id == tx.company_id, labels.c.kind == "product")
    return cast(one_id, Text).in_(labelled.where(labels.c.name.icontains(question.q, autoescape=True)))


def _order(question: Question, every: Any) -> ColumnElement[Any]:
    amount, number, mean = keys(question)
    by = {amount: every.amount, number: every.number, mean: every.amount / func.nullif(every.number, 0)}
    column: ColumnElement[Any] = by.get(question.sort.removeprefix("-"), every.amount)
    return column.desc().nulls_last() if question.sort.startswith("-") else column.asc().nulls_last()


def _row(question: Question, number: int, amount: Any) -> Row:
    return dict(zip(keys(question), (money(amount), number, average(amount, number)), strict=True))
