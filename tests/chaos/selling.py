"""Sales in the load: an order written, handed in, judged by the superior, collected on, sometimes ended early."""

import random
from collections import deque
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.chaos.caller import Caller
from tests.chaos.journal import Deal, Journal, Payment

_CENT = Decimal("0.01")
_AT_ONCE = 2


@dataclass(frozen=True)
class Offer:
    """What is sold in this run: prices by product, and how one pays."""

    prices: dict[str, Decimal]
    method_id: str


@dataclass
class _Sale:
    """A deal on its way; first there is the customer alone."""

    customer_id: str
    deal: Deal | None = None


class Seller:
    """Works on a few sales at once, one step at a time."""

    def __init__(self, caller: Caller, *, run: str, journal: Journal, chance: random.Random, offer: Offer) -> None:
        self._caller = caller
        self._run = run
        self._journal = journal
        self._chance = chance
        self._offer = offer
        self._sales: deque[_Sale] = deque()

    def step(self) -> None:
        """Begins a sale, or does the next thing of the one that has waited longest."""
        if len(self._sales) < _AT_ONCE:
            self._find_customer()
            return
        sale = self._sales.popleft()
        if self._goes_on(sale):
            self._sales.append(sale)

    def _find_customer(self) -> None:
        made = self._caller.change("create", "/customers", {"name": f"{self._run}|{self._caller.new_key()}"})
        if made is not None:
            self._sales.append(_Sale(made["id"]))

    def _goes_on(self, sale: _Sale) -> bool:
        if sale.deal is None:
            sale.deal = self._write(sale.customer_id)
            return sale.deal is not None
        if not self._journal.submitted["order", sale.deal.id]:
            return self._submit(sale.deal)
        now = self._caller.read(f"/orders/{sale.deal.id}")
        if now is None or now["status"] == "in_approval":
            return True
        if now["status"] == "refused":
            return self._chance.random() < 0.5 and self._submit(sale.deal)
        return self._collect_or_end(sale.deal)

    def _write(self, customer_id: str) -> Deal | None:
        title = f"{self._run}|{self._caller.new_key()}"
        chosen = self._chance.sample(sorted(self._offer.prices), k=self._chance.choice((1, 2)))
        quantities = {each: self._chance.randint(1, 7) for each in chosen}
        discounts = {each: Decimal(self._chance.choice(("0.00", "7.50", "33.33"))) for each in chosen}
        lines = [
            {"product_id": each, "quantity": number, "discount": f"{discounts[each]}"}
            for each, number in quantities.items()
        ]
        draft = {"customer_id": customer_id, "title": title, "lines": lines}
        made = self._caller.change("order", "/orders", draft)
        if made is None:
            return None
        amounts = (self._amount(each, quantities[each], discounts[each]) for each in chosen)
        deal = Deal(made["id"], title, sum(amounts, Decimal("0.00")), quantities)
        self._journal.deals.append(deal)
        return deal

    def _amount(self, product_id: str, quantity: int, discount: Decimal) -> Decimal:
        whole = self._offer.prices[product_id] * quantity * (100 - discount) / 100
        return whole.quantize(_CENT, ROUND_HALF_UP)

    def _submit(self, deal: Deal) -> bool:
        handed_in = self._caller.change("submit", f"/orders/{deal.id}/submit", {})
        if handed_in is not None:
            self._journal.note_submitted("order", deal.id)
        return handed_in is not None

    def _collect_or_end(self, deal: Deal) -> bool:
        last = deal.payments[-1] if deal.payments else None
        if last is not None and not last.at_once:
            now = self._caller.read(f"/collections/{last.id}")
            if now is None or now["status"] == "in_approval":
                return True
            if now["status"] == "refused":
                return self._hand_in_again(last)
        if last is not None and self._chance.random() < 0.3:
            return self._terminate(deal)
        return self._collect(deal)

    def _collect(self, deal: Deal) -> bool:
        """Part of what is left, or all; all that was collected before counts by now."""
        left = deal.amount - sum(each.amount for each in deal.payments)
        if not left:
            return False
        part = (left / 3).quantize(_CENT) if self._chance.random() < 0.6 else left
        amount = max(part, _CENT)
        draft = {
            "order_id": deal.id,
            "received_on": "2026-11-25",
            "amount": f"{amount}",
            "method_id": self._offer.method_id,
        }
        made = self._caller.change("collect", "/collections", draft)
        if made is None:
            return False
        deal.payments.append(Payment(made["id"], amount, at_once=made["status"] == "counted"))
        if made["status"] != "counted":
            self._journal.note_submitted("collection", made["id"])
        return True

    def _hand_in_again(self, payment: Payment) -> bool:
        again = self._caller.change("collect again", f"/collections/{payment.id}/submit", {})
        if again is None:
            return False
        payment.at_once = again["status"] == "counted"
        if not payment.at_once:
            self._journal.note_submitted("collection", payment.id)
        return True

    def _terminate(self, deal: Deal) -> bool:
        ended = self._caller.change("terminate", f"/orders/{deal.id}/terminate", {"reason": "客户倒闭"})
        deal.terminated = ended is not None
        return False


class Superior:
    """Judges what waits for them; `ask_for_approval` has collections of the company wait for it too, or no longer."""

    def __init__(self, caller: Caller, *, run: str, journal: Journal, chance: random.Random) -> None:
        self._caller = caller
        self._run = run
        self._journal = journal
        self._chance = chance

    def judge(self) -> bool:
        """Judges what waits longest; false when nothing does."""
        waiting = self._caller.read(
            "/approvals", view="to-approve", turn="now", q=f"{self._run}|", sort="submitted_at", page_size=1
        )
        if not waiting or not waiting["items"]:
            return False
        (one,) = waiting["items"]
        refuses = self._chance.random() < 0.25
        verdict, said = ("refuse", {"reason": "折扣太大"}) if refuses else ("approve", {})
        if self._caller.change(verdict, f"/approvals/{one['id']}/{verdict}", said) is not None:
            self._journal.note_judged(one["subject"]["kind"], one["subject"]["id"], verdict)
        return True

    def ask_for_approval(self) -> None:
        path = "/settings/collection-approval"
        now: dict[str, Any] | None = self._caller.read(path)
        if now is not None:
            changed = {"version": now["version"], "required": not now["required"]}
            self._caller.change("terms", path, changed, method="PUT", effect=lambda said: [str(said["version"])])
