from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from sqlalchemy import DateTime, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.change_log import Logged, differences
from services.crm.db import Base
from services.crm.products.errors import NoStockKept, NotEnoughStock
from shared.contracts.crm import products as events
from shared.contracts.crm.events import Named
from shared.contracts.crm.products import ProductState
from shared.database import Aggregate, Id

_MOMENT = DateTime(timezone=True)
NO_VALUES: Mapping[str, Any] = {}


class Product(Logged, Aggregate, Base):
    """Something that is sold; `category` is filled in by the repository."""

    __tablename__ = "products"
    __allow_unmapped__ = True

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    price: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    category_id: Mapped[str | None] = mapped_column(Id)
    unit: Mapped[str | None]
    note: Mapped[str | None]
    stock: Mapped[int | None]
    enabled: Mapped[bool]
    fields: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(_MOMENT)
    updated_at: Mapped[datetime] = mapped_column(_MOMENT)
    category: Named | None = None

    @classmethod
    def create(
        cls,
        *,
        company_id: str,
        product_id: str,
        name: str,
        price: Decimal,
        at: datetime,
        category: Named | None = None,
        unit: str | None = None,
        note: str | None = None,
        stock: int | None = None,
        enabled: bool = True,
        values: Mapping[str, Any] = NO_VALUES,
    ) -> Self:
        product = cls(
            company_id=company_id,
            id=product_id,
            name=name,
            price=price,
            category_id=category["id"] if category else None,
            unit=unit,
            note=note,
            stock=stock,
            enabled=enabled,
            fields=dict(values),
            created_at=at,
            updated_at=at,
        )
        product.category = category
        product.record(events.ProductCreated(product_id=product_id, state=product.state()))
        product.log_line("created")
        return product

    def state(self) -> ProductState:
        """The product as its events tell it."""
        return {
            "name": self.name,
            "price": f"{self.price:.2f}",
            "category": self.category,
            "unit": self.unit,
            "stock": self.stock,
            "enabled": self.enabled,
        }

    def change(self, *, given: Mapping[str, Any], custom: Mapping[str, list[Any]] = NO_VALUES, at: datetime) -> None:
        """Takes over data; a stock given here is counted anew, None stops keeping one.

        `custom`: what changes in custom fields, in words.
        """
        before, stock = self._in_words(), self.stock
        for name, value in given.items():
            setattr(self, name, value)
        if (changes := differences(before, self._in_words()) | dict(custom)) or stock != self.stock:
            self.updated_at = at
        if changes:
            self.record(events.ProductChanged(product_id=self.id, state=self.state()))
            self.log_line("changed", **changes)
        if stock != self.stock:
            self._stock_changed(stock)

    def move(self, category: Named | None, *, at: datetime) -> None:
        """Into another category, or out of all (G3)."""
        before = self._in_words()
        self.category, self.category_id = category, category["id"] if category else None
        if changes := differences(before, self._in_words()):
            self.updated_at = at
            self.record(events.ProductChanged(product_id=self.id, state=self.state()))
            self.log_line("moved", **changes)

    def change_stock(self, *, by: int, at: datetime) -> None:
        """More or fewer by hand (G3). :raises NoStockKept: none is kept  :raises NotEnoughStock: below zero"""
        if self.stock is None:
            raise NoStockKept
        if self.stock + by < 0:
            raise NotEnoughStock(name=self.name, stock=self.stock)
        before, self.stock, self.updated_at = self.stock, self.stock + by, at
        self._stock_changed(before)

    def take_stock(self, quantity: int, *, order_id: str) -> None:
        """An approved order takes from it, as far as a stock is kept. :raises NotEnoughStock: more than there is"""
        if self.stock is None:
            return
        if quantity > self.stock:
            raise NotEnoughStock(name=self.name, stock=self.stock)
        before, self.stock = self.stock, self.stock - quantity
        self._stock_changed(before, order_id=order_id)

    def give_back(self, quantity: int, *, order_id: str) -> None:
        """A terminated order gives back what it took."""
        if self.stock is not None:
            before, self.stock = self.stock, self.stock + quantity
            self._stock_changed(before, order_id=order_id)

    def delete(self) -> None:
        """Its last word, before the repository removes it."""
        self.record(events.ProductDeleted(product_id=self.id, state=self.state()))

    def _stock_changed(self, before: int | None, *, order_id: str | None = None) -> None:
        by = (self.stock or 0) - (before or 0)
        self.record(events.ProductStockChanged(product_id=self.id, state=self.state(), by=by, order_id=order_id))
        self.log_line("stock_changed", stock=[before, self.stock])

    def _in_words(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "price": f"{self.price:.2f}",
            "category": self.category and self.category["name"],
            "unit": self.unit,
            "note": self.note,
            "enabled": self.enabled,
        }
