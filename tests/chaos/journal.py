"""What people ordered while things broke, and what they were answered."""

from collections import Counter
from dataclasses import dataclass, field
from threading import Lock


@dataclass
class Order:
    """One change somebody wanted, by its idempotency key; `done` are the customers it took effect on."""

    key: str
    verb: str
    answered: bool = False
    done: list[str] = field(default_factory=list)


class Journal:
    """All orders of a load, kept by many threads; `troubles` counts why some had to be repeated."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.troubles: Counter[str] = Counter()
        self._lock = Lock()

    def note(self, order: Order) -> Order:
        with self._lock:
            self.orders.append(order)
        return order

    @property
    def answered(self) -> int:
        """How many orders were answered."""
        return sum(each.answered for each in self.orders)

    @property
    def unanswered(self) -> list[Order]:
        return [each for each in self.orders if not each.answered]

    def done(self, verb: str) -> list[str]:
        """The customers that orders of this kind took effect on, one entry per effect."""
        return [customer for each in self.orders if each.verb == verb for customer in each.done]
