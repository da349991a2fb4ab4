from datetime import UTC, datetime
from decimal import Decimal

import pytest

from services.crm.product_categories import rules
from services.crm.product_categories.errors import BelowItself, TooDeep
from services.crm.product_categories.model import ProductCategory
from services.crm.products.errors import NoStockKept, NotEnoughStock
from services.crm.products.model import Product

AT = datetime(2026, 11, 25, 2, tzinfo=UTC)
TREE = {"1": None, "2": "1", "3": "2", "4": "3", "other": None}


def product(**given):
    made = Product.create(company_id="c", product_id="p", name="快启 5 号", price=Decimal("1200.00"), at=AT, **given)
    made.take_recorded()
    return made


def category(category_id, parent_id=None):
    return ProductCategory(company_id="c", id=category_id, name=category_id, parent_id=parent_id)


def told(aggregate):
    return [each.type.rpartition(".")[2] for each in aggregate.take_recorded()]


class TestStock:
    def test_is_taken_and_given_back(self):
        one = product(stock=5)

        one.take_stock(5, order_id="o")
        one.give_back(2, order_id="o")

        assert one.stock == 2
        assert [(each.by, each.order_id) for each in one.take_recorded()] == [(-5, "o"), (2, "o")]

    def test_never_falls_below_zero(self):
        one = product(stock=5)

        with pytest.raises(NotEnoughStock):
            one.take_stock(6, order_id="o")
        with pytest.raises(NotEnoughStock):
            one.change_stock(by=-6, at=AT)

        assert one.stock == 5

    def test_is_no_matter_where_none_is_kept(self):
        one = product()

        one.take_stock(6, order_id="o")
        one.give_back(6, order_id="o")

        assert (one.stock, told(one)) == (None, [])
        with pytest.raises(NoStockKept):
            one.change_stock(by=1, at=AT)


class TestChange:
    def test_tells_data_and_stock_apart(self):
        one = product(stock=5)

        one.change(given={"price": Decimal("999.00"), "stock": 7}, at=AT)

        assert told(one) == ["changed", "stock_changed"]
        assert [kind for kind, _ in one.take_lines()] == ["created", "changed", "stock_changed"]

    def test_says_nothing_when_nothing_changed(self):
        one = product(stock=5)

        one.change(given={"price": Decimal("1200.00"), "stock": 5}, at=AT)

        assert told(one) == []


class TestTree:
    @pytest.mark.parametrize(("category_id", "level"), [(None, 0), ("1", 1), ("4", 4)])
    def test_has_levels(self, category_id, level):
        assert rules.level(category_id, parents=TREE) == level

    def test_has_at_most_four(self):
        with pytest.raises(TooDeep):
            ProductCategory.create(company_id="c", category_id="5", name="5", parent_id="4", parents=TREE)

    def test_lets_no_branch_reach_below_the_fourth(self):
        with pytest.raises(TooDeep):
            category("1").move("other", parents=TREE)

    def test_holds_nothing_below_itself(self):
        with pytest.raises(BelowItself):
            category("1").move("3", parents=TREE)

    def test_lets_a_leaf_move(self):
        leaf = category("4", "3")

        leaf.move("other", parents=TREE)

        assert (leaf.parent_id, told(leaf)) == ("other", ["changed"])
