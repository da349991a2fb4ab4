from typing import Any
from uuid import UUID

from services.crm.product_categories import queries, schemas
from services.crm.product_categories.model import ProductCategory
from services.crm.product_categories.repository import ProductCategories
from shared.database import Transaction
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]


def _text(given: UUID | None) -> str | None:
    return None if given is None else str(given)


class ProductCategoryEntrypoints:
    """What others may ask of categories of products; the tree is no secret of anybody who signs in."""

    @query(answers=schemas.CategoriesShown)
    def list_product_categories(self, tx: Transaction) -> Answer:
        """The tree of categories, parents first (G1)."""
        return queries.list_categories(tx)

    @command(takes=schemas.CategoryDraft, answers=schemas.CategoryShown, needs="products", needs_action="edit_product")
    def create_product_category(self, tx: Transaction, *, name: str, parent_id: UUID | None) -> Answer:
        """Add a category, at the top or below another (G1)."""
        categories = ProductCategories(tx)
        category = ProductCategory.create(
            company_id=tx.company_id,
            category_id=tx.new_id(),
            name=name.strip(),
            parent_id=categories.parent(_text(parent_id)),
            parents=categories.parents,
        )
        categories.add(category)
        return queries.get_category(tx, category.id)

    @command(takes=schemas.CategoryChange, answers=schemas.CategoryShown, needs="products", needs_action="edit_product")
    def change_product_category(self, tx: Transaction, *, category_id: UUID, version: int, **given: Any) -> Answer:
        """Rename a category, or move it with its branch (G1)."""
        categories = ProductCategories(tx)
        category = categories.fetch(str(category_id))
        category.expect_version(version)
        if "name" in given:
            category.rename(given["name"].strip())
        if "parent_id" in given:
            category.move(categories.parent(_text(given["parent_id"])), parents=categories.parents)
        categories.save()
        return queries.get_category(tx, category.id)

    @command(takes=schemas.OneCategory, needs="products", needs_action="edit_product")
    def delete_product_category(self, tx: Transaction, *, category_id: UUID) -> None:
        """Remove a category in which nothing lies."""
        categories = ProductCategories(tx)
        categories.remove(categories.fetch(str(category_id)))
