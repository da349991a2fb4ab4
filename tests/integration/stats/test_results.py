from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import text

from services.stats.journeys.hear_events import HearEvents
from services.stats.rebuilding.replaying import rebuild
from services.stats.reconciling.comparing import mend_sums
from shared.contracts.crm.collections import CollectionChanged, CollectionDeleted, CollectionPlanDeleted
from shared.contracts.crm.opportunities import OpportunityDeleted
from shared.contracts.crm.orders import OrderDeleted
from shared.contracts.gateway.events import CompanyChanged
from shared.kernel.errors import Forbidden, Invalid, Missing
from tests.integration.stats.company import Company
from tests.integration.stats.harness import Stats
from tests.integration.stats.reading import assert_figures_add_up, by_employee, read, rows

GROUPS = ("employee", "department", "week", "month", "quarter", "year")
_SUMS = "select measure, grain, start, employee_id, department_id, subject_id, category_id, number, amount from {}"


@pytest.fixture(scope="module")
def shared_stats(module_database):
    made = Stats(module_database("stats"))
    yield made
    made.close()


@pytest.fixture
def company(shared_stats):
    return Company(shared_stats)


@pytest.fixture
def stats(shared_stats):
    return shared_stats


@pytest.fixture
def song(company):
    return company.employee("宋肖肖", department=company.department("运营部"))


@pytest.fixture
def zhou(company):
    return company.employee("周长生", department=company.department("开发部"))


def total(stats, company, name, **more):
    return read(stats, company.boss(), name, **more)["total"]


class TestOrders:
    def test_are_counted_with_products_and_deal_amount_by_owner(self, stats, company, song, zhou):
        for amount in ("4500.00", "4000.00", "5000.00"):
            company.order(song, amount=amount, product_total="5000.00")
        company.order(zhou, amount="4510.40")
        company.hear()

        report = read(stats, company.boss(), "orders")

        keys = [
            "number",
            "target_number",
            "number_rate",
            "product_total",
            "deal_amount",
            "target_amount",
            "amount_rate",
        ]
        assert [column["key"] for column in report["columns"]] == keys
        found = by_employee(report)[song["id"]]
        assert [found[key] for key in keys] == [3, 0, "0.00%", "15000.00", "13500.00", "0.00", "0.00%"]
        assert (report["total"]["number"], report["total"]["deal_amount"]) == (4, "18010.40")
        assert [row["employee"]["name"] for row in report["rows"]] == ["宋肖肖", "周长生"]

    def test_open_rows_that_add_up_and_lead_to_the_order(self, stats, company, song):
        one = company.order(song, amount="0.10", title="一")
        other = company.order(song, amount="0.20", title="二")
        company.hear()

        behind = rows(stats, company.boss(), "orders", row=song["id"], column="deal_amount")

        assert (behind["sum"], behind["amount"]) == (2, "0.30")
        assert sum(Decimal(each["amount"]) for each in behind["items"]) == Decimal("0.30")
        assert {each["content"] for each in behind["items"]} == {"一", "二"}
        assert {(each["opens"]["kind"], each["opens"]["id"]) for each in behind["items"]} == {
            ("order", one),
            ("order", other),
        }

    def test_no_longer_count_when_they_were_terminated_nor_do_their_collections(self, stats, company, song):
        kept, ended = company.order(song, amount="100.00"), company.order(song, amount="50.00")
        for order in (kept, ended):
            company.collect(order, amount="10.00", on="2026-04-07")
            company.plan(order, amount="5.00", on="2026-04-20")
        company.end_order(ended)
        company.collect(ended, amount="3.00", on="2026-04-08")
        company.hear()

        assert total(stats, company, "orders")["deal_amount"] == "100.00"
        found = total(stats, company, "collections")
        assert (found["collected"], found["receivable"], found["planned"]) == ("10.00", "90.00", "5.00")
        company.tell(OrderDeleted(order_id=ended, state=company.order_of(ended)))
        company.hear()
        assert total(stats, company, "orders")["number"] == 1

    def test_stay_with_who_owned_them_when_they_were_approved(self, stats, company, song, zhou):
        order = company.order(song, amount="100.00")
        company.collect(order, amount="10.00", on="2026-04-07")
        company.plan(order, amount="20.00", on="2026-04-05")
        company.plan(order, amount="30.00", on="2026-04-20")
        company.hand_over(order, zhou)
        company.collect(order, amount="15.00", on="2026-04-08")
        company.hear()

        assert by_employee(read(stats, company.boss(), "orders")).keys() == {song["id"]}
        found = by_employee(read(stats, company.boss(), "collections"))
        shown = {
            who["name"]: [found[who["id"]][key] for key in ("receivable", "planned", "collected")]
            for who in (song, zhou)
        }
        assert shown == {"宋肖肖": ["0.00", "20.00", "10.00"], "周长生": ["75.00", "30.00", "15.00"]}
        assert_figures_add_up(stats, company.boss(), "collections")


class TestCollections:
    def test_count_on_the_day_they_were_received_and_as_they_were_mended(self, stats, company, song):
        order = company.order(song, amount="100.00")
        one = company.collect(order, amount="10.00", on="2026-03-31")
        other = company.collect(order, amount="20.00", on="2026-04-01")
        company.hear()
        assert total(stats, company, "collections")["collected"] == "20.00"

        before = {"received_on": "2026-03-31", "amount": "10.00", "invoiced": "0.00", "method": {}, "payee": None}
        company.collect(
            order, amount="15.00", on="2026-04-02", collection_id=one, happening=CollectionChanged, before=before
        )
        company.collect(order, amount="20.00", on="2026-04-01", collection_id=other, happening=CollectionDeleted)
        company.hear()

        assert total(stats, company, "collections") == {
            "receivable": "85.00",
            "planned": "0.00",
            "collected": "15.00",
            "target": "0.00",
            "rate": "0.00%",
        }

    def test_leave_what_is_due_as_each_month_ends(self, stats, company, song):
        order = company.order(song, amount="100.00")
        company.collect(order, amount="30.00", on="2026-05-02")
        company.collect(order, amount="20.00", on="2026-06-30")
        plan = company.plan(order, amount="7.00", on="2026-05-31")
        company.plan(order, amount="7.00", on="2026-05-31", plan_id=plan, happening=CollectionPlanDeleted)
        company.hear()
        by_month = {"group_by": "month", "first": "2026-03-15", "last": "2026-06-30"}

        report = read(stats, company.boss(), "collections", **by_month)

        assert [(row["period"]["id"], row["receivable"]) for row in report["rows"]] == [
            ("2026-03", "0.00"),
            ("2026-04", "100.00"),
            ("2026-05", "70.00"),
            ("2026-06", "50.00"),
        ]
        assert report["total"]["receivable"] == "50.00"
        assert total(stats, company, "collections", first="2026-06-01", last="2026-06-29")["receivable"] == "70.00"
        assert_figures_add_up(stats, company.boss(), "collections", **by_month)


class TestWins:
    def test_count_number_and_amount(self, stats, company, song):
        company.win(song, amount="300.00")
        company.win(song, amount=None)
        company.hear()

        found = total(stats, company, "wins")
        assert (found["number"], found["amount"]) == (2, "300.00")
        (lost, _) = rows(stats, company.boss(), "wins", row="total", column="number")["items"]
        assert lost["opens"]["kind"] == "opportunity"
        company.tell(OpportunityDeleted(opportunity_id=lost["opens"]["id"], state={}))
        company.hear()
        assert total(stats, company, "wins")["number"] == 1

    def test_a_column_that_is_none_is_refused(self, stats, company):
        with pytest.raises(Invalid):
            rows(stats, company.boss(), "wins", row="total", column="product_total")


class TestGrouping:
    @pytest.fixture(autouse=True)
    def _results(self, company, song, zhou):
        for who, amount in ((song, "4510.40"), (zhou, "0.01"), (song, "0.02")):
            order = company.order(who, amount=amount)
            company.collect(order, amount="0.01", on=company.at.date().isoformat())
            company.plan(order, amount="0.01", on="2026-05-31")
            company.win(who, amount="9.99")
            company.days_pass(20)
        company.hear()

    @pytest.mark.parametrize("group_by", GROUPS)
    @pytest.mark.parametrize("report", ["wins", "orders", "collections"])
    def test_gives_rows_that_make_up_the_total(self, stats, company, report, group_by):
        more = {"group_by": group_by, "first": "2026-04-03", "last": "2026-06-04"}
        found = read(stats, company.boss(), report, **more)
        flat = [column["key"] for column in found["columns"] if column["kind"] in {"count", "money"}]

        for key in set(flat) - {"receivable"}:
            assert sum(Decimal(row[key]) for row in found["rows"]) == Decimal(found["total"][key])
        assert found["total"] == total(stats, company, report, first="2026-04-03", last="2026-06-04")
        assert_figures_add_up(stats, company.boss(), report, **more)

    def test_by_department_follows_the_one_at_the_time(self, stats, company, song):
        found = read(stats, company.boss(), "orders", group_by="department")["rows"]

        assert [(row["department"]["name"], row["number"]) for row in found] == [("运营部", 1), ("开发部", 1)]
        head = company.actor(song)
        assert [row["department"]["name"] for row in read(stats, head, "orders", group_by="department")["rows"]] == [
            "运营部"
        ]

    def test_by_week_clips_the_weeks_to_the_month(self, stats, company):
        found = read(stats, company.boss(), "orders", group_by="week", first="2017-05-01", last="2017-05-31")["rows"]

        assert [row["period"]["name"] for row in found] == [
            "05-01 – 05-07",
            "05-08 – 05-14",
            "05-15 – 05-21",
            "05-22 – 05-28",
            "05-29 – 05-31",
        ]

    @pytest.mark.parametrize("wrong", ["customer", "nothing"])
    def test_by_something_else_is_refused(self, stats, company, wrong):
        with pytest.raises(Invalid) as refused:
            read(stats, company.boss(), "orders", group_by=wrong)
        assert set(refused.value.errors) == {"group_by"}

    def test_into_too_many_periods_is_refused(self, stats, company):
        with pytest.raises(Invalid):
            read(stats, company.boss(), "orders", group_by="week", first="1990-01-01", last="2026-01-01")

    def test_opens_no_row_that_cannot_be(self, stats, company):
        with pytest.raises(Invalid):
            rows(stats, company.boss(), "orders", row="may", column="number", group_by="month")
        with pytest.raises(Missing):
            rows(stats, company.boss(), "orders", row="2025-05", column="number", group_by="month")


class TestWhoSees:
    def test_others_results_are_not_shown(self, stats, company, song, zhou):
        company.order(song, amount="100.00")
        company.order(zhou, amount="7.00")
        company.hear()

        assert read(stats, company.actor(zhou), "orders")["total"]["deal_amount"] == "7.00"
        assert read(stats, company.actor(zhou), "collections")["total"]["receivable"] == "7.00"
        assert total(stats, Company(stats), "orders")["number"] == 0
        assert rows(stats, company.actor(zhou), "orders", row=song["id"], column="number")["total"] == 0

    def test_one_without_the_report_sees_nothing(self, stats, company):
        somebody = company.actor(company.employee("许妙迪"))
        without = type(somebody)(somebody.company_id, str(uuid4()), "许妙迪", None)

        for name in ("orders", "customer-ranking", "product-ranking"):
            with pytest.raises(Forbidden):
                read(stats, without, name)


class TestSums:
    def figures(self, stats, company):
        return sorted(map(repr, stats.rows(_SUMS.format("result_totals"), company_id=company.id)))

    def test_made_bit_by_bit_are_those_of_a_rebuild(self, stats, company, song, zhou):
        pen = company.product("笔")
        orders = [company.order(song, amount="100.00", lines=[(pen, 3, "60.00")]) for _ in range(3)]
        company.collect(orders[0], amount="10.00", on="2026-04-07")
        company.plan(orders[0], amount="10.00", on="2026-05-07")
        company.hand_over(orders[1], zhou)
        company.days_pass(40)
        company.end_order(orders[2])
        company.win(song, amount="3.00")
        company.hear(batch=2)
        before = self.figures(stats, company)

        with stats.database.system_transaction() as tx:
            tx.enter_company(company.id)
            rebuild(tx)

        assert before
        assert self.figures(stats, company) == before

    def test_are_all_that_reports_read(self, stats, company, song):
        """As quick with ten million orders as with ten: rows are read for the rows behind a cell alone."""
        pen = company.product("笔")
        company.collect(company.order(song, amount="100.00", lines=[(pen, 3, "60.00")]), amount="9.00", on="2026-04-07")
        company.hear()
        names = ("wins", "orders", "collections", "customer-ranking", "product-ranking")
        before = [total(stats, company, name) for name in names]
        with stats.database.system_transaction() as tx:
            tx.enter_company(company.id)
            for table in ("results", "sold", "heard_events"):
                tx.session.execute(text(f"delete from {table}"))

        assert [total(stats, company, name) for name in names] == before

    @pytest.mark.parametrize(
        "damage",
        [
            "update result_totals set amount = amount + 0.01 where measure = 'order'",
            "delete from result_totals where measure = 'collection'",
            "delete from results where kind = 'paid'",
            "update results set counts = false where kind = 'due'",
        ],
    )
    def test_are_mended_where_they_do_not_agree(self, stats, company, song, damage):
        company.collect(company.order(song, amount="100.00"), amount="10.00", on="2026-04-07")
        company.hear()
        sound = self.figures(stats, company)
        with stats.database.system_transaction() as tx:
            tx.enter_company(company.id)
            tx.session.execute(text(damage))
            mend_sums(tx)

        assert self.figures(stats, company) == sound

    def test_move_to_the_days_of_another_time_zone(self, stats, company, song):
        company.order(song, amount="100.00")  # noon in Shanghai, the day before in Honolulu
        company.hear()
        event = CompanyChanged(company_id=company.id, name="快启", time_zone="Pacific/Honolulu")
        with stats.database.system_transaction() as tx:
            tx.enter_company(company.id)
            HearEvents.move_days_with_the_time_zone(stats, tx, [event])

        assert total(stats, company, "orders", first="2026-04-06", last="2026-04-06")["number"] == 1
