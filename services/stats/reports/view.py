"""Whose facts an answer counts (A3): the actor's scope and the question's filters.

Statistics follow the department at the time of the event, so a fact is seen by who sees the department it happened in.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select, union_all

from services.stats.db import former_departments
from services.stats.reports.rules import Question, below
from shared.database import Transaction
from shared.database.tables import departments
from shared.kernel.actor import Scope


@dataclass(frozen=True, kw_only=True)
class View:
    """A condition on employee and department of facts, sums and customers."""

    everybody: bool
    own_id: str
    departments: frozenset[str]
    chosen: frozenset[str] | None
    employee_id: str | None

    def where(self, employee: Any, department: Any) -> list[ColumnElement[bool]]:
        """The conditions on these two columns."""
        limits: list[ColumnElement[bool]] = []
        if not self.everybody:
            own = employee == self.own_id
            limits.append(or_(own, department.in_(sorted(self.departments))) if self.departments else own)
        if self.chosen is not None:
            limits.append(department.in_(sorted(self.chosen)))
        if self.employee_id is not None:
            limits.append(employee == self.employee_id)
        return limits


def view_of(tx: Transaction, scope: Scope, question: Question) -> View:
    """What the actor sees in the report, narrowed to what was asked for."""
    tree = _tree(tx) if scope.below_ids or question.department_id else []
    return View(
        everybody=scope.kind == "company",
        own_id=tx.actor.employee_id,
        departments=frozenset(scope.department_ids) | below(tree, scope.below_ids),
        chosen=below(tree, [question.department_id]) if question.department_id else None,
        employee_id=question.employee_id,
    )


def _tree(tx: Transaction) -> list[tuple[str, str]]:
    """All departments there are or were, with their paths."""
    there, were = departments.c, former_departments.c
    found = tx.session.execute(
        union_all(
            select(there.id, there.path).where(there.company_id == tx.company_id),
            select(were.id, were.path).where(were.company_id == tx.company_id),
        )
    )
    return [(str(row.id), row.path) for row in found]
