"""Conditions that the lists of several features narrow by."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select

from shared.database import Transaction
from shared.database.tables import employees
from shared.directory.scope import departments_below

Condition = ColumnElement[bool]


def equal(columns: Any, **wanted: Any) -> Iterator[Condition]:
    """Each column that something is wanted of has this value, or one of several."""
    for name, value in wanted.items():
        if isinstance(value, list):
            yield columns[name].in_([str(each) for each in value])
        elif value is not None:
            yield columns[name] == str(value)


def within_days(
    tx: Transaction, moment: ColumnElement[Any], *, since: date | None, until: date | None
) -> Iterator[Condition]:
    """Both days are included, as the company's clocks show them."""
    zone = ZoneInfo(tx.actor.time_zone)
    if since:
        yield moment >= datetime.combine(since, time(), zone)
    if until:
        yield moment < datetime.combine(until + timedelta(days=1), time(), zone)


def of_department(tx: Transaction, employee: ColumnElement[Any], department_id: Any) -> Iterator[Condition]:
    """The employee is of the department, or of one below it."""
    if department_id is not None:
        e, below = employees.c, departments_below(tx.company_id, [str(department_id)])
        yield employee.in_(select(e.id).where(e.company_id == tx.company_id, e.department_id.in_(below)))
