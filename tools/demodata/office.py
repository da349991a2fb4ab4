"""The demo company's people and settings, as the running product tells them."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import requests

from shared.kernel.actor import Actor
from tools.demo import DEMO, PASSWORD
from tools.demodata.deals import Terms
from tools.demodata.words import FAMILY_NAMES, GIVEN_NAMES, PRODUCTS

_ADMINISTRATOR = "13800000001"
_AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Ids of what customers, leads and follow-ups refer to."""

    statuses: list[str]
    tags: list[str]
    behaviours: list[str]
    lead_statuses: list[str]
    sources: list[str]
    deals: Terms


class Office:
    """The administrator's desk."""

    def __init__(self, url: str) -> None:
        self._url = f"{url}/api/v1"
        self._session = requests.Session()
        signed_in = self._order("/auth/login", {"account": _ADMINISTRATOR, "password": PASSWORD})
        self._session.headers["Authorization"] = f"Bearer {signed_in['access_token']}"

    def hire(self, *, until: int) -> None:
        """Creates colleagues in the two departments until there are so many; those there already stay."""
        chosen = random.Random(20_260_501)
        departments = [each["id"] for each in self._read("/departments")["items"]]
        staff = next(each["id"] for each in self._read("/roles")["items"] if each["name"] == "员工")
        for number in range(len(self.colleagues()), until):
            draft = {
                "name": chosen.choice(FAMILY_NAMES) + chosen.choice(GIVEN_NAMES),
                "account": f"1370000{number:04}",
                "department_id": departments[number % len(departments)],
                "role_ids": [staff],
            }
            self._order("/employees", draft)

    def colleagues(self) -> list[Actor]:
        """Everybody who sells, as the gateway would vouch for them."""
        return [
            Actor(
                company_id=DEMO,
                employee_id=each["id"],
                name=each["name"],
                department_id=each["department"]["id"],
                administrator=True,
            )
            for each in self._read("/address-book")["items"]
            if each["department"]
        ]

    def settings(self) -> Settings:
        def ids(kind: str) -> list[str]:
            return [each["id"] for each in self._read(f"/settings/{kind}")["items"] if each["enabled"]]

        return Settings(
            statuses=ids("customer-statuses"),
            tags=ids("customer-tags"),
            behaviours=ids("behaviours"),
            lead_statuses=ids("lead-statuses"),
            sources=ids("sources"),
            deals=Terms(
                products=self._products(),
                stages=self._stages(),
                loss_reasons=ids("loss-reasons"),
                methods=ids("payment-methods"),
            ),
        )

    def _products(self) -> list[dict[str, Any]]:
        """What is sold; made where it is not there yet."""
        known = {each["name"] for each in self._read("/products?page_size=100")["items"]}
        for name, unit, price in PRODUCTS:
            if name not in known:
                self._order("/products", {"name": name, "unit": unit, "price": price})
        wanted = {name for name, _, _ in PRODUCTS}
        return [each for each in self._read("/products?page_size=100")["items"] if each["name"] in wanted]

    def _stages(self) -> dict[str, list[str]]:
        stages = [each for each in self._read("/settings/stages")["items"] if each["enabled"]]
        return {how: [each["id"] for each in stages if each["outcome"] == how] for how in ("open", "won", "lost")}

    def set_targets(self, *, year: int) -> None:
        """What each colleague is to sell and to collect, more from quarter to quarter (Q8, Q9)."""
        ids = [each.employee_id for each in self.colleagues()]
        firsts = [date(year, month, 1) for month in range(1, 13)]
        for kind, amount, number in (("orders", 60_000, 5), ("collections", 48_000, 0)):
            months = [
                {"month": f"{first:%Y-%m}", "number": number, "amount": f"{amount + (first.month - 1) // 3 * 6_000}"}
                for first in firsts
            ]
            for start in range(0, len(ids), _AT_ONCE):
                body: Any = {"kind": kind, "employee_ids": ids[start : start + _AT_ONCE], "months": months}
                self._session.put(f"{self._url}/targets", json=body, timeout=60).raise_for_status()

    @contextmanager
    def pool_at_rest(self) -> Iterator[None]:
        """No customer falls into the pool by itself while days of the past are written."""
        enabled = [each for each in self._read("/settings/pool-rules")["items"] if each["enabled"]]
        for each in enabled:
            self._switch(each["id"], enabled=False)
        try:
            yield
        finally:
            for each in enabled:
                self._switch(each["id"], enabled=True)

    def _switch(self, rule_id: str, *, enabled: bool) -> None:
        (rule,) = (each for each in self._read("/settings/pool-rules")["items"] if each["id"] == rule_id)
        body = {"version": rule["version"], "enabled": enabled}
        self._session.patch(f"{self._url}/settings/pool-rules/{rule_id}", json=body, timeout=60).raise_for_status()

    def _read(self, path: str) -> Any:
        answer = self._session.get(self._url + path, timeout=30)
        answer.raise_for_status()
        return answer.json()

    def _order(self, path: str, body: dict[str, Any]) -> Any:
        answer = self._session.post(self._url + path, json=body, timeout=30)
        answer.raise_for_status()
        return answer.json()
