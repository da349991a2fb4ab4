"""The organization's aggregates: they check, change and say so in events."""

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import Any

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gateway.db import Base
from gateway.organization.errors import (
    AdministratorRoleStays,
    DepartmentCircle,
    DepartmentNotEmpty,
    LastAdministratorStays,
    RoleInUse,
    SuperiorCircle,
)
from shared.contracts.gateway.events import (
    CompanyChanged,
    CompanyFounded,
    DepartmentChanged,
    DepartmentCreated,
    DepartmentDeleted,
    DepartmentEvent,
    EmployeeChanged,
    EmployeeCreated,
    EmployeeDisabled,
    EmployeeEnabled,
    EmployeeEvent,
)
from shared.database import Aggregate, Id


class Unchanged(Enum):
    """Says of an argument that may be None that it was not given."""

    UNCHANGED = 0


UNCHANGED = Unchanged.UNCHANGED


class Company(Aggregate, Base):
    """One tenant of the installation."""

    __tablename__ = "companies"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    time_zone: Mapped[str] = mapped_column(default="Asia/Shanghai")
    administrators_need_second_factor: Mapped[bool] = mapped_column(default=False)

    def found(self) -> None:
        self.record(CompanyFounded(company_id=self.company_id, name=self.name, time_zone=self.time_zone))

    def described(self) -> dict[str, Any]:
        """What the audit log compares."""
        return {
            "name": self.name,
            "time_zone": self.time_zone,
            "administrators_need_second_factor": self.administrators_need_second_factor,
        }

    def ask_second_factor(self, *, asked: bool) -> None:
        """The gateway's own matter, told to nobody."""
        self.administrators_need_second_factor = asked

    def change(self, *, name: str, time_zone: str) -> None:
        self.name, self.time_zone = name, time_zone
        self.record(CompanyChanged(company_id=self.company_id, name=name, time_zone=time_zone))


class Department(Aggregate, Base):
    """A node of the company's tree; `path` is the ids from the root down to itself."""

    __tablename__ = "departments"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    parent_id: Mapped[str | None] = mapped_column(Id)
    path: Mapped[str]
    order: Mapped[int] = mapped_column(default=0)
    head_id: Mapped[str | None] = mapped_column(Id)

    def create(self, *, parent: "Department | None") -> None:
        self._place(parent)
        self._tell(DepartmentCreated)

    def change(self, *, name: str, order: int, head: "Employee | Unchanged | None" = UNCHANGED) -> None:
        self.name, self.order = name, order
        if not isinstance(head, Unchanged):
            self.head_id = head.id if head else None
        self._tell(DepartmentChanged)

    def move_under(self, parent: "Department | None", *, below: Iterable["Department"]) -> None:
        """Moves with all departments below it, whose paths change along.

        :raises DepartmentCircle: the new parent is the department itself or below it
        """
        if parent and self.id in parent.path.split("/"):
            raise DepartmentCircle
        old = self.path
        self._place(parent)
        self._tell(DepartmentChanged)
        for each in below:
            each.path = self.path + each.path.removeprefix(old)
            each._tell(DepartmentChanged)  # noqa: SLF001  # of the same class

    def described(self) -> dict[str, Any]:
        """What the audit log compares."""
        return {"name": self.name, "parent_id": self.parent_id, "head_id": self.head_id}

    def delete(self, *, empty: bool) -> None:
        """:raises DepartmentNotEmpty: employees or departments are in it"""
        if not empty:
            raise DepartmentNotEmpty
        self._tell(DepartmentDeleted)

    def _place(self, parent: "Department | None") -> None:
        self.parent_id = parent.id if parent else None
        self.path = f"{parent.path}/{self.id}" if parent else self.id

    def _tell(self, kind: type[DepartmentEvent]) -> None:
        self.record(
            kind(
                department_id=self.id,
                name=self.name,
                parent_id=self.parent_id,
                path=self.path,
                order=self.order,
                head_id=self.head_id,
            )
        )


class JobTitle(Base):
    """What an employee is called in the company; a switched-off one is kept by those who have it."""

    __tablename__ = "job_titles"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    order: Mapped[int]
    enabled: Mapped[bool] = mapped_column(default=True)


class Role(Aggregate, Base):
    """Functions with a scope and actions, each a switch (finer rules, Rights)."""

    __tablename__ = "roles"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    administrator: Mapped[bool] = mapped_column(default=False)
    functions: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    actions: Mapped[list[str]] = mapped_column(JSONB, default=list)

    def change(self, *, name: str, functions: Mapping[str, Any], actions: Iterable[str]) -> None:
        """Roles are the gateway's own matter: no event; the next request already goes by the new rights.

        :raises AdministratorRoleStays: it has everything, always
        """
        if self.administrator:
            raise AdministratorRoleStays
        self.name, self.functions, self.actions = name, dict(functions), sorted(actions)
        self.version += 1

    def described(self) -> dict[str, Any]:
        """What the audit log compares."""
        return {"name": self.name, "functions": self.functions, "actions": self.actions}

    def check_deletable(self, *, in_use: bool) -> None:
        """:raises AdministratorRoleStays: the administrators'  :raises RoleInUse: somebody has it"""
        if self.administrator:
            raise AdministratorRoleStays
        if in_use:
            raise RoleInUse


class EmployeeRole(Base):
    """Which roles an employee has."""

    __tablename__ = "employee_roles"
    __table_args__ = (
        ForeignKeyConstraint(["company_id", "employee_id"], ["employees.company_id", "employees.id"]),
        ForeignKeyConstraint(["company_id", "role_id"], ["roles.company_id", "roles.id"]),
    )
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    employee_id: Mapped[str] = mapped_column(Id, primary_key=True)
    role_id: Mapped[str] = mapped_column(Id, primary_key=True)


class Employee(Aggregate, Base):
    """A person who signs in (A1)."""

    __tablename__ = "employees"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    account: Mapped[str]
    password_hash: Mapped[str]
    must_change_password: Mapped[bool] = mapped_column(default=True)
    department_id: Mapped[str | None] = mapped_column(Id)
    superior_id: Mapped[str | None] = mapped_column(Id)
    job_title_id: Mapped[str | None] = mapped_column(Id)
    enabled: Mapped[bool] = mapped_column(default=True)
    job_title: Mapped[JobTitle | None] = relationship(
        primaryjoin="and_(JobTitle.company_id == Employee.company_id, JobTitle.id == foreign(Employee.job_title_id))"
    )
    roles: Mapped[list[Role]] = relationship(secondary="employee_roles", lazy="selectin", order_by=Role.id)

    @classmethod
    def create(
        cls,
        *,
        company_id: str,
        employee_id: str,
        name: str,
        account: str,
        password_hash: str,
        department: Department | None = None,
        superior: "Employee | None" = None,
        job_title: JobTitle | None = None,
        roles: Iterable[Role] = (),
        must_change_password: bool = True,
    ) -> "Employee":
        """A new employee, whose first password is an initial one."""
        employee = cls(
            company_id=company_id,
            id=employee_id,
            version=0,
            name=name,
            account=account,
            password_hash=password_hash,
            must_change_password=must_change_password,
            department_id=department.id if department else None,
            superior_id=superior.id if superior else None,
            job_title=job_title,
            roles=list(roles),
            enabled=True,
        )
        employee._tell(EmployeeCreated)  # of the same class
        return employee

    def change(
        self,
        *,
        name: str | None = None,
        account: str | None = None,
        department: "Department | Unchanged | None" = UNCHANGED,
        job_title: "JobTitle | Unchanged | None" = UNCHANGED,
    ) -> None:
        """Changes what is given, and tells it together with a new superior or roles."""
        self.name, self.account = name or self.name, account or self.account
        if not isinstance(department, Unchanged):
            self.department_id = department.id if department else None
        if not isinstance(job_title, Unchanged):
            self.job_title = job_title
        self._tell(EmployeeChanged)

    def report_to(self, superior: "Employee | None", *, above: Collection[str]) -> None:
        """`above` are the new superior and all of theirs, all the way up.

        :raises SuperiorCircle: the superior is the employee, or reports to them
        """
        if self.id in above:
            raise SuperiorCircle
        self.superior_id = superior.id if superior else None

    def described(self) -> dict[str, Any]:
        """What the audit log compares."""
        return {
            "name": self.name,
            "account": self.account,
            "department_id": self.department_id,
            "superior_id": self.superior_id,
            "job_title": self.job_title.name if self.job_title else None,
        }

    def has_new_title(self) -> None:
        """The title an employee has was renamed."""
        self._tell(EmployeeChanged)

    def disable(self, *, last_administrator: bool) -> None:
        """:raises LastAdministratorStays: nobody else could administer the company"""
        if last_administrator:
            raise LastAdministratorStays
        if self.enabled:
            self.enabled = False
            self._tell(EmployeeDisabled)

    def enable(self) -> None:
        if not self.enabled:
            self.enabled = True
            self._tell(EmployeeEnabled)

    def set_password(self, password_hash: str, *, initial: bool) -> None:
        """An initial password opens nothing but the way to a new one."""
        self.password_hash, self.must_change_password = password_hash, initial

    def _tell(self, kind: type[EmployeeEvent]) -> None:
        self.record(
            kind(
                employee_id=self.id,
                name=self.name,
                account=self.account,
                department_id=self.department_id,
                superior_id=self.superior_id,
                job_title=self.job_title.name if self.job_title else None,
                enabled=self.enabled,
                role_ids=[each.id for each in self.roles],
                administrator=any(each.administrator for each in self.roles),
            )
        )
