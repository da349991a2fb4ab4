from decimal import Decimal
from uuid import uuid4

import pytest

from services.stats.rebuilding.replaying import rebuild
from shared.contracts.crm.collections import CollectionChanged, CollectionDeleted
from shared.contracts.crm.orders import OrderDeleted
from shared.kernel.errors import Forbidden, Invalid
from tests.integration.stats.conftest import Company, Stats
from tests.integration.stats.reading import by_employee, read, rows

NOTHING = {"number": 0, "amount": "0.00", "average": "0.00"}


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


def total(stats, company, name, **more):
    return read(stats, company.boss(), name, **more)["total"]


class TestOrders:
    def test_are_counted_with_products_amount_and_average_by_owner(self, stats, company):
        song, zhou = company.employee("宋肖肖"), company.employee("周长生")
        for amount in ("4500.00", "4000.00", "5000.00"):
            company.order(song, amount=amount, product_total="5000.00")
        company.order(zhou, amount="4510.40")
        company.hear()

        report = read(stats, company.boss(), "orders")

        assert [column["key"] for column in report["columns"]] == ["number", "product_total", "amount", "average"]
        found = by_employee(report)
        assert {key: found[song["id"]][key] for key in ("number", "product_total", "amount", "average")} == {
            "number": 3,
            "product_total": "15000.00",
            "amount": "13500.00",
            "average": "4500.00",
        }
        assert (report["total"]["number"], report["total"]["amount"]) == (4, "18010.40")
        assert [row["employee"]["name"] for row in report["rows"]] == ["宋肖肖", "周长生"]

    def test_open_rows_that_add_up(self, stats, company):
        song = company.employee("宋肖肖")
        company.order(song, amount="0.10", title="一")
        company.order(song, amount="0.20", title="二")
        company.hear()

        behind = rows(stats, company.boss(), "orders", row=song["id"], column="amount")

        assert (behind["sum"], behind["amount"]) == (2, "0.30")
        assert sum(Decimal(each["amount"]) for each in behind["items"]) == Decimal("0.30")
        assert {each["content"] for each in behind["items"]} == {"一", "二"}

    def test_no_longer_count_when_they_were_terminated_nor_do_their_collections(self, stats, company):
        song = company.employee("宋肖肖")
        kept, ended = company.order(song, amount="100.00"), company.order(song, amount="50.00")
        for order in (kept, ended):
            company.collect(order, amount="10.00", on="2026-04-07")
        company.end_order(ended)
        company.hear()

        assert total(stats, company, "orders")["amount"] == "100.00"
        assert total(stats, company, "collections")["amount"] == "10.00"
        company.tell(OrderDeleted(order_id=ended, state=company.order_of(ended)))
        company.hear()
        assert total(stats, company, "orders")["number"] == 1


class TestCollections:
    def test_count_on_the_day_they_were_received_and_as_they_were_mended(self, stats, company):
        order = company.order(company.employee("宋肖肖"), amount="100.00")
        one = company.collect(order, amount="10.00", on="2026-03-31")
        other = company.collect(order, amount="20.00", on="2026-04-01")
        company.hear()
        assert total(stats, company, "collections")["amount"] == "20.00"

        before = {"received_on": "2026-03-31", "amount": "10.00", "invoiced": "0.00", "method": {}, "payee": None}
        company.collect(
            order, amount="15.00", on="2026-04-02", collection_id=one, happening=CollectionChanged, before=before
        )
        company.collect(order, amount="20.00", on="2026-04-01", collection_id=other, happening=CollectionDeleted)
        company.hear()

        assert total(stats, company, "collections") == {"number": 1, "amount": "15.00", "average": "15.00"}


class TestWins:
    def test_count_number_and_amount(self, stats, company):
        song = company.employee("宋肖肖")
        company.win(song, amount="300.00")
        company.win(song, amount=None)
        company.hear()

        assert total(stats, company, "wins") == {"number": 2, "amount": "300.00", "average": "150.00"}

    @pytest.mark.parametrize("report", ["wins", "collections"])
    def test_nothing_is_zero(self, stats, company, report):
        assert total(stats, company, report) == NOTHING

    def test_a_column_that_is_none_is_refused(self, stats, company):
        with pytest.raises(Invalid):
            rows(stats, company.boss(), "wins", row="total", column="product_total")


class TestWhoSees:
    def test_others_results_are_not_shown(self, stats, company):
        song, zhou = company.employee("宋肖肖"), company.employee("周长生")
        company.order(song, amount="100.00")
        company.order(zhou, amount="7.00")
        company.hear()

        assert read(stats, company.actor(zhou), "orders")["total"]["amount"] == "7.00"
        assert total(stats, Company(stats), "orders")["number"] == 0

    def test_one_without_the_report_sees_nothing(self, stats, company):
        somebody = company.actor(company.employee("许妙迪"))
        without = type(somebody)(somebody.company_id, str(uuid4()), "许妙迪", None)

        with pytest.raises(Forbidden):
            read(stats, without, "orders")


class TestRebuilding:
    def test_notes_the_same_again(self, stats, company):
        song = company.employee("宋肖肖")
        order = company.order(song, amount="100.00")
        company.collect(order, amount="10.00", on="2026-04-07")
        company.end_order(company.order(song, amount="50.00"))
        company.win(song, amount="3.00")
        company.hear()
        reports = ("wins", "orders", "collections")
        before = [total(stats, company, name) for name in reports]

        with stats.database.system_transaction() as tx:
            tx.enter_company(company.id)
            rebuild(tx)

        assert [total(stats, company, name) for name in reports] == before
