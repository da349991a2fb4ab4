from typing import Any
from uuid import UUID

from services.stats.counting.projection import zone_of
from services.stats.reports.rules import FUNCTIONS, Question
from services.stats.reports.view import View, view_of
from services.stats.targets import queries, schemas
from services.stats.targets.repository import Targets
from services.stats.targets.rules import ACTION, OWN_ONLY, faults, targets_in
from shared.database import Transaction
from shared.kernel.errors import Forbidden, Invalid
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]


class TargetEntrypoints:
    """What others may ask of targets."""

    @query(takes=schemas.TargetsQuery, answers=schemas.Targets)
    def list_targets(
        self,
        tx: Transaction,
        *,
        kind: str,
        year: int | None,
        department_id: UUID | None,
        employee_id: UUID | None,
        **paging: int,
    ) -> Answer:
        """The targets of a year, person by person, month by month, with the weeks of each (Q7 to Q9)."""
        view = _seen(tx, kind, department_id=department_id, employee_id=employee_id)
        this_year = tx.now.astimezone(zone_of(tx)).year
        return queries.list_targets(tx, view, kind=kind, year=year or this_year, **paging)

    @command(takes=schemas.TargetsDraft, answers=schemas.TargetsSet)
    def set_targets(self, tx: Transaction, *, kind: str, employee_ids: list[UUID], months: list[Answer]) -> Answer:
        """Set the same targets for everybody named (Q7 to Q9)."""
        view = _seen(tx, kind)
        if kind != OWN_ONLY and not tx.actor.may(ACTION):
            raise Forbidden
        if wrong := faults(kind, months):
            raise Invalid(errors=wrong)
        done = Targets(tx, kind=kind, view=view).set_for(map(str, employee_ids), list(targets_in(months)))
        return {"done": done}


def _seen(tx: Transaction, kind: str, *, department_id: UUID | None = None, employee_id: UUID | None = None) -> View:
    """Whose targets the actor sees. :raises Forbidden: not this report"""
    function = FUNCTIONS[kind]
    if not tx.actor.may_use(function):
        raise Forbidden
    today = tx.now.date()
    question = Question(
        report=kind,
        first=today,
        last=today,
        department_id=str(department_id) if department_id else None,
        employee_id=str(employee_id) if employee_id else None,
    )
    return view_of(tx, tx.actor.scope_of(function), question)
