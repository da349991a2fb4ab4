"""Events of the organization: companies, departments, employees. Heard by every service's directory."""

from dataclasses import dataclass, field
from typing import ClassVar

from shared.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CompanyFounded(Event):
    """A company was opened on this installation.

    Sent when an operator founds a company. Heard by every service: directory, first settings.
    """

    type: ClassVar[str] = "gateway.company.founded"
    company_id: str
    name: str
    time_zone: str


@dataclass(frozen=True, kw_only=True)
class CompanyChanged(Event):
    """A company's name or time zone changed. Sent when an administrator saves it. Heard by every directory."""

    type: ClassVar[str] = "gateway.company.changed"
    company_id: str
    name: str
    time_zone: str


@dataclass(frozen=True, kw_only=True)
class DepartmentEvent(Event):
    """A department as it is after the event; `path` is the ids from the root down to itself, joined by slashes.

    `head_id` is the employee who leads it.
    """

    department_id: str
    name: str
    parent_id: str | None
    path: str
    order: int = 0
    head_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class DepartmentCreated(DepartmentEvent):
    """A department was added to the tree. Sent when saved (A4). Heard by every directory."""

    type: ClassVar[str] = "gateway.department.created"


@dataclass(frozen=True, kw_only=True)
class DepartmentChanged(DepartmentEvent):
    """A department was renamed or moved or has another head, or one above it was moved.

    Sent when saved. Heard by every directory.
    """

    type: ClassVar[str] = "gateway.department.changed"


@dataclass(frozen=True, kw_only=True)
class DepartmentDeleted(DepartmentEvent):
    """An empty department was removed. Sent when deleted. Heard by every directory."""

    type: ClassVar[str] = "gateway.department.deleted"


@dataclass(frozen=True, kw_only=True)
class EmployeeEvent(Event):
    """An employee as they are after the event; `administrator` says that one of the roles has everything."""

    employee_id: str
    name: str
    account: str
    department_id: str | None
    superior_id: str | None
    job_title: str | None
    enabled: bool
    role_ids: list[str] = field(default_factory=list)
    administrator: bool = False


@dataclass(frozen=True, kw_only=True)
class EmployeeCreated(EmployeeEvent):
    """An administrator created an employee (A1). Sent when saved. Heard by every directory."""

    type: ClassVar[str] = "gateway.employee.created"


@dataclass(frozen=True, kw_only=True)
class EmployeeChanged(EmployeeEvent):
    """Name, department, superior, job title or roles of an employee changed.

    Sent when saved. Heard by every directory.
    """

    type: ClassVar[str] = "gateway.employee.changed"


@dataclass(frozen=True, kw_only=True)
class EmployeeDisabled(EmployeeEvent):
    """An employee may no longer sign in and is out at once. Sent when disabled. Heard by every directory."""

    type: ClassVar[str] = "gateway.employee.disabled"


@dataclass(frozen=True, kw_only=True)
class EmployeeEnabled(EmployeeEvent):
    """A disabled employee may sign in again. Sent when enabled. Heard by every directory."""

    type: ClassVar[str] = "gateway.employee.enabled"


EVENTS: tuple[type[Event], ...] = (
    CompanyFounded,
    CompanyChanged,
    DepartmentCreated,
    DepartmentChanged,
    DepartmentDeleted,
    EmployeeCreated,
    EmployeeChanged,
    EmployeeDisabled,
    EmployeeEnabled,
)
