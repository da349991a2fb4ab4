"""Events of products and their categories. Each product event carries the product as it is after the event."""

from dataclasses import dataclass
from typing import ClassVar, TypedDict

from shared.contracts.crm.events import Named
from shared.kernel.events import Event


class ProductState(TypedDict):
    """A product after an event. `price` is money; `stock` is None where none is kept."""

    name: str
    price: str
    category: Named | None
    unit: str | None
    stock: int | None
    enabled: bool


@dataclass(frozen=True, kw_only=True)
class ProductEvent(Event):
    """Something happened to one product."""

    product_id: str
    state: ProductState


@dataclass(frozen=True, kw_only=True)
class ProductCreated(ProductEvent):
    """A product was added. Sent when saved (G2). Heard by live screens."""

    type: ClassVar[str] = "crm.product.created"


@dataclass(frozen=True, kw_only=True)
class ProductChanged(ProductEvent):
    """A product's data or category changed. Sent when saved (G3). Heard by live screens."""

    type: ClassVar[str] = "crm.product.changed"


@dataclass(frozen=True, kw_only=True)
class ProductStockChanged(ProductEvent):
    """A product's stock changed: `by` so many, by hand or by an order.

    Sent when corrected by hand (G3), when an order is approved or terminated (`order_id`). Heard by live screens.
    """

    type: ClassVar[str] = "crm.product.stock_changed"
    by: int
    order_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class ProductDeleted(ProductEvent):
    """A product that nothing refers to was removed. Sent when deleted (G3). Heard by live screens."""

    type: ClassVar[str] = "crm.product.deleted"


@dataclass(frozen=True, kw_only=True)
class ProductCategoryEvent(Event):
    """Something happened to one category of products."""

    product_category_id: str
    name: str
    parent_id: str | None


@dataclass(frozen=True, kw_only=True)
class ProductCategoryCreated(ProductCategoryEvent):
    """A category was added. Sent when saved (G1). Heard by live screens."""

    type: ClassVar[str] = "crm.product_category.created"


@dataclass(frozen=True, kw_only=True)
class ProductCategoryChanged(ProductCategoryEvent):
    """A category was renamed or moved below another. Sent when saved (G1). Heard by live screens."""

    type: ClassVar[str] = "crm.product_category.changed"


@dataclass(frozen=True, kw_only=True)
class ProductCategoryDeleted(ProductCategoryEvent):
    """An empty category was removed. Sent when deleted (G1). Heard by live screens."""

    type: ClassVar[str] = "crm.product_category.deleted"


EVENTS: tuple[type[Event], ...] = (
    ProductCreated,
    ProductChanged,
    ProductStockChanged,
    ProductDeleted,
    ProductCategoryCreated,
    ProductCategoryChanged,
    ProductCategoryDeleted,
)
