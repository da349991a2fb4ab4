from typing import Self

from sqlalchemy.orm import Mapped, mapped_column

from services.crm.db import Base
from services.crm.product_categories.errors import BelowItself, TooDeep
from services.crm.product_categories.rules import DEEPEST, Parents, height, level, lies_below
from shared.contracts.crm.products import ProductCategoryChanged, ProductCategoryCreated, ProductCategoryDeleted
from shared.database import Aggregate, Id


class ProductCategory(Aggregate, Base):
    """A node of the tree; `parents` is the whole tree as it stands."""

    __tablename__ = "product_categories"

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    parent_id: Mapped[str | None] = mapped_column(Id)

    @classmethod
    def create(cls, *, company_id: str, category_id: str, name: str, parent_id: str | None, parents: Parents) -> Self:
        """:raises TooDeep: below the fourth level"""
        if level(parent_id, parents=parents) >= DEEPEST:
            raise TooDeep
        category = cls(company_id=company_id, id=category_id, name=name, parent_id=parent_id)
        category.record(ProductCategoryCreated(product_category_id=category_id, name=name, parent_id=parent_id))
        return category

    def rename(self, name: str) -> None:
        if name != self.name:
            self.name = name
            self._changed()

    def move(self, parent_id: str | None, *, parents: Parents) -> None:
        """:raises BelowItself: into its own branch  :raises TooDeep: its branch would reach below the fourth level"""
        if parent_id == self.parent_id:
            return
        if lies_below(parent_id, top=self.id, parents=parents):
            raise BelowItself
        if level(parent_id, parents=parents) + height(self.id, parents=parents) > DEEPEST:
            raise TooDeep
        self.parent_id = parent_id
        self._changed()

    def delete(self) -> None:
        """Its last word, before the repository removes it."""
        self.record(ProductCategoryDeleted(product_category_id=self.id, name=self.name, parent_id=self.parent_id))

    def _changed(self) -> None:
        self.record(ProductCategoryChanged(product_category_id=self.id, name=self.name, parent_id=self.parent_id))
