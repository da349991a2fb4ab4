from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from services.crm.products.errors import NotEnoughStock
from shared.kernel.errors import Conflict, DomainError, Forbidden, Invalid, Missing


@pytest.fixture
def boss(company):
    return company.administrator


@pytest.fixture
def create(company, boss):
    return lambda name="快启 5 号", price="1200.00", **fields: company.ask(
        boss, "create_product", name=name, price=price, **fields
    )


@pytest.fixture
def category(company, boss):
    return lambda name, parent_id=None: company.ask(boss, "create_product_category", name=name, parent_id=parent_id)


class TestProduct:
    def test_is_shown_as_it_was_given(self, company, boss, create, category):
        software = category("软件")

        made = create(price="1200", category_id=software["id"], unit="套", stock=5)

        assert (made["price"], made["stock"], made["enabled"], made["fields"]) == ("1200.00", 5, True, {})
        assert made["category"] == {"id": software["id"], "name": "软件"}
        assert company.ask(boss, "list_products")["items"] == [made]
        assert company.events()[-1][0] == "crm.product.created"

    @pytest.mark.parametrize("price", ["-1.00", "1.001", 12.5, "1e3", "", None])
    def test_has_a_price_with_two_places(self, create, price):
        with pytest.raises(Invalid) as refused:
            create(price=price)

        assert set(refused.value.errors) == {"price"}

    def test_is_changed_by_who_read_its_last_version(self, company, boss, create):
        made = create(stock=5)

        changed = company.ask(
            boss, "change_product", product_id=made["id"], version=made["version"], price="999.90", stock=None
        )

        assert (changed["price"], changed["stock"]) == ("999.90", None)
        with pytest.raises(Conflict):
            company.ask(boss, "change_product", product_id=made["id"], version=made["version"], name="x")
        kinds = [each["kind"] for each in company.ask(boss, "list_product_changes", product_id=made["id"])["items"]]
        assert kinds == ["stock_changed", "changed", "created"]

    def test_needs_the_action_to_be_changed(self, company, create):
        made = create()

        for method, arguments in (
            ("create_product", {"name": "x", "price": "1.00"}),
            ("change_product", {"product_id": made["id"], "version": 1, "name": "x"}),
            ("change_product_stock", {"product_id": made["id"], "by": 1}),
            ("delete_product", {"product_id": made["id"]}),
            ("move_products", {"ids": [made["id"]], "category_id": None}),
            ("create_product_category", {"name": "x"}),
        ):
            with pytest.raises(Forbidden):
                company.ask(company.song, method, **arguments)

    def test_of_another_company_is_not_there(self, found, create):
        made, stranger = create(), found()

        for method, arguments in (
            ("get_product", {}),
            ("change_product_stock", {"by": 1}),
            ("delete_product", {}),
            ("list_product_changes", {}),
        ):
            with pytest.raises(Missing):
                stranger.ask(stranger.administrator, method, product_id=made["id"], **arguments)

    def test_is_deleted_alone_or_with_others(self, company, boss, create):
        one, two, gone = create("一"), create("二"), str(uuid4())

        company.ask(boss, "delete_product", product_id=one["id"])
        answer = company.ask(boss, "delete_products", ids=[two["id"], gone])

        assert (answer["done"], [each["id"] for each in answer["refused"]]) == (1, [gone])
        assert company.ask(boss, "list_products")["total"] == 0
        assert [kind for kind, _ in company.events()][-2:] == ["crm.product.deleted"] * 2

    def test_is_moved_with_all_that_a_list_shows(self, company, boss, create, category):
        top = category("软件")
        for name in ("快启 5 号", "快启 6 号", "服务费"):
            create(name)

        answer = company.ask(boss, "move_products", filter={"q": "快启"}, category_id=top["id"])

        assert answer == {"done": 2, "refused": []}
        assert company.ask(boss, "list_products", category_id=top["id"])["total"] == 2
        with pytest.raises(Invalid):
            company.ask(boss, "delete_products")


class TestStock:
    def test_is_never_below_zero_whoever_takes_at_once(self, company, boss, create):
        made = create(stock=3)

        def take(_):
            try:
                company.ask(boss, "change_product_stock", product_id=made["id"], by=-2)
            except DomainError as error:
                return type(error)
            return None

        with ThreadPoolExecutor(4) as threads:
            answers = list(threads.map(take, range(4)))

        assert sorted(map(str, answers)) == sorted(map(str, [None, *[NotEnoughStock] * 3]))
        assert company.ask(boss, "get_product", product_id=made["id"])["stock"] == 1


class TestCategories:
    def test_make_a_tree_of_four_levels(self, company, boss, category):
        parent_id = None
        for level in range(1, 5):
            made = category(f"{level} 级", parent_id)
            parent_id = made["id"]
            assert made["level"] == level

        with pytest.raises(Invalid) as refused:
            category("5 级", parent_id)

        assert refused.value.code == "product_category.too_deep"
        assert [each["level"] for each in company.ask(boss, "list_product_categories")["items"]] == [1, 2, 3, 4]

    def test_have_names_of_their_own_beside_each_other(self, category):
        top = category("软件")
        category("软件", top["id"])

        for parent_id in (None, top["id"]):
            with pytest.raises(Invalid):
                category("软件", parent_id)

    def test_find_what_lies_below_them(self, company, boss, create, category):
        top = category("软件")
        below = category("订阅", top["id"])
        deep, loose = create("甲", category_id=below["id"]), create("乙")

        def listed(**asked):
            return [each["id"] for each in company.ask(boss, "list_products", **asked)["items"]]

        assert listed(category_id=top["id"]) == [deep["id"]]
        assert listed(category_id="none") == [loose["id"]]
        assert listed(q="乙") == [loose["id"]]

    def test_stay_while_something_lies_in_them(self, company, boss, create, category):
        top = category("软件")
        made = create(category_id=top["id"])

        with pytest.raises(Conflict, match="not_empty"):
            company.ask(boss, "delete_product_category", category_id=top["id"])

        company.ask(boss, "move_products", ids=[made["id"]], category_id=None)
        company.ask(boss, "delete_product_category", category_id=top["id"])
        assert company.ask(boss, "list_product_categories")["items"] == []

    def test_are_moved_and_renamed(self, company, boss, category):
        one, two = category("软件"), category("硬件")

        moved = company.ask(
            boss, "change_product_category", category_id=two["id"], version=1, parent_id=one["id"], name="设备"
        )

        assert (moved["name"], moved["parent_id"], moved["level"]) == ("设备", one["id"], 2)
        with pytest.raises(Invalid):
            company.ask(boss, "change_product_category", category_id=one["id"], version=1, parent_id=two["id"])
