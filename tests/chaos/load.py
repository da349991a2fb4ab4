"""People at work while things break: customers, orders, approvals, collections."""

import random
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from threading import Event, Thread
from uuid import uuid4

from shared.testing.eventually import eventually
from tests.chaos.caller import Caller
from tests.chaos.journal import Journal
from tests.chaos.selling import Offer, Seller, Superior
from tests.journeys.person import Person

ADMINISTRATOR, *SELLERS = PEOPLE = tuple(f"1380000000{number}" for number in range(1, 7))
SUPERIORS = PEOPLE[:3]
SOLD = frozenset({"submit", "approve", "collect"})
ALL_KINDS = SOLD | {"create", "drop-to-pool", "take", "order", "refuse", "terminate", "terms"}
PACE_SECONDS = 0.15
_PRICES, _STOCK = (Decimal("199.99"), Decimal("4510.40")), 1_000_000


class Worker(Thread):
    """One employee. Changes come at a steady pace, chosen by a seeded generator."""

    def __init__(
        self, url: str, *, account: str, run: str, seed: int, journal: Journal, pool: "deque[str]", offer: Offer
    ) -> None:
        super().__init__(name=account, daemon=True)
        self._run_name = run
        self._chance = random.Random(f"{seed} {run} {account}")
        self._caller = Caller(url, account=account, journal=journal, chance=self._chance)
        self._pool = pool
        self._mine: deque[str] = deque()
        self._administers = account == ADMINISTRATOR
        self._seller = (
            Seller(self._caller, run=run, journal=journal, chance=self._chance, offer=offer)
            if account in SELLERS
            else None
        )
        self.superior = (
            Superior(self._caller, run=run, journal=journal, chance=self._chance) if account in SUPERIORS else None
        )
        self.enough = Event()
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self._caller.sign_in()
            while not self.enough.wait(PACE_SECONDS):
                self._do_something()
        except Exception as error:  # noqa: BLE001  # told by the load when it is stopped
            self.error = error

    def _do_something(self) -> None:
        dice = self._chance.random()
        if dice < 0.4 and self.superior is not None and self.superior.judge():
            return
        if dice > 0.9 and self._administers and self.superior is not None:
            self.superior.ask_for_approval()
        elif dice < 0.7 and self._seller is not None:
            self._seller.step()
        else:
            self._keep_customers(self._chance.random())

    def _keep_customers(self, dice: float) -> None:
        if dice < 0.3 and self._mine:
            self._bulk("drop-to-pool", self._mine.popleft(), reason="无意向")
        elif dice < 0.6 and self._pool:
            self._bulk("take", self._pool.popleft())
        else:
            made = self._caller.change("create", "/customers", {"name": f"{self._run_name}|{self._caller.new_key()}"})
            if made is not None:
                self._mine.append(made["id"])

    def _bulk(self, verb: str, customer: str, **more: str) -> None:
        answer = self._caller.change(
            verb,
            f"/customers/bulk/{verb}",
            {"ids": [customer], **more},
            effect=lambda said: [customer] if said["done"] else [],
        )
        if answer is not None and answer["done"]:
            (self._pool if verb == "drop-to-pool" else self._mine).append(customer)


def _offer(url: str, *, run: str, journal: Journal) -> Offer:
    """Products of this run, whose stock nobody else takes from."""
    administrator = Person(url, account=ADMINISTRATOR)
    prices = {}
    for price in _PRICES:
        draft = {"name": f"{run}|{uuid4()}", "price": f"{price}", "stock": _STOCK}
        made = administrator.order("POST", "/products", draft)["id"]
        prices[made], journal.stocks[made] = price, _STOCK
    return Offer(prices, administrator.read("/settings/payment-methods")["items"][0]["id"])


@contextmanager
def load(url: str, *, run: str, seed: int) -> Iterator[Journal]:
    """Six people order about 30 changes a second; at the end of the block every one was answered, and judged."""
    journal, pool = Journal(), deque[str]()
    offer = _offer(url, run=run, journal=journal)
    workers = [
        Worker(url, account=account, run=run, seed=seed, journal=journal, pool=pool, offer=offer) for account in PEOPLE
    ]
    for each in workers:
        each.start()
    try:
        yield journal
    finally:
        for each in workers:
            each.enough.set()
        for each in workers:
            each.join(timeout=90)
    errors = [each.error for each in workers if each.error] + [each.name for each in workers if each.is_alive()]
    assert not errors, errors
    _judge_the_rest(workers, journal)


def _judge_the_rest(workers: list[Worker], journal: Journal) -> None:
    """What was handed in reaches whoever judges it, also after the fault."""

    def nothing_hangs() -> bool:
        for each in workers:
            while each.superior is not None and each.superior.judge():
                pass
        assert journal.hanging == []
        return True

    eventually(nothing_hangs, within=60)
