"""Finds people by their place in the company: everybody found may sign in."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, and_, select, text

from services.office.people.tables import department_heads, roles_held
from shared.database import Transaction
from shared.database.tables import departments, employees
from shared.kernel.actor import Person

_E = employees.c
_MOST_LEVELS = 20
_ABOVE = text(
    "with recursive above as ("
    " select superior_id as id, 1 as level from employees where company_id = :company_id and id = :id"
    " union"
    " select e.superior_id, above.level + 1 from employees e join above on e.id = above.id"
    " where e.company_id = :company_id and above.level < :most"
    ") select e.id::text, e.name, e.department_id::text, above.level from above"
    " join employees e on e.company_id = :company_id and e.id = above.id and e.enabled order by above.level"
)


class Organization:
    """The company's people as office knows them."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def superior(self, employee_id: str, *, level: int) -> list[Person]:
        """Who stands so many levels above, as one or nobody."""
        return [person for person, height in self._above(employee_id) if height == level]

    def superiors(self, employee_id: str, *, levels: int) -> list[Person]:
        """Everybody above, up to so many levels, the closest first."""
        return [person for person, height in self._above(employee_id) if height <= levels]

    def head(self, department_id: str | None) -> list[Person]:
        """Who leads the department, or the nearest one above it that has a head."""
        if department_id is None:
            return []
        own = and_(departments.c.company_id == self._tx.company_id, departments.c.id == department_id)
        path = self._tx.session.scalar(select(departments.c.path).where(own)) or department_id
        heads = department_heads.c
        found = self._tx.session.execute(
            select(heads.department_id, _E.id, _E.name, _E.department_id.label("of"))
            .join(employees, and_(_E.company_id == heads.company_id, _E.id == heads.employee_id, _E.enabled))
            .where(heads.company_id == self._tx.company_id, heads.department_id.in_(path.split("/")))
        ).all()
        by_department = {row.department_id: row for row in found}
        nearest = next((by_department[each] for each in reversed(path.split("/")) if each in by_department), None)
        return [Person(id=nearest.id, name=nearest.name, department_id=nearest.of)] if nearest else []

    def holders(self, role_id: str) -> list[Person]:
        """Everybody who has the role, by name."""
        return self._people(self._having(roles_held.c.role_id == role_id))

    def administrators(self) -> list[Person]:
        """Everybody with the administrators' role, by name."""
        return self._people(self._having(roles_held.c.administrator))

    def people(self, ids: Sequence[str]) -> list[Person]:
        """Those of the ids who are there, in the order of the ids."""
        found = {each["id"]: each for each in self._people(self._all().where(_E.id.in_(ids)))}
        return [found[each] for each in dict.fromkeys(ids) if each in found]

    def roles_of(self, employee_id: str) -> set[str]:
        """The ids of the employee's roles."""
        held = roles_held.c
        own = select(held.role_id).where(held.company_id == self._tx.company_id, held.employee_id == employee_id)
        return set(self._tx.session.scalars(own))

    def departments_above(self, department_id: str | None) -> set[str]:
        """The department and all above it."""
        if department_id is None:
            return set()
        own = and_(departments.c.company_id == self._tx.company_id, departments.c.id == department_id)
        path = self._tx.session.scalar(select(departments.c.path).where(own))
        return set(path.split("/")) if path else {department_id}

    def unknown_departments(self, ids: Collection[str]) -> set[str]:
        """Those of the ids that are no departments of the company."""
        known = select(departments.c.id).where(departments.c.company_id == self._tx.company_id)
        return set(ids) - set(self._tx.session.scalars(known.where(departments.c.id.in_(ids))))

    def _above(self, employee_id: str) -> list[tuple[Person, int]]:
        rows = self._tx.session.execute(
            _ABOVE, {"company_id": self._tx.company_id, "id": employee_id, "most": _MOST_LEVELS}
        )
        return [(Person(id=row[0], name=row[1], department_id=row[2]), row.level) for row in rows]

    def _all(self) -> Select[Any]:
        mine = (_E.company_id == self._tx.company_id, _E.enabled)
        return select(_E.id, _E.name, _E.department_id).where(*mine).order_by(_E.name, _E.id)

    def _having(self, role: Any) -> Select[Any]:
        held = roles_held.c
        held_by = select(held.employee_id).where(held.company_id == self._tx.company_id, role)
        return self._all().where(_E.id.in_(held_by))

    def _people(self, wanted: Select[Any]) -> list[Person]:
        rows = self._tx.session.execute(wanted)
        return [Person(id=row.id, name=row.name, department_id=row.department_id) for row in rows]
