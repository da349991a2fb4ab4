"""Who sees which rows: by function, scope and the department at the time of the event (A3)."""

from datetime import date
from uuid import uuid4

import pytest

from services.stats.journeys.hear_events import HearEvents
from shared.contracts.gateway.events import DepartmentDeleted
from shared.database.tables import departments
from shared.kernel.actor import Actor, Scope
from shared.kernel.errors import Forbidden, Invalid, Missing
from tests.integration.stats.company import Company
from tests.integration.stats.reading import by_employee, read, rows

REPORTS = ("customer-increments", "customer-net", "status-stock")


@pytest.fixture
def sales(company):
    return company.department("运营部")


@pytest.fixture
def service(company):
    return company.department("售后组", under=company.department("开发部"))


@pytest.fixture
def song(company, sales):
    return company.employee("宋肖肖", department=sales)


@pytest.fixture
def xu(company, service):
    return company.employee("许妙迪", department=service)


@pytest.fixture
def counted(company, song, xu):
    """Two customers of 宋肖肖, one of 许妙迪."""
    company.create(song)
    company.create(song)
    company.create(xu)
    company.hear()


def seen(stats, actor, name="customer-increments", **filters):
    """The names in the report."""
    return sorted(row["employee"]["name"] for row in read(stats, actor, name, **filters)["rows"])


@pytest.mark.usefixtures("counted")
class TestScope:
    @pytest.mark.parametrize("name", REPORTS)
    def test_of_self_shows_only_the_own_row(self, stats, company, song, name):
        assert seen(stats, company.actor(song), name) == ["宋肖肖"]

    def test_of_departments_shows_those_and_oneself(self, stats, company, song, service, sales):
        assert seen(stats, company.actor(song, scope=Scope("departments", (service["id"],)))) == ["宋肖肖", "许妙迪"]
        head = company.employee("卯卯卯", department=sales)
        assert seen(stats, company.actor(head, scope=Scope("departments", (sales["id"],)))) == ["宋肖肖"]

    def test_of_departments_and_below_follows_the_tree(self, stats, company, service):
        head = company.employee("黄杨林")
        top = service["path"].split("/")[0]

        assert seen(stats, company.actor(head, scope=Scope("departments", below_ids=(top,)))) == ["许妙迪"]
        assert seen(stats, company.actor(head, scope=Scope("departments", (top,)))) == []

    def test_of_the_company_shows_all_and_filters_narrow_it(self, stats, company, song, xu, service):
        boss = company.boss()

        assert seen(stats, boss) == ["宋肖肖", "许妙迪"]
        assert seen(stats, boss, department_id=service["path"].split("/")[0]) == ["许妙迪"]
        assert seen(stats, boss, employee_id=song["id"]) == ["宋肖肖"]
        assert seen(stats, boss, department_id=service["id"], employee_id=song["id"]) == []
        assert seen(stats, boss, department_id=str(uuid4())) == []

    def test_limits_the_rows_behind_a_cell_alike(self, stats, company, song, xu):
        actor = company.actor(song)

        assert rows(stats, actor, "customer-increments", row="total", column="added")["sum"] == 2
        assert rows(stats, actor, "customer-increments", row=xu["id"], column="added")["items"] == []
        assert rows(stats, actor, "status-stock", row="total", column="total", part="stock")["sum"] == 2

    @pytest.mark.parametrize("name", REPORTS)
    def test_shows_another_company_nothing(self, stats, name, song):
        stranger = Company(stats)
        boss = stranger.boss()

        assert read(stats, boss, name)["total_rows"] == 0
        column = "total" if name == "status-stock" else "added"
        assert rows(stats, boss, name, row=song["id"], column=column)["total"] == 0

    def test_is_needed_per_report(self, stats, company, song):
        actor = Actor(company.id, song["id"], "宋肖肖", None, scopes={"customer_net": Scope("self")})

        assert seen(stats, actor, "customer-net") == ["宋肖肖"]
        for name in ("customer-increments", "status-stock"):
            with pytest.raises(Forbidden):
                read(stats, actor, name)
            with pytest.raises(Forbidden):
                rows(stats, actor, name, row="total", column="added")


class TestTheDepartmentAtTheTime:
    def test_keeps_what_was_done_in_the_old_one(self, stats, company, song, sales, service):
        customer = company.create(song)
        company.days_pass(1)
        company.drop(customer, former=song | {"department_id": service["id"]})
        company.hear()

        def of(department):
            head = company.actor(company.employee("主管"), scope=Scope("departments", (department["id"],)))
            increments = by_employee(read(stats, head, "customer-increments"))[song["id"]]
            net = by_employee(read(stats, head, "customer-net"))[song["id"]]
            return increments["manual"], increments["dropped"], net["added"], net["removed"], net["stock_end"]

        assert of(sales) == (1, 0, 1, 1, 0), "it came by hand, and left with its owner"
        assert of(service) == (0, 1, 1, 1, 0), "it came with its owner, and was dropped"

    def test_outlives_the_department_for_who_sees_all_below(self, stats, company, xu, service):
        company.create(xu)
        company.hear()
        top = service["path"].split("/")[0]
        event = DepartmentDeleted(department_id=service["id"], name="售后组", parent_id=top, path=service["path"])
        with stats.database.system_transaction() as tx:
            tx.enter_company(company.id)
            HearEvents.remember_former_departments(stats, tx, [event])
            tx.session.execute(_forget(company.id, service["id"]))

        head = company.actor(company.employee("黄杨林"), scope=Scope("departments", below_ids=(top,)))
        assert seen(stats, head) == ["许妙迪"]
        (row,) = rows(stats, head, "customer-increments", row="total", column="added")["items"]
        assert row["department"] == {"id": service["id"], "name": "售后组"}


def _forget(company_id, department_id):
    return departments.delete().where(departments.c.company_id == company_id, departments.c.id == department_id)


@pytest.mark.usefixtures("counted")
class TestAsking:
    def test_pages_with_the_total_row_over_all(self, stats, company):
        report = stats.ask(company.boss(), "read_report", report="customer-net", page=2, page_size=1, **_april())

        assert (report["total_rows"], report["page"], len(report["rows"])) == (2, 2, 1)
        assert report["total"]["stock_end"] == 3

    def test_titles_columns_in_the_callers_language(self, stats, company):
        titles = {each["key"]: each["title"] for each in read(stats, company.boss(), "customer-increments")["columns"]}

        assert titles["taken_from_pool"] == "公海挑入"

    def test_counts_days_of_the_companys_time_zone(self, stats, company):
        on_the_day = {"first": date(2026, 4, 7), "last": date(2026, 4, 7)}

        assert read(stats, company.boss(), "customer-increments", **on_the_day)["total"]["manual"] == 3

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"from": "2026-04-30", "to": "2026-04-01"}, "to"),
            ({"from": "yesterday"}, "from"),
            ({"to": "9999-12-31"}, "to"),
            ({"department_id": "x"}, "department_id"),
            ({"page_size": 1000}, "page_size"),
            ({"by": "colour"}, "by"),
            ({"colour": "red"}, "colour"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, stats, company, wrong, field):
        with pytest.raises(Invalid) as refused:
            stats.ask(company.boss(), "read_report", report="status-stock", **wrong)

        assert set(refused.value.errors) == {field}

    @pytest.mark.parametrize(
        ("name", "column"), [("customer-increments", "net"), ("customer-net", "manual"), ("customer-increments", "x")]
    )
    def test_refuses_a_column_that_the_report_has_not(self, stats, company, name, column):
        with pytest.raises(Invalid):
            rows(stats, company.boss(), name, row="total", column=column)

    def test_knows_no_other_report(self, stats, company):
        with pytest.raises(Missing):
            read(stats, company.boss(), "customers")


def _april():
    return {"from": "2026-04-01", "to": "2026-04-30"}
