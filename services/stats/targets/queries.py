"""The targets of a year, person by person."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from services.stats.db import targets
from services.stats.reports.subjects import people_of
from services.stats.reports.view import View
from services.stats.results.rules import money, weeks_of
from services.stats.targets.rules import ACTION, OWN_ONLY
from shared.database import Transaction
from shared.database.tables import employees

_E, _G = employees.c, targets.c
_MONTHS = range(1, 13)
_NOTHING = (0, Decimal())
_Found = Mapping[tuple[str, str, date], tuple[int, Decimal]]


def list_targets(tx: Transaction, view: View, *, kind: str, year: int, page: int, page_size: int) -> dict[str, Any]:
    """A page of people whom the view shows, each with twelve months."""
    seen = (
        select(_E.id)
        .where(_E.company_id == tx.company_id, _E.enabled, *view.where(_E.id, _E.department_id))
        .order_by(_E.department_id.nulls_first(), _E.id)
    )
    total = tx.connection.scalar(select(func.count()).select_from(seen.subquery()))
    ids = list(tx.connection.scalars(seen.limit(page_size).offset((page - 1) * page_size)))
    people, found = people_of(tx, ids), _read(tx, ids, kind=kind, year=year)
    return {
        "items": [
            {"employee": people[each], "may_set": _may_set(tx, kind, each), **_of_year(found, each, year=year)}
            for each in ids
        ],
        "kind": kind,
        "year": year,
        "total": total,
        "page": page,
        "page_size": page_size,
    }


def _read(tx: Transaction, ids: list[str], *, kind: str, year: int) -> _Found:
    found = tx.connection.execute(
        select(_G.employee_id, _G.span, _G.start, _G.number, _G.amount).where(
            _G.company_id == tx.company_id,
            _G.kind == kind,
            _G.start.between(date(year, 1, 1), date(year, 12, 31)),
            _G.employee_id.in_(ids),
        )
    )
    return {(employee, span, start): (number, amount) for employee, span, start, number, amount in found}


def _may_set(tx: Transaction, kind: str, employee_id: str) -> bool:
    return employee_id == tx.actor.employee_id if kind == OWN_ONLY else tx.actor.may(ACTION)


def _of_year(found: _Found, employee_id: str, *, year: int) -> dict[str, Any]:
    firsts = [date(year, month, 1) for month in _MONTHS]
    totals = [found.get((employee_id, "month", first), _NOTHING) for first in firsts]
    return {
        "total": _figures((sum(number for number, _ in totals), sum((amount for _, amount in totals), Decimal()))),
        "months": [
            {"month": f"{first:%Y-%m}", **_figures(figures), "weeks": _weeks(found, employee_id, first)}
            for first, figures in zip(firsts, totals, strict=True)
        ],
    }


def _weeks(found: _Found, employee_id: str, month: date) -> list[dict[str, Any]]:
    return [
        {"from": first, "to": last, **_figures(found.get((employee_id, "week", first), _NOTHING))}
        for first, last in weeks_of(month)
    ]


def _figures(found: tuple[int, Decimal]) -> dict[str, Any]:
    return {"number": found[0], "amount": money(found[1])}
