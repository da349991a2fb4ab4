"""People and departments that a text names with @: each is told of it, and may open it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, any_, func, literal, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Mapped, mapped_column

from shared.contracts.crm.events import Named
from shared.database import Id, Transaction
from shared.database.tables import departments, employees
from shared.kernel.actor import Actor, Person
from shared.kernel.errors import Invalid


@dataclass(frozen=True)
class Mentions:
    """Whom a text names, as they were then."""

    people: Sequence[Person] = ()
    departments: Sequence[Named] = ()


NOBODY = Mentions()


class Mentioning:
    """Mixin of what may name people and departments."""

    mention_ids: Mapped[list[str]] = mapped_column(ARRAY(Id))
    mention_department_ids: Mapped[list[str]] = mapped_column(ARRAY(Id))

    def mention(self, mentions: Mentions) -> None:
        self.mention_ids = [each["id"] for each in mentions.people]
        self.mention_department_ids = [each["id"] for each in mentions.departments]


def read_mentions(tx: Transaction, *, people: Sequence[UUID], departments: Sequence[UUID]) -> Mentions:
    """:raises Invalid: oneself, or nobody and nothing that is there"""
    ids = list(dict.fromkeys(map(str, people)))
    if tx.actor.employee_id in ids:
        raise Invalid(errors={"mention_ids": ["Must not be oneself."]})
    return Mentions(_people(tx, ids), _departments(tx, list(dict.fromkeys(map(str, departments)))))


def mentions(columns: Any, actor: Actor) -> ColumnElement[bool]:
    """The condition that a row names the actor, or the actor's department."""
    me = literal(actor.employee_id, Id) == any_(columns.mention_ids)
    if actor.department_id is None:
        return me
    return or_(me, literal(actor.department_id, Id) == any_(columns.mention_department_ids))


def mention_columns(columns: Any) -> list[ColumnElement[Any]]:
    """Whom a row names, as pairs of id and name."""
    return [
        _pairs(employees, columns, columns.mention_ids).label("mentions"),
        _pairs(departments, columns, columns.mention_department_ids).label("mentioned_departments"),
    ]


def mentions_shown(row: Any) -> dict[str, list[dict[str, str]]]:
    """As answers show them."""
    return {
        name: [{"id": key, "name": called} for key, called in getattr(row, name) or ()]
        for name in ("mentions", "mentioned_departments")
    }


def _pairs(table: Any, columns: Any, ids: ColumnElement[Any]) -> Any:
    t = table.alias().c
    pair = func.json_build_array(t.id, t.name)
    found = select(func.json_agg(aggregate_order_by(pair, t.name, t.id)))
    return found.where(t.company_id == columns.company_id, t.id == any_(ids)).scalar_subquery()


def _people(tx: Transaction, ids: Sequence[str]) -> list[Person]:
    if not ids:
        return []
    c = employees.c
    found = tx.session.execute(
        select(c.id, c.name, c.department_id).where(c.company_id == tx.company_id, c.id.in_(ids), c.enabled)
    ).all()
    if len(found) < len(ids):
        raise Invalid(errors={"mention_ids": ["Unknown employee."]})
    return [Person(id=row.id, name=row.name, department_id=row.department_id) for row in found]


def _departments(tx: Transaction, ids: Sequence[str]) -> list[Named]:
    if not ids:
        return []
    c = departments.c
    found = tx.session.execute(select(c.id, c.name).where(c.company_id == tx.company_id, c.id.in_(ids))).all()
    if len(found) < len(ids):
        raise Invalid(errors={"mention_department_ids": ["Unknown department."]})
    return [Named(id=row.id, name=row.name) for row in found]
