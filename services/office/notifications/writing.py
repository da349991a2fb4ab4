"""Turns what was heard into notifications, set by set, so that a bulk of a thousand is a few statements."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from services.office.notifications.rules import Told, departments_of, folded, is_news, told_by
from services.office.notifications.table import TABLE
from services.office.notifications.tables import notifications, switched_off
from shared.database import Transaction
from shared.database.tables import employees
from shared.messaging.received import Heard

_N = notifications.c


class Written(NamedTuple):
    """A notification that was written, or counted on."""

    id: str
    employee_id: str
    kind: str


def notify(tx: Transaction, heard: Sequence[Heard]) -> list[Written]:
    """Writes what the events tell to whom."""
    fresh = [each for each in heard if is_news(each.envelope.occurred_at, now=tx.now)]
    members = _members(tx, {one for event, _ in fresh for one in departments_of(event, TABLE)})
    told = [each for event, envelope in fresh for each in told_by(event, envelope, TABLE, members=members)]
    wanted = _wanted(tx, told)
    return _write(tx, folded(wanted)) if wanted else []


def unread_of(tx: Transaction, employee_ids: Collection[str]) -> dict[str, int]:
    """How many unread notifications each has."""
    counted = (
        select(_N.employee_id, func.count())
        .where(_N.company_id == tx.company_id, _N.employee_id.in_(employee_ids), _N.read_at.is_(None))
        .group_by(_N.employee_id)
    )
    found: dict[str, int] = {row[0]: row[1] for row in tx.session.execute(counted)}
    return dict.fromkeys(employee_ids, 0) | found


def _wanted(tx: Transaction, told: Sequence[Told]) -> list[Told]:
    """Without those to whom the kind is switched off, and those who are out."""
    if not told:
        return []
    ids = {each.employee_id for each in told}
    off = switched_off.c
    silent = tx.session.execute(
        select(off.employee_id, off.kind).where(off.company_id == tx.company_id, off.employee_id.in_(ids))
    )
    pairs = {tuple(row) for row in silent}
    gone = tx.session.scalars(
        select(employees.c.id).where(
            employees.c.company_id == tx.company_id, employees.c.id.in_(ids), employees.c.enabled.is_(False)
        )
    )
    out = set(gone)
    return [each for each in told if each.employee_id not in out and (each.employee_id, each.news.kind) not in pairs]


def _members(tx: Transaction, department_ids: Collection[str]) -> dict[str, list[str]]:
    """Who works in each of these departments."""
    members: dict[str, list[str]] = {}
    if department_ids:
        c = employees.c
        wanted = (c.company_id == tx.company_id, c.department_id.in_(department_ids), c.enabled)
        for department_id, employee_id in tx.session.execute(select(c.department_id, c.id).where(*wanted)):
            members.setdefault(department_id, []).append(employee_id)
    return members


def _write(tx: Transaction, several: Sequence[Told]) -> list[Written]:
    """One that is there of the same act counts on, and is unread again."""
    made = insert(notifications).values([_row(tx, each) for each in several])
    fresh = ("facts", "opens_kind", "opens_id", "at")
    counted_on = made.on_conflict_do_update(
        index_elements=["company_id", "employee_id", "news", "act"],
        set_={name: made.excluded[name] for name in fresh}
        | {"count": _N.count + made.excluded["count"], "read_at": None},
    )
    written = tx.session.execute(counted_on.returning(_N.id, _N.employee_id, _N.kind))
    return [Written(*row) for row in written]


def _row(tx: Transaction, each: Told) -> dict[str, Any]:
    return {
        "company_id": tx.company_id,
        "id": tx.new_id(),
        "employee_id": each.employee_id,
        "kind": each.news.kind,
        "news": each.news.name,
        "act": each.act,
        "count": each.count,
        "facts": each.facts | ({"by": each.by["name"]} if each.by else {}),
        "opens_kind": each.opens.kind,
        "opens_id": each.opens.id,
        "by_id": each.by["id"] if each.by else None,
        "at": each.at,
    }
