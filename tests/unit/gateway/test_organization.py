from uuid import uuid4

import pytest

from gateway.organization.errors import (
    AdministratorRoleStays,
    DepartmentCircle,
    DepartmentNotEmpty,
    LastAdministratorStays,
    RoleInUse,
    SuperiorCircle,
)
from gateway.organization.model import Department, Employee, JobTitle, Role
from shared.kernel.errors import Conflict


def a_department(name: str, *, parent: Department | None = None) -> Department:
    department = Department(company_id="c", id=name, name=name, order=0, version=0)
    department.create(parent=parent)
    department.take_recorded()
    return department


def an_employee(**changes: object) -> Employee:
    fields = {"company_id": "c", "employee_id": str(uuid4()), "name": "陈小明", "account": "1", "password_hash": "x"}
    employee = Employee.create(**(fields | changes))
    employee.take_recorded()
    return employee


def told(aggregate: Department | Employee) -> list[str]:
    return [type(event).__name__ for event in aggregate.take_recorded()]


@pytest.fixture
def sales() -> Department:
    return a_department("sales")


@pytest.fixture
def south(sales: Department) -> Department:
    return a_department("south", parent=sales)


class TestDepartment:
    def test_knows_the_way_from_the_root(self, sales: Department, south: Department) -> None:
        assert (sales.path, south.path) == ("sales", "sales/south")

    def test_moves_with_all_below_it(self, sales: Department, south: Department) -> None:
        team, north = a_department("team", parent=south), a_department("north")

        south.move_under(north, below=[team])

        assert (south.parent_id, south.path, team.path) == ("north", "north/south", "north/south/team")
        assert told(south) == told(team) == ["DepartmentChanged"]

    def test_moves_to_the_root(self, south: Department) -> None:
        south.move_under(None, below=[])

        assert (south.parent_id, south.path) == (None, "south")

    @pytest.mark.parametrize("parent", ["sales", "south"])
    def test_never_stands_below_itself(self, sales: Department, south: Department, parent: str) -> None:
        with pytest.raises(DepartmentCircle):
            sales.move_under({"sales": sales, "south": south}[parent], below=[south])

        assert (sales.path, told(sales)) == ("sales", [])

    def test_may_stand_below_one_whose_id_only_begins_alike(self, sales: Department) -> None:
        sales.move_under(a_department("sales-2"), below=[])

        assert sales.path == "sales-2/sales"

    def test_is_deleted_when_empty_alone(self, sales: Department) -> None:
        with pytest.raises(DepartmentNotEmpty):
            sales.delete(empty=False)

        sales.delete(empty=True)

        assert told(sales) == ["DepartmentDeleted"]


class TestEmployee:
    def test_begins_with_an_initial_password_and_is_told_of(self) -> None:
        employee = Employee.create(company_id="c", employee_id="e", name="陈", account="1", password_hash="x")

        assert (employee.must_change_password, employee.enabled) == (True, True)
        assert told(employee) == ["EmployeeCreated"]

    def test_changes_what_is_given_alone(self, sales: Department) -> None:
        employee = an_employee(department=sales, job_title=JobTitle(name="销售顾问"))

        employee.change(name="陈大明", job_title=None)

        assert (employee.name, employee.department_id, employee.job_title) == ("陈大明", "sales", None)
        assert told(employee) == ["EmployeeChanged"]

    def test_does_not_report_to_somebody_below(self) -> None:
        boss = an_employee()
        worker = an_employee(superior=boss)

        with pytest.raises(SuperiorCircle):
            boss.report_to(worker, above={worker.id, boss.id})
        with pytest.raises(SuperiorCircle):
            boss.report_to(boss, above={boss.id})
        assert boss.superior_id is None

    def test_who_is_the_last_administrator_stays(self) -> None:
        employee = an_employee()

        with pytest.raises(LastAdministratorStays):
            employee.disable(last_administrator=True)

        assert employee.enabled

    def test_is_disabled_and_enabled_once(self) -> None:
        employee = an_employee()

        for _ in range(2):
            employee.disable(last_administrator=False)
        assert (employee.enabled, told(employee)) == (False, ["EmployeeDisabled"])
        for _ in range(2):
            employee.enable()
        assert (employee.enabled, told(employee)) == (True, ["EmployeeEnabled"])

    def test_is_not_changed_from_an_old_version(self) -> None:
        with pytest.raises(Conflict):
            an_employee().expect_version(7)


class TestRole:
    def test_counts_its_changes(self) -> None:
        role = Role(name="员工", administrator=False, version=1)

        role.change(name="销售", functions={"customers": {"kind": "self"}}, actions={"import", "export"})

        assert (role.version, role.actions) == (2, ["export", "import"])

    def test_of_the_administrators_is_neither_changed_nor_deleted(self) -> None:
        role = Role(name="管理员", administrator=True, version=1)

        with pytest.raises(AdministratorRoleStays):
            role.change(name="x", functions={}, actions=[])
        with pytest.raises(AdministratorRoleStays):
            role.check_deletable(in_use=False)

    def test_is_not_deleted_while_somebody_has_it(self) -> None:
        with pytest.raises(RoleInUse):
            Role(name="员工", administrator=False).check_deletable(in_use=True)
