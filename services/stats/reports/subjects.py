"""What the rows of a report are about: their names, and a question narrowed to one of them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.stats.counting.rules import NOWHERE
from services.stats.db import customers, former_departments, labels, results
from services.stats.reports.periods import PERIODS, period_called
from services.stats.reports.rules import RANKINGS, RESULTS, Question
from services.stats.reports.titles import words
from services.stats.reports.view import View
from shared.database import Transaction
from shared.database.tables import departments, employees
from shared.kernel.errors import Invalid, Missing

Named = dict[str, Any]


def named(tx: Transaction, subject: str, ids: Iterable[str], *, group_by: str = "") -> dict[str, Named]:
    """Id and name of each subject, and what else tells it: of a person the department, of a period its days."""
    wanted = list(ids)
    match subject:
        case "employee":
            return people_of(tx, wanted)
        case "department":
            return departments_of(tx, wanted)
        case "customer":
            return customers_of(tx, wanted)
        case "period":
            return {each: _period(group_by, each) for each in wanted}
        case _:
            return _labelled(tx, {"product": "product", "category": "product_category"}[subject], wanted)


def narrowed(question: Question, view: View, row: str) -> tuple[Question, View]:
    """The question about one row alone. :raises Invalid: no such row is possible  :raises Missing: it is not shown"""
    if question.report in RESULTS and question.group_by in PERIODS:
        return _to_period(question, row), view
    wanted = _id(row)
    if question.report in RANKINGS:
        narrow: dict[str, Any] = {f"{question.group_by}_id": wanted}
        return replace(question, **narrow), view
    if question.report in RESULTS and question.group_by == "department":
        if view.chosen is not None and wanted not in view.chosen:
            raise Missing
        return question, replace(view, chosen=frozenset([wanted]))
    if view.employee_id not in {None, wanted}:
        raise Missing
    return question, replace(view, employee_id=wanted)


def people_of(tx: Transaction, ids: Iterable[str]) -> dict[str, Named]:
    """Employees as they are called now, with their department; one whose event has not come yet has no name."""
    wanted = set(ids)
    found = tx.session.execute(
        select(employees.c.id, employees.c.name, employees.c.department_id, departments.c.name.label("department"))
        .outerjoin(
            departments,
            (departments.c.company_id == employees.c.company_id) & (departments.c.id == employees.c.department_id),
        )
        .where(employees.c.company_id == tx.company_id, employees.c.id.in_(wanted))
    )
    people: dict[str, Named] = {each: {"id": each, "name": "", "department": None} for each in wanted}
    for row in found:
        department = {"id": row.department_id, "name": row.department} if row.department else None
        people[row.id] = {"id": row.id, "name": row.name, "department": department}
    return people


def departments_of(tx: Transaction, ids: Iterable[str]) -> dict[str, Named]:
    """Departments that are or were; who is in none stands under a word of its own."""
    wanted = list(ids)
    found = names(tx, former_departments, wanted) | names(tx, departments, wanted)
    nowhere = {NOWHERE: words("no_department", tx.actor.language)}
    return {each: {"id": each, "name": (found | nowhere).get(each, "")} for each in wanted}


def customers_of(tx: Transaction, ids: Iterable[str]) -> dict[str, Named]:
    """Customers as they are called now; one that is no more as its last order called it."""
    wanted = list(ids)
    found = names(tx, customers, wanted)
    if gone := set(wanted) - found.keys():
        told = tx.connection.execute(
            select(results.c.customer_id, results.c.customer_name)
            .where(results.c.company_id == tx.company_id, results.c.kind == "order", results.c.customer_id.in_(gone))
            .order_by(results.c.at)
        )
        found |= {row.customer_id: row.customer_name for row in told}
    return {each: {"id": each, "name": found.get(each, "")} for each in wanted}


def names(tx: Transaction, table: Any, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those that are there."""
    found = tx.session.execute(
        select(table.c.id, table.c.name).where(table.c.company_id == tx.company_id, table.c.id.in_(set(ids)))
    )
    return {row.id: row.name for row in found}


def _labelled(tx: Transaction, kind: str, ids: list[str]) -> dict[str, Named]:
    found = tx.connection.execute(
        select(labels.c.id, labels.c.name).where(
            labels.c.company_id == tx.company_id, labels.c.kind == kind, labels.c.id.in_(ids)
        )
    )
    known = {NOWHERE: words("no_category", tx.actor.language)} | {row.id: row.name for row in found}
    return {each: {"id": each, "name": known.get(each, "")} for each in ids}


def _period(kind: str, key: str) -> Named:
    period = period_called(kind, key)
    if period is None:
        raise Missing
    name = f"{period.first:%m-%d} – {period.last:%m-%d}" if kind == "week" else key
    return {"id": key, "name": name, "from": period.first.isoformat(), "to": period.last.isoformat()}


def _to_period(question: Question, row: str) -> Question:
    period = period_called(question.group_by, row)
    if period is None:
        raise Invalid(errors={"row": ["Must be a period's id or total."]})
    if period.last < question.first or question.last < period.first:
        raise Missing
    return replace(question, first=max(period.first, question.first), last=min(period.last, question.last))


def _id(row: str) -> str:
    try:
        return str(UUID(row))
    except ValueError as error:
        raise Invalid(errors={"row": ["Must be the id of a row or total."]}) from error
