"""A deal's course: from an opportunity through its stages to an order, its plans and what was collected."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from services.crm.journeys import settle_orders
from services.crm.orders.repository import Orders
from shared.database import Transaction
from tools.demodata import words

DECISIONS = ("approve_order", "refuse_order")
"""Of the office, and so no operations of the CRM."""
_CENT = Decimal("0.01")
_WORKDAYS = 5
# How deals end, as shares that add up to one; what is left stays open at some stage.
_WON, _LOST = 0.55, 0.2
# What becomes of the order: the rest waits for its approval, or is still written at.
_APPROVED, _REFUSED, _SUBMITTED = 0.86, 0.05, 0.05
_TERMINATED, _PAYS = 0.05, 0.85
_INSTALMENTS = ((Decimal(1),), (Decimal("0.5"), Decimal("0.5")), (Decimal("0.3"), Decimal("0.4"), Decimal("0.3")))


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Ids of what deals refer to; stages in their order by how they end."""

    products: Sequence[Mapping[str, Any]]
    stages: Mapping[str, list[str]]
    loss_reasons: list[str]
    methods: list[str]


@dataclass
class Deal:
    """A deal as the story knows it; ids and amount are there once it came so far, `over` when something refused it."""

    title: str
    opportunity: str = ""
    order: str = ""
    amount: Decimal = Decimal()
    instalments: tuple[Decimal, ...] = ()
    over: bool = False
    products: list[Mapping[str, Any]] = field(default_factory=list)

    def part(self, number: int) -> str:
        """What this instalment comes to; the last one is the rest."""
        parts = [(self.amount * each).quantize(_CENT, ROUND_DOWN) for each in self.instalments[:-1]]
        parts.append(self.amount - sum(parts))
        return f"{parts[number]:.2f}"


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is done about a deal at a moment."""

    at: datetime
    operation: str
    arguments: dict[str, Any]


def course(chosen: random.Random, deal: Deal, terms: Terms, *, at: datetime) -> Iterator[Step]:
    """All that happens to one deal, in the order of time."""
    deal.products = chosen.sample(terms.products, k=min(len(terms.products), chosen.choice((1, 1, 2))))
    worth = sum(Decimal(each["price"]) for each in deal.products) * chosen.randrange(1, 12)
    yield Step(
        at=at,
        operation="create_opportunity",
        arguments={
            "title": deal.title,
            "product_ids": [each["id"] for each in deal.products],
            "expected_amount": f"{worth:.2f}",
            "expected_on": (at + timedelta(days=chosen.randrange(15, 90))).date().isoformat(),
        },
    )
    ends = chosen.random()
    stages = terms.stages["open"][1:]
    for stage in stages if ends < _WON else stages[: chosen.randrange(len(stages) + 1)]:
        at = _later(chosen, at, 2, 9)
        yield Step(at=at, operation="move_opportunity", arguments={"stage_id": stage})
    at = _later(chosen, at, 2, 9)
    if ends < _WON:
        yield Step(at=at, operation="move_opportunity", arguments={"stage_id": terms.stages["won"][0]})
        yield from _ordered(chosen, deal, terms, at=_later(chosen, at, 0, 2))
    elif ends < _WON + _LOST:
        lost = {"stage_id": terms.stages["lost"][0], "loss_reason_id": chosen.choice(terms.loss_reasons)}
        yield Step(at=at, operation="move_opportunity", arguments=lost)


def decide(tx: Transaction, order_id: str, operation: str) -> None:
    """What the office said at the time, without an approval that would wait for somebody today."""
    order = Orders(tx).fetch(order_id)
    if operation == "approve_order":
        settle_orders.approve(tx, order)
    else:
        order.refuse(reason="折扣超出权限，请重新核价", at=tx.now)
    Orders(tx).save(order)


def _ordered(chosen: random.Random, deal: Deal, terms: Terms, *, at: datetime) -> Iterator[Step]:
    lines = [
        {
            "product_id": each["id"],
            "quantity": chosen.randrange(1, 12),
            "price": each["price"],
            "discount": chosen.choice(("0.00", "0.00", "5.00", "8.00")),
        }
        for each in deal.products
    ]
    yield Step(at=at, operation="create_order", arguments={"title": deal.title, "lines": lines})
    at, dice = _later(chosen, at, 0, 2), chosen.random()
    if dice < _APPROVED:
        yield Step(at=at, operation="approve_order", arguments={})
        yield from _paid(chosen, deal, terms, at=at)
    elif dice < _APPROVED + _REFUSED:
        yield Step(at=at, operation="refuse_order", arguments={})
    elif dice < _APPROVED + _REFUSED + _SUBMITTED:
        yield Step(at=at, operation="submit_order", arguments={})


def _paid(chosen: random.Random, deal: Deal, terms: Terms, *, at: datetime) -> Iterator[Step]:
    deal.instalments = chosen.choice(_INSTALMENTS)
    method = chosen.choice(terms.methods)
    due = [at + timedelta(days=10 + 25 * number) for number in range(len(deal.instalments))]
    for number, day in enumerate(due):
        plan = {"part": number, "due_on": day.date().isoformat(), "method_id": method, "remind_days": 3}
        yield Step(at=at, operation="create_collection_plan", arguments=plan)
    if chosen.random() < _TERMINATED:
        reason = {"reason": chosen.choice(words.TERMINATIONS)}
        yield Step(at=_later(chosen, at, 3, 9), operation="terminate_order", arguments=reason)
        return
    for number, day in enumerate(due):
        if chosen.random() > _PAYS:
            return
        paid = _later(chosen, day, 0, 4)
        collection = {"part": number, "received_on": paid.date().isoformat(), "method_id": method}
        yield Step(at=paid, operation="create_collection", arguments=collection | {"payee": "财务部"})


def _later(chosen: random.Random, at: datetime, least: int, most: int) -> datetime:
    """Some working day after it."""
    later = at + timedelta(days=chosen.randrange(least, most), minutes=chosen.randrange(5, 180))
    return later + timedelta(days=2) if later.weekday() >= _WORKDAYS else later
