from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.crm.orders import errors, rules
from shared.contracts.crm.events import Named
from shared.contracts.crm.orders import OrderLine


@dataclass(kw_only=True)
class Line:
    """A line of an order, with its product as it was; `taken` is what it took from the stock."""

    product: Named
    category: Named | None
    unit: str | None
    quantity: int
    price: Decimal
    discount: Decimal
    taken: int = 0

    @property
    def amount(self) -> Decimal:
        return rules.line_amount(price=self.price, quantity=self.quantity, discount=self.discount)

    def in_words(self) -> str:
        less = f" -{self.discount:.2f}%" if self.discount else ""
        return f"{self.product['name']} {self.price:.2f} × {self.quantity}{less}"

    def told(self) -> OrderLine:
        return {
            "product": self.product,
            "category": self.category,
            "unit": self.unit,
            "quantity": self.quantity,
            "price": f"{self.price:.2f}",
            "discount": f"{self.discount:.2f}",
            "amount": f"{self.amount:.2f}",
        }


def total_of(lines: Sequence[Line]) -> Decimal:
    """What they come to. :raises TooMuchMoney: more than is kept"""
    total = sum((each.amount for each in lines), Decimal("0.00"))
    if total > rules.MOST:
        raise errors.TooMuchMoney
    return total
