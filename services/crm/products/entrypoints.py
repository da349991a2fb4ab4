from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.crm.change_log import list_lines
from services.crm.custom_fields.values import take_changed, take_new, values_stay_unique
from services.crm.products import queries, schemas
from services.crm.products.model import Product
from services.crm.products.repository import Products, as_columns
from services.crm.schemas import BulkShown, ChangesShown
from shared.database import Transaction
from shared.kernel.errors import Forbidden
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]
_EDIT = "edit_product"
_OFFERED_TO = ("products", "opportunities", "orders")


def _text(given: UUID | None) -> str | None:
    return None if given is None else str(given)


def _ids(tx: Transaction, chosen: Mapping[str, Any]) -> list[str]:
    if "ids" in chosen:
        return [str(each) for each in chosen["ids"]]
    return queries.find_ids(tx, **chosen["filter"])


def _require_offer(tx: Transaction) -> None:
    """Who sells may choose products without keeping them. :raises Forbidden: neither"""
    if not any(tx.actor.may_use(function) for function in _OFFERED_TO):
        raise Forbidden


class ProductEntrypoints:
    """What others may ask of products."""

    @query(takes=schemas.ProductFilter, answers=schemas.ProductsShown)
    def list_products(self, tx: Transaction, **asked: Any) -> Answer:
        """One page of products, of a category with all below it (G1)."""
        _require_offer(tx)
        return queries.list_products(tx, **asked)

    @query(takes=schemas.OneProduct, answers=schemas.ProductShown)
    def get_product(self, tx: Transaction, *, product_id: UUID) -> Answer:
        """One product."""
        _require_offer(tx)
        return queries.get_product(tx, str(product_id))

    @query(takes=schemas.PageOfProduct, answers=ChangesShown, needs="products")
    def list_product_changes(self, tx: Transaction, *, product_id: UUID, page: int, page_size: int) -> Answer:
        """The change log of a product, its stock included (C15)."""
        queries.get_product(tx, str(product_id))
        return list_lines(tx, str(product_id), page=page, page_size=page_size)

    @command(takes=schemas.ProductDraft, answers=schemas.ProductShown, needs="products", needs_action=_EDIT)
    def create_product(self, tx: Transaction, *, category_id: UUID | None = None, **draft: Any) -> Answer:
        """Add a product (G2)."""
        products, values = Products(tx), take_new(tx, "product", draft)
        category = products.category(_text(category_id))
        product = Product.create(
            company_id=tx.company_id, product_id=tx.new_id(), category=category, at=tx.now, values=values, **draft
        )
        with values_stay_unique():
            products.add(product)
        return queries.get_product(tx, product.id)

    @command(takes=schemas.ProductChange, answers=schemas.ProductShown, needs="products", needs_action=_EDIT)
    def change_product(self, tx: Transaction, *, product_id: UUID, version: int, **draft: Any) -> Answer:
        """Change a product; a stock is counted anew (G3)."""
        products = Products(tx)
        product = products.fetch(str(product_id))
        product.expect_version(version)
        if "category_id" in draft:
            product.move(products.category(_text(draft["category_id"])), at=tx.now)
        values = take_changed(tx, "product", draft, before=product.fields)
        product.change(given=as_columns(draft) | {"fields": values.kept}, custom=values.changes, at=tx.now)
        with values_stay_unique():
            products.save()
        return queries.get_product(tx, product.id)

    @command(takes=schemas.StockChange, answers=schemas.ProductShown, needs="products", needs_action=_EDIT)
    def change_product_stock(self, tx: Transaction, *, product_id: UUID, by: int) -> Answer:
        """More or fewer of a product in stock (G3)."""
        products = Products(tx)
        products.fetch(str(product_id)).change_stock(by=by, at=tx.now)
        products.save()
        return queries.get_product(tx, str(product_id))

    @command(takes=schemas.OneProduct, needs="products", needs_action=_EDIT)
    def delete_product(self, tx: Transaction, *, product_id: UUID) -> None:
        """Remove a product that nothing refers to (G3)."""
        products = Products(tx)
        products.remove(products.fetch(str(product_id)))

    @command(takes=schemas.ProductsMove, answers=BulkShown, needs="products", needs_action=_EDIT)
    def move_products(self, tx: Transaction, *, category_id: UUID | None, **chosen: Any) -> Answer:
        """Move products to another category (G3)."""
        products = Products(tx)
        category = products.category(_text(category_id))
        return products.each(_ids(tx, chosen), lambda each: each.move(category, at=tx.now))

    @command(takes=schemas.ChosenProducts, answers=BulkShown, needs="products", needs_action=_EDIT)
    def delete_products(self, tx: Transaction, **chosen: Any) -> Answer:
        """Remove products; those that something refers to stay (G3)."""
        products = Products(tx)
        return products.each(_ids(tx, chosen), products.remove)
