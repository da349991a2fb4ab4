"""People at work while things break: each order is repeated with its key until it is answered."""

import random
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any
from uuid import UUID

import requests

from tests.chaos.journal import Journal, Order

PEOPLE = ("13800000001", "13800000002", "13800000003", "13800000004", "13800000005", "13800000006")
_PATIENCE, _PAUSE = 240, 0.25
_REPEAT = {429, 500, 502, 503, 504}
PACE_SECONDS = 0.15


class Worker(Thread):
    """One employee. Orders come at a steady pace, chosen by a seeded generator."""

    def __init__(self, url: str, *, account: str, run: str, seed: int, journal: Journal, pool: "deque[str]") -> None:
        super().__init__(name=account, daemon=True)
        self._base = f"{url}/api/v1"
        self._account = account
        self._run_name = run
        self._random = random.Random(f"{seed} {run} {account}")
        self._journal = journal
        self._pool = pool
        self._mine: deque[str] = deque()
        self._token = ""
        self._never = Event()
        self.enough = Event()
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self._sign_in()
            while not self.enough.wait(PACE_SECONDS):
                self._order_something()
        except Exception as error:  # noqa: BLE001  # told by the load when it is stopped
            self.error = error

    def _order_something(self) -> None:
        dice = self._random.random()
        if dice < 0.2 and self._mine:
            self._bulk("drop-to-pool", self._mine.popleft(), reason="无意向")
        elif dice < 0.4 and self._pool:
            self._bulk("take", self._pool.popleft())
        else:
            self._create()

    def _create(self) -> None:
        key = self._new_key()
        order = self._journal.note(Order(key, "create"))
        answer = self._repeat("/customers", {"name": f"{self._run_name}|{key}"}, order)
        if answer is not None:
            order.done = [answer["id"]]
            self._mine.append(answer["id"])

    def _bulk(self, verb: str, customer: str, **more: str) -> None:
        order = self._journal.note(Order(self._new_key(), verb))
        answer = self._repeat(f"/customers/bulk/{verb}", {"ids": [customer], **more}, order)
        if answer is not None and answer["done"]:
            order.done = [customer]
            (self._pool if verb == "drop-to-pool" else self._mine).append(customer)

    def _repeat(self, path: str, body: dict[str, Any], order: Order) -> Any:
        """The answer in the end; None when the patience ended first, which the checks then tell of."""
        for _ in range(_PATIENCE):
            answer = self._ask(path, body, key=order.key)
            if answer is not None:
                assert answer.ok, f"{path}: {answer.status_code} {answer.text}"
                order.answered = True
                return answer.json()
            self._never.wait(_PAUSE)
        return None

    def _ask(self, path: str, body: dict[str, Any], *, key: str = "") -> requests.Response | None:
        """None where nobody answered for good."""
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": key}
        try:
            answer = requests.post(self._base + path, json=body, headers=headers, timeout=8)
        except requests.RequestException as error:
            self._journal.troubles[type(error).__name__] += 1
            return None
        if not answer.ok:
            self._journal.troubles[f"{answer.status_code} {answer.json().get('code')}"] += 1
        if answer.status_code == 401 and key:
            self._sign_in()
            return None
        return None if answer.status_code in _REPEAT else answer

    def _sign_in(self) -> None:
        for _ in range(_PATIENCE):
            answer = self._ask("/auth/login", {"account": self._account, "password": "kuaiqi-demo"})
            if answer is not None and answer.ok:
                self._token = answer.json()["access_token"]
                return
            self._never.wait(_PAUSE)
        raise TimeoutError(f"{self._account} could not sign in")

    def _new_key(self) -> str:
        return str(UUID(int=self._random.getrandbits(128)))


@contextmanager
def load(url: str, *, run: str, seed: int) -> Iterator[Journal]:
    """Six people order about 30 changes a second; at the end of the block every order was answered."""
    journal, pool = Journal(), deque[str]()
    workers = [Worker(url, account=account, run=run, seed=seed, journal=journal, pool=pool) for account in PEOPLE]
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
