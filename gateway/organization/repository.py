"""The organization to be changed: rows of the actor's company, locked.

Whoever changes the organization holds the company's row first, so that rules over several rows (no circle, one
administrator left) hold when two change it at once.
"""

from collections.abc import Collection
from typing import Any, TypeVar

from sqlalchemy import exists, func, select, text
from sqlalchemy.exc import IntegrityError

from gateway.organization.errors import AdministratorsOnly, JobTitleInUse, LastAdministratorStays
from gateway.organization.model import Company, Department, Employee, EmployeeRole, JobTitle, Role
from shared.database import Aggregate, Transaction
from shared.kernel.errors import Invalid, Missing

Kept = TypeVar("Kept", Department, Employee, JobTitle, Role)
Tracked = TypeVar("Tracked", bound=Aggregate)
_ABOVE = text(
    "with recursive above as ("
    " select id, superior_id from employees where company_id = :company_id and id = :id"
    " union"
    " select e.id, e.superior_id from employees e"
    " join above on e.id = above.superior_id where e.company_id = :company_id"
    ") select id from above"
)
_FIELD_OF = {
    "employees_account": ("account", "Is used by another company's or employee's account."),
    "roles_name": ("name", "Is taken already."),
    "job_titles_name": ("name", "Is taken already."),
}


class Organization:
    """Everything of a company that its back office changes (A4)."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def company(self) -> Company:
        """The company, held against others who change the organization."""
        found = self._tx.session.scalars(
            select(Company).filter_by(company_id=self._tx.company_id).with_for_update(key_share=True)
        ).one()
        self._tx.track(found)
        return found

    def department(self, department_id: str) -> Department:
        """:raises Missing: no such department"""
        return self._tracked(self._get(Department, department_id))

    def employee(self, employee_id: str) -> Employee:
        """:raises Missing: no such employee  :raises AdministratorsOnly: theirs is an administrator's account"""
        employee = self._tracked(self._get(Employee, employee_id))
        if not self._tx.actor.administrator and self.administers(employee_id):
            raise AdministratorsOnly
        return employee

    def role(self, role_id: str) -> Role:
        """:raises Missing: no such role"""
        return self._get(Role, role_id)

    def job_title(self, job_title_id: str) -> JobTitle:
        """:raises Missing: no such job title"""
        return self._get(JobTitle, job_title_id)

    def department_named(self, department_id: object, *, field: str = "department_id") -> Department | None:
        """What a field refers to. :raises Invalid: no such department"""
        return self._referred(Department, department_id, field=field, error="Unknown department.")

    def job_title_named(self, job_title_id: object, *, present: str | None = None) -> JobTitle | None:
        """:raises Invalid: no such job title, or switched off and not the present one"""
        title = self._referred(JobTitle, job_title_id, field="job_title_id", error="Unknown job title.")
        if title and not title.enabled and title.id != present:
            raise Invalid(errors={"job_title_id": ["Unknown job title."]})
        return title

    def head_named(self, head_id: object) -> Employee | None:
        """:raises Invalid: no such employee"""
        return self._referred(Employee, head_id, field="head_id", error="Unknown employee.")

    def superior_named(self, superior_id: object) -> Employee | None:
        """:raises Invalid: no such employee"""
        return self._referred(Employee, superior_id, field="superior_id", error="Unknown employee.")

    def below(self, department: Department) -> list[Department]:
        """All departments under one, parents before children."""
        found = self._tx.session.scalars(
            select(Department)
            .where(Department.company_id == self._tx.company_id, Department.path.startswith(f"{department.path}/"))
            .order_by(Department.path)
        ).all()
        return [self._tracked(each) for each in found]

    def is_empty(self, department: Department) -> bool:
        key = {"company_id": self._tx.company_id}
        children = exists().where(Department.parent_id == department.id, Department.company_id == key["company_id"])
        members = exists().where(Employee.department_id == department.id, Employee.company_id == key["company_id"])
        return not self._tx.session.scalar(select(children | members))

    def above(self, superior: Employee | None) -> set[str]:
        """The superior and all of theirs, all the way up."""
        if superior is None:
            return set()
        key = {"company_id": self._tx.company_id, "id": superior.id}
        return {str(each) for each in self._tx.session.scalars(_ABOVE, key)}

    def holders(self, job_title: JobTitle) -> list[Employee]:
        """Who has the job title."""
        found = self._tx.session.scalars(
            select(Employee).filter_by(company_id=self._tx.company_id, job_title_id=job_title.id).order_by(Employee.id)
        ).all()
        return [self._tracked(each) for each in found]

    def in_use(self, role: Role) -> bool:
        key = {"company_id": self._tx.company_id, "role_id": role.id}
        return self._tx.session.scalars(select(EmployeeRole.role_id).filter_by(**key).limit(1)).first() is not None

    def next_order(self, kind: type[JobTitle] | type[Department]) -> int:
        most = self._tx.session.scalar(select(func.max(kind.order)).filter_by(company_id=self._tx.company_id))
        return 0 if most is None else most + 1

    def administers(self, employee_id: str) -> bool:
        return employee_id in self._administrators()

    def is_last_administrator(self, employee: Employee) -> bool:
        return self._administrators() == {employee.id}

    def roles_named(self, role_ids: Collection[Any], *, instead_of: Employee | None = None) -> list[Role]:
        """Roles to give; needs an administrator where the administrator role is given, or taken from its holder.

        :raises Invalid: an unknown role  :raises LastAdministratorStays: nobody else has the administrator role
        """
        key = {"company_id": self._tx.company_id}
        wanted = {str(each) for each in role_ids}
        roles = {each.id: each for each in self._tx.session.scalars(select(Role).filter_by(**key).order_by(Role.id))}
        if wanted - roles.keys():
            raise Invalid(errors={"role_ids": ["Unknown role."]})
        had = {each.id for each in instead_of.roles} if instead_of else set()
        if any(roles[each].administrator for each in wanted ^ had) and not self._tx.actor.administrator:
            raise AdministratorsOnly
        if instead_of and any(roles[each].administrator for each in had - wanted):
            self._refuse_last_administrator(instead_of)
        return [each for each in roles.values() if each.id in wanted]

    def scopes(self, functions: dict[str, Any]) -> dict[str, Any]:
        """The scopes as a role keeps them; departments are named only where the kind chooses some.

        :raises Invalid: an unknown department, by field
        """
        known = set(self._tx.session.scalars(select(Department.id).filter_by(company_id=self._tx.company_id)))
        kept: dict[str, Any] = {}
        for function, setting in functions.items():
            kept[function] = {"kind": setting["kind"]}
            for name in ("department_ids", "below_ids") if setting["kind"] == "departments" else ():
                ids = sorted({str(each) for each in setting[name]})
                if not known.issuperset(ids):
                    raise Invalid(errors={f"functions.{function}.{name}": ["Unknown department."]})
                kept[function][name] = ids
        return kept

    def delete_job_title(self, job_title: JobTitle) -> None:
        """:raises JobTitleInUse: somebody has it"""
        if self.holders(job_title):
            raise JobTitleInUse
        self._tx.session.delete(job_title)

    def write(self) -> None:
        """Writes what was changed so far. :raises Invalid: something must be unique and is not, by field"""
        try:
            self._tx.flush()
        except IntegrityError as error:
            constraint = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
            if constraint not in _FIELD_OF:
                raise
            field, sentence = _FIELD_OF[constraint]
            raise Invalid(errors={field: [sentence]}) from error

    def _refuse_last_administrator(self, employee: Employee) -> None:
        if self.is_last_administrator(employee):
            raise LastAdministratorStays

    def _administrators(self) -> set[str]:
        """Who administers the company and may sign in."""
        joined = (Role.company_id == EmployeeRole.company_id) & (Role.id == EmployeeRole.role_id) & Role.administrator
        return set(
            self._tx.session.scalars(
                select(Employee.id)
                .join(
                    EmployeeRole,
                    (EmployeeRole.company_id == Employee.company_id) & (EmployeeRole.employee_id == Employee.id),
                )
                .join(Role, joined)
                .where(Employee.company_id == self._tx.company_id, Employee.enabled)
            )
        )

    def _get(self, kind: type[Kept], thing_id: str) -> Kept:
        self.company()
        found = self._tx.session.get(kind, (self._tx.company_id, thing_id), with_for_update={"key_share": True})
        if found is None:
            raise Missing
        return found

    def _referred(self, kind: type[Kept], thing_id: object, *, field: str, error: str) -> Kept | None:
        if thing_id is None:
            return None
        found = self._tx.session.get(kind, (self._tx.company_id, str(thing_id)))
        if found is None:
            raise Invalid(errors={field: [error]})
        return found

    def _tracked(self, found: Tracked) -> Tracked:
        self._tx.track(found)
        return found
