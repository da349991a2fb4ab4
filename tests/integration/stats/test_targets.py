"""Setting targets, and reports measured against them (Q7 to Q9)."""

from uuid import uuid4

import pytest

from services.stats.rebuilding.replaying import rebuild
from services.stats.targets.errors import OwnTargetOnly
from shared.kernel.actor import Actor, Scope
from shared.kernel.errors import Forbidden, Invalid
from tests.integration.stats.company import Company
from tests.integration.stats.harness import Stats
from tests.integration.stats.reading import assert_figures_add_up, by_employee, read, rows

WEEKS = ("2026-04-01", "2026-04-06", "2026-04-13", "2026-04-20", "2026-04-27")


@pytest.fixture(scope="module")
def shared_stats(module_database):
    made = Stats(module_database("stats"))
    yield made
    made.close()


@pytest.fixture
def stats(shared_stats):
    return shared_stats


@pytest.fixture
def company(shared_stats):
    return Company(shared_stats)


@pytest.fixture
def sales(company):
    return company.department("运营部")


@pytest.fixture
def song(company, sales):
    return company.employee("宋肖肖", department=sales)


@pytest.fixture
def zhou(company, sales):
    return company.employee("周长生", department=sales)


@pytest.fixture
def head(company, sales):
    """卯卯卯, who sees 运营部 and sets its targets."""
    person = company.employee("卯卯卯", department=sales)
    return company.actor(person, scope=Scope("departments", (sales["id"],)), actions=["set_targets"])


def set_(stats, actor, kind, people, *, month="2026-04", **figures):
    given = {"month": month, **figures}
    return stats.ask(actor, "set_targets", kind=kind, employee_ids=[each["id"] for each in people], months=[given])


def of_year(stats, actor, kind, **more):
    answer = stats.ask(actor, "list_targets", kind=kind, year=2026, **more)
    return {each["employee"]["name"]: each for each in answer["items"]}


class TestSetting:
    def test_is_for_several_people_at_once_and_may_be_repeated(self, stats, head, song, zhou):
        assert set_(stats, head, "orders", [song, zhou], number=3, amount="5.00") == {"done": 2}
        set_(stats, head, "orders", [zhou], number=4, amount="7.50")

        found = of_year(stats, head, "orders")
        april = {name: each["months"][3] for name, each in found.items()}
        assert (april["宋肖肖"]["number"], april["宋肖肖"]["amount"]) == (3, "5.00")
        assert (april["周长生"]["number"], april["周长生"]["amount"]) == (4, "7.50")
        assert found["周长生"]["total"] == {"number": 4, "amount": "7.50"}
        assert found["周长生"]["employee"]["department"]["name"] == "运营部"

    def test_of_weeks_leaves_those_that_are_not_named(self, stats, head, song):
        first, last = {"from": WEEKS[0], "amount": "1.00"}, {"from": WEEKS[-1], "amount": "2.00"}
        set_(stats, head, "collections", [song], amount="9.00", weeks=[first, last])
        set_(stats, head, "collections", [song], amount="9.00", weeks=[first | {"amount": "3.00"}])

        weeks = of_year(stats, head, "collections")["宋肖肖"]["months"][3]["weeks"]
        assert [(each["from"], each["to"], each["amount"]) for each in weeks] == [
            ("2026-04-01", "2026-04-05", "3.00"),
            ("2026-04-06", "2026-04-12", "0.00"),
            ("2026-04-13", "2026-04-19", "0.00"),
            ("2026-04-20", "2026-04-26", "0.00"),
            ("2026-04-27", "2026-04-30", "2.00"),
        ]

    def test_is_told(self, stats, head, song):
        set_(stats, head, "orders", [song], amount="5.00")

        told = stats.rows("select type from outbox", company_id=head.company_id)
        assert told == [("stats.target.set",)]

    def test_of_wins_is_for_oneself_alone(self, stats, company, head, song):
        own = company.actor(song)
        assert set_(stats, own, "wins", [song], number=2, amount="100.00") == {"done": 1}
        with pytest.raises(OwnTargetOnly):
            set_(stats, head, "wins", [song])
        assert {name: each["may_set"] for name, each in of_year(stats, head, "wins").items()} == {
            "宋肖肖": False,
            "卯卯卯": True,
        }

    def test_needs_the_permission_and_the_function(self, stats, company, song):
        with pytest.raises(Forbidden):
            set_(stats, company.actor(song), "orders", [song])
        without = Actor(company.id, song["id"], "宋肖肖", None, actions=frozenset(["set_targets"]))
        for ask in (lambda: set_(stats, without, "orders", [song]), lambda: of_year(stats, without, "orders")):
            with pytest.raises(Forbidden):
                ask()

    def test_knows_nobody_beyond_the_scope(self, stats, company, head, song):
        other = company.employee("许妙迪", department=company.department("开发部"))
        stranger = Company(stats).employee("赵明")
        for people in ([other], [song, stranger], [{"id": str(uuid4())}]):
            with pytest.raises(Invalid) as refused:
                set_(stats, head, "orders", people, amount="1.00")
            assert refused.value.errors == {"employee_ids": ["Unknown employee."]}
        assert of_year(stats, head, "orders")["宋肖肖"]["total"]["amount"] == "0.00"
        assert "许妙迪" not in of_year(stats, head, "orders")

    @pytest.mark.parametrize(
        ("kind", "month", "field"),
        [
            ("orders", {"month": "2026-13"}, "months.0.month"),
            ("orders", {"month": "2026-04", "amount": "-1.00"}, "months.0.amount"),
            ("orders", {"month": "2026-04", "amount": 5}, "months.0.amount"),
            ("orders", {"month": "2026-04", "amount": "1.001"}, "months.0.amount"),
            ("orders", {"month": "2026-04", "number": -1}, "months.0.number"),
            ("orders", {"month": "2026-04", "weeks": [{"from": "2026-04-02"}]}, "months.0.weeks.0.from"),
            ("orders", {"month": "2026-04", "weeks": [{"from": WEEKS[1]}] * 2}, "months.0.weeks"),
            ("collections", {"month": "2026-04", "number": 1}, "months.0.number"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, stats, head, song, kind, month, field):
        with pytest.raises(Invalid) as refused:
            stats.ask(head, "set_targets", kind=kind, employee_ids=[song["id"]], months=[month])
        assert set(refused.value.errors) == {field}


class TestReports:
    def test_show_the_rate_of_what_was_reached(self, stats, company, head, song, zhou):
        """The manual's figures: 4510.40 of a target of 5, and nothing of a target of nothing."""
        company.order(song, amount="4510.40")
        company.order(zhou, amount="10.40")
        company.hear()
        set_(stats, head, "orders", [song], number=2, amount="5")

        report = read(stats, head, "orders")

        found = by_employee(report)
        assert (found[song["id"]]["amount_rate"], found[song["id"]]["number_rate"]) == ("90208.00%", "50.00%")
        assert (found[zhou["id"]]["amount_rate"], found[zhou["id"]]["target_amount"]) == ("0.00%", "0.00")
        assert report["total"]["target_amount"] == "5.00"
        assert (report["targets_from"], report["targets_to"]) == ("2026-04-01", "2026-04-30")

    def test_show_who_has_a_target_and_reached_nothing(self, stats, head, zhou):
        set_(stats, head, "collections", [zhou], amount="100.00")

        found = by_employee(read(stats, head, "collections"))[zhou["id"]]

        assert (found["collected"], found["target"], found["rate"]) == ("0.00", "100.00", "0.00%")

    def test_measure_weeks_against_the_targets_of_weeks(self, stats, company, head, song):
        company.order(song, amount="50.00")  # on the 7th
        company.hear()
        weeks = [{"from": WEEKS[1], "number": 2, "amount": "200.00"}, {"from": WEEKS[2], "amount": "80.00"}]
        set_(stats, head, "orders", [song], number=9, amount="900.00", weeks=weeks)

        by_week = read(stats, head, "orders", group_by="week")["rows"]

        assert [row["target_amount"] for row in by_week] == ["0.00", "200.00", "80.00", "0.00", "0.00"]
        assert [row["amount_rate"] for row in by_week] == ["0.00%", "25.00%", "0.00%", "0.00%", "0.00%"]
        one_week = by_employee(read(stats, head, "orders", first="2026-04-06", last="2026-04-12"))[song["id"]]
        assert (one_week["target_number"], one_week["number_rate"]) == (2, "50.00%")
        for more in ({}, {"group_by": "week"}, {"group_by": "month"}, {"group_by": "department"}):
            assert_figures_add_up(stats, head, "orders", **more)

    def test_open_the_targets_they_are_measured_against(self, stats, head, song, zhou):
        set_(stats, head, "orders", [song, zhou], number=3, amount="5.00")

        behind = rows(stats, head, "orders", row="total", column="target_amount")

        assert (behind["amount"], behind["sum"], behind["total"]) == ("10.00", 6, 2)
        assert {each["kind"] for each in behind["items"]} == {"target"}
        assert {each["by"]["name"] for each in behind["items"]} == {"卯卯卯"}

    def test_keep_targets_when_all_is_counted_anew(self, stats, head, song):
        set_(stats, head, "orders", [song], amount="5.00")

        with stats.database.system_transaction() as tx:
            tx.enter_company(head.company_id)
            rebuild(tx)

        assert read(stats, head, "orders")["total"]["target_amount"] == "5.00"

    def test_keep_a_target_in_the_department_it_was_set_in(self, stats, company, head, song):
        set_(stats, head, "orders", [song], amount="5.00")

        (row,) = read(stats, company.boss(), "orders", group_by="department")["rows"]

        assert (row["department"]["name"], row["target_amount"]) == ("运营部", "5.00")
