"""The change log of what has none of its own: every change of an opportunity, an order, a product (C15, P4)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, DateTime, Table, Text, and_, insert, select
from sqlalchemy.dialects.postgresql import JSONB

from services.crm.db import Base
from services.crm.paging import named, read_page
from shared.database import Id, Transaction
from shared.database.tables import employees

record_changes = Table(
    "record_changes",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("record_id", Id, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by_id", Id),
    Column("kind", Text, nullable=False),
    Column("changes", JSONB, nullable=False),
)


class Logged:
    """Mixin of an aggregate that writes lines of the change log, in words for people."""

    def log_line(self, kind: str, /, **changes: list[Any]) -> None:
        """One line; `changes` maps field to [before, after]."""
        self.__dict__.setdefault("_lines", []).append((kind, changes))

    def take_lines(self) -> list[tuple[str, dict[str, list[Any]]]]:
        """The lines written since the last call."""
        lines: list[tuple[str, dict[str, list[Any]]]] = self.__dict__.pop("_lines", [])
        return lines


def write_lines(tx: Transaction, record_id: str, logged: Logged) -> None:
    """Writes the lines of an aggregate beside its change."""
    write_all_lines(tx, [(record_id, logged)])


def write_all_lines(tx: Transaction, records: Sequence[tuple[str, Logged]]) -> None:
    """Writes the lines of many with one statement."""
    by_id = acting_id(tx)
    rows = [
        {
            "company_id": tx.company_id,
            "id": tx.new_id(),
            "record_id": record_id,
            "at": tx.now,
            "by_id": by_id,
            "kind": kind,
            "changes": changes,
        }
        for record_id, logged in records
        for kind, changes in logged.take_lines()
    ]
    if rows:
        tx.session.execute(insert(record_changes), rows)


def list_lines(tx: Transaction, record_id: str, *, page: int, page_size: int) -> dict[str, Any]:
    """The lines of a record, newest first; who asks has been let see it."""
    log = record_changes.c
    statement = (
        select(log.id, log.at, log.by_id, employees.c.name, log.kind, log.changes)
        .select_from(
            record_changes.outerjoin(
                employees, and_(employees.c.company_id == log.company_id, employees.c.id == log.by_id)
            )
        )
        .where(log.company_id == tx.company_id, log.record_id == record_id)
        .order_by(log.id.desc())
    )
    return read_page(tx, statement, page=page, page_size=page_size, item=_line)


def acting_id(tx: Transaction) -> str | None:
    """Who acts; None where the system does."""
    try:
        return tx.actor.employee_id
    except LookupError:
        return None


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The fields that differ, each with [before, after]."""
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}


def _line(row: Any) -> dict[str, Any]:
    fields = [{"field": name, "before": before, "after": after} for name, (before, after) in row.changes.items()]
    return {"id": row.id, "at": row.at, "by": named(row.by_id, row.name), "kind": row.kind, "changes": fields}
