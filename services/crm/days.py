"""Ranges of days as a list is asked by: both included, as the company's clocks show them."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement

from shared.database import Transaction


def today(tx: Transaction) -> date:
    """The day it is in the company's time zone."""
    return tx.now.astimezone(ZoneInfo(tx.actor.time_zone)).date()


def moments_between(
    tx: Transaction, column: ColumnElement[Any], *, since: date | None, until: date | None
) -> list[ColumnElement[bool]]:
    """That a moment lies on one of these days."""
    zone = ZoneInfo(tx.actor.time_zone)
    where: list[ColumnElement[bool]] = []
    if since:
        where.append(column >= datetime.combine(since, time(), zone))
    if until:
        where.append(column < datetime.combine(until + timedelta(days=1), time(), zone))
    return where


def days_between(column: ColumnElement[Any], *, since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """That a date is one of these days."""
    return [*([column >= since] if since else []), *([column <= until] if until else [])]
