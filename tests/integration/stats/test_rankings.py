from uuid import uuid4

import pytest

from shared.kernel.errors import Invalid
from tests.integration.stats.company import Company
from tests.integration.stats.harness import Stats
from tests.integration.stats.reading import assert_figures_add_up, read, rows

APRIL = {"first": "2026-04-01", "last": "2026-04-30"}


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
def song(company):
    return company.employee("宋肖肖", department=company.department("运营部"))


def shown(report, subject, *keys):
    return [(row[subject]["name"], *(row[key] for key in keys)) for row in report["rows"]]


class TestCustomers:
    @pytest.fixture(autouse=True)
    def _orders(self, company, song):
        shu, lan = ({"id": str(uuid4()), "name": name} for name in ("蜀松文化", "兰州_面馆"))
        company.order(song, amount="13500.00", customer=shu)
        company.order(song, amount="10000.01", customer=lan)
        company.order(company.employee("周长生"), amount="10000.00", customer=lan)
        company.hear()

    def test_are_ranked_by_amount_number_and_average(self, stats, company):
        def ranked(**more):
            return shown(read(stats, company.boss(), "customer-ranking", **more), "customer", "amount", "average")

        lan, shu = ("兰州_面馆", "20000.01", "10000.01"), ("蜀松文化", "13500.00", "13500.00")
        assert ranked() == [lan, shu]
        assert ranked(sort="-average") == ranked(sort="amount") == ranked(sort="number") == [shu, lan]

    def test_have_a_total_over_all_pages(self, stats, company):
        report = stats.ask(company.boss(), "read_report", report="customer-ranking", page=2, page_size=1, **_april())

        assert (report["total_rows"], shown(report, "customer")) == (2, [("蜀松文化",)])
        assert report["total"] == {"amount": "33500.01", "number": 3, "average": "11166.67"}

    def test_open_their_orders(self, stats, company):
        assert_figures_add_up(stats, company.boss(), "customer-ranking")
        report = read(stats, company.boss(), "customer-ranking")
        row = report["rows"][1]["customer"]["id"]
        (behind,) = rows(stats, company.boss(), "customer-ranking", row=row, column="amount")["items"]
        assert (behind["amount"], behind["opens"]["kind"]) == ("13500.00", "order")

    def test_are_found_by_a_part_of_their_name(self, stats, company, song):
        customer = company.create(song, name="兰州_面馆")
        company.order(song, amount="1.00", customer={"id": customer, "name": "旧名"})
        company.hear()

        found = read(stats, company.boss(), "customer-ranking", q="州_面")

        assert shown(found, "customer", "amount") == [("兰州_面馆", "1.00")]
        assert found["total"]["amount"] == "1.00"
        assert read(stats, company.boss(), "customer-ranking", q="州%面")["rows"] == []

    def test_show_what_one_sees(self, stats, company, song):
        found = read(stats, company.actor(song), "customer-ranking")

        assert found["total"]["amount"] == "23500.01"
        assert read(stats, Company(stats).boss(), "customer-ranking")["total_rows"] == 0


class TestProducts:
    @pytest.fixture
    def soft(self):
        return {"id": str(uuid4()), "name": "软件"}

    @pytest.fixture
    def products(self, company, song, soft):
        """The manual's, and one without a category."""
        five, pen = company.product("快启5号", category=soft), company.product("笔")
        company.order(song, amount="13500.00", lines=[(five, 3, "13500.00")])
        company.order(song, amount="9.00", lines=[(pen, 4, "5.00"), (pen, 4, "5.00")])
        company.hear()
        return five, pen

    def test_are_ranked_with_quantity_and_average_price(self, stats, company, products):
        report = read(stats, company.boss(), "product-ranking")

        assert shown(report, "product", "amount", "quantity", "average_price") == [
            ("快启5号", "13500.00", 3, "4500.00"),
            ("笔", "10.00", 8, "1.25"),
        ]
        assert report["total"] == {"amount": "13510.00", "quantity": 11, "average_price": "1228.18"}
        assert_figures_add_up(stats, company.boss(), "product-ranking")
        assert shown(read(stats, company.boss(), "product-ranking", sort="-quantity"), "product")[0] == ("笔",)

    def test_are_ranked_by_category(self, stats, company, products, soft):
        report = read(stats, company.boss(), "product-ranking", group_by="category")

        assert shown(report, "category", "quantity") == [("软件", 3), ("未分类", 8)]
        assert_figures_add_up(stats, company.boss(), "product-ranking", group_by="category")

    def test_are_narrowed_to_a_category_a_product_a_name(self, stats, company, products, soft):
        five, _ = products
        for more in ({"category_id": soft["id"]}, {"product_id": five["id"]}, {"q": "快启"}):
            assert shown(read(stats, company.boss(), "product-ranking", **more), "product") == [("快启5号",)]
            assert_figures_add_up(stats, company.boss(), "product-ranking", **more)

    def test_of_terminated_orders_do_not_count(self, stats, company, song, products):
        ended = company.order(song, amount="5.00", lines=[(products[1], 1, "5.00")])
        company.end_order(ended)
        company.hear()

        assert read(stats, company.boss(), "product-ranking")["total"]["quantity"] == 11

    @pytest.mark.parametrize("wrong", [{"sort": "colour"}, {"group_by": "employee"}, {"category_id": "x"}])
    def test_refuse_what_is_no_question(self, stats, company, wrong):
        with pytest.raises(Invalid) as refused:
            read(stats, company.boss(), "product-ranking", **wrong)
        assert set(refused.value.errors) == set(wrong)


def _april():
    return {"from": APRIL["first"], "to": APRIL["last"]}
