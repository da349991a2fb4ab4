"""The organization's aggregates: they check, change and say so in events."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gateway.db import Base
from shared.contracts.gateway.events import (
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


class Company(Aggregate, Base):
    """One tenant of the installation."""

    __tablename__ = "companies"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    time_zone: Mapped[str] = mapped_column(default="Asia/Shanghai")

    def found(self) -> None:
        self.record(CompanyFounded(company_id=self.company_id, name=self.name, time_zone=self.time_zone))


class Department(Aggregate, Base):
    """A node of the company's tree; `path` is the ids from the root down to itself."""

    __tablename__ = "departments"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    parent_id: Mapped[str | None] = mapped_column(Id)
    path: Mapped[str]
    order: Mapped[int] = mapped_column(default=0)

    def place_under(self, parent: "Department | None") -> None:
        self.parent_id = parent.id if parent else None
        self.path = f"{parent.path}/{self.id}" if parent else self.id

    def create(self) -> None:
        self._tell(DepartmentCreated)

    def change(self, *, name: str, order: int) -> None:
        self.name, self.order = name, order
        self._tell(DepartmentChanged)

    def delete(self) -> None:
        self._tell(DepartmentDeleted)

    def _tell(self, kind: type[DepartmentEvent]) -> None:
        self.record(
            kind(department_id=self.id, name=self.name, parent_id=self.parent_id, path=self.path, order=self.order)
        )


class Role(Aggregate, Base):
    """Functions with a scope and actions, each a switch (finer rules, Rights)."""

    __tablename__ = "roles"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    administrator: Mapped[bool] = mapped_column(default=False)
    functions: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    actions: Mapped[list[str]] = mapped_column(JSONB, default=list)

    def change(self, *, name: str, functions: Mapping[str, Any], actions: list[str]) -> None:
        """Roles are the gateway's own matter: no event; the next request already goes by the new rights."""
        self.name, self.functions, self.actions = name, dict(functions), sorted(actions)
        self.version += 1


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
    job_title: Mapped[str | None]
    enabled: Mapped[bool] = mapped_column(default=True)
    roles: Mapped[list[Role]] = relationship(secondary="employee_roles", viewonly=True)

    def create(self) -> None:
        self._tell(EmployeeCreated)

    def change(self, *, name: str, department_id: str | None, superior_id: str | None, job_title: str | None) -> None:
        self.name, self.department_id = name, department_id
        self.superior_id, self.job_title = superior_id, job_title
        self._tell(EmployeeChanged)

    def disable(self) -> None:
        self.enabled = False
        self._tell(EmployeeDisabled)

    def enable(self) -> None:
        self.enabled = True
        self._tell(EmployeeEnabled)

    def _tell(self, kind: type[EmployeeEvent]) -> None:
        self.record(
            kind(
                employee_id=self.id,
                name=self.name,
                account=self.account,
                department_id=self.department_id,
                superior_id=self.superior_id,
                job_title=self.job_title,
                enabled=self.enabled,
            )
        )
