"""Writes targets, for employees whom the actor may set them for."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert

from services.stats.counting.rules import NOWHERE
from services.stats.db import targets
from services.stats.reports.view import View
from services.stats.targets.errors import OwnTargetOnly
from services.stats.targets.rules import OWN_ONLY, Target
from shared.contracts.stats.events import TargetSet
from shared.database import Transaction
from shared.database.tables import employees
from shared.kernel.actor import Person
from shared.kernel.errors import Invalid

_E = employees.c


class Targets:
    """The targets of one kind."""

    def __init__(self, tx: Transaction, *, kind: str, view: View) -> None:
        self._tx = tx
        self._kind = kind
        self._view = view

    def set_for(self, employee_ids: Iterable[str], given: Sequence[Target]) -> int:
        """The same for everybody named; how many people that were.

        :raises Invalid: somebody is not there, or not the actor's to see  :raises OwnTargetOnly: of wins, another's
        """
        people = self._people(set(employee_ids))
        for person in people:
            self._write(person, given)
            self._tell(person, given)
        return len(people)

    def _people(self, wanted: set[str]) -> Sequence[Row[Any, Any, Any]]:
        found = self._tx.connection.execute(
            select(_E.id, _E.name, _E.department_id)
            .where(_E.company_id == self._tx.company_id, _E.id.in_(wanted), _E.enabled)
            .where(*self._view.where(_E.id, _E.department_id))
            .order_by(_E.id)
        ).all()
        if len(found) < len(wanted):
            raise Invalid(errors={"employee_ids": ["Unknown employee."]})
        if self._kind == OWN_ONLY and wanted != {self._tx.actor.employee_id}:
            raise OwnTargetOnly
        return found

    def _write(self, person: Row[Any, Any, Any], given: Sequence[Target]) -> None:
        rows = [
            each._asdict()
            | {
                "company_id": self._tx.company_id,
                "kind": self._kind,
                "employee_id": person.id,
                "department_id": person.department_id or NOWHERE,
                "set_by": self._tx.actor.employee_id,
                "set_at": self._tx.now,
            }
            for each in given
        ]
        statement = insert(targets)
        new = {name: statement.excluded[name] for name in ("department_id", "number", "amount", "set_by", "set_at")}
        self._tx.connection.execute(
            statement.on_conflict_do_update(index_elements=list(targets.primary_key), set_=new), rows
        )

    def _tell(self, person: Row[Any, Any, Any], given: Sequence[Target]) -> None:
        event = TargetSet(
            target_id=self._tx.new_id(),
            kind=self._kind,
            employee=Person(id=person.id, name=person.name, department_id=person.department_id),
            targets=[
                {"span": each.span, "start": each.start.isoformat(), "number": each.number, "amount": each.amount}
                for each in given
            ],
        )
        self._tx.publish(event, version=1)
