"""A sale over HTTP: a product, a customer, an order, and the superior who approves it."""

from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from shared.testing.eventually import eventually
from tests.journeys.person import Person


def today() -> str:
    """The date at the demo company."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()


class Sale:
    """What a seller does, and their superior; `administrator` keeps the products."""

    def __init__(self, seller: Person, superior: Person, administrator: Person) -> None:
        self.seller, self.superior, self.administrator = seller, superior, administrator

    def product(self, **given: Any) -> dict[str, Any]:
        draft = {"name": f"快启 {uuid4().hex[:6]}", "price": "1200.00"} | given
        return self.administrator.order("POST", "/products", draft)

    def customer(self) -> str:
        return self.seller.order("POST", "/customers", {"name": f"玉堂码头火锅 {uuid4().hex[:6]}"})["id"]

    def order(self, customer_id: str, *, product: dict[str, Any] | None = None, quantity: int = 2) -> dict[str, Any]:
        line = {"product_id": (product or self.product())["id"], "quantity": quantity}
        draft = {"customer_id": customer_id, "title": f"年度续费 {uuid4().hex[:6]}", "lines": [line]}
        return self.seller.order("POST", "/orders", draft)

    def submit(self, order_id: str) -> None:
        self.seller.order("POST", f"/orders/{order_id}/submit", {})

    def judge(self, title: str, verdict: str, **said: Any) -> None:
        """The superior does, as soon as it is their turn."""

        def waiting() -> str | None:
            items = self.superior.read("/approvals", view="to-approve", turn="now", q=title)["items"]
            return items[0]["id"] if items else None

        approval_id = eventually(waiting, within=30)
        self.superior.order("POST", f"/approvals/{approval_id}/{verdict}", said)

    def becomes(self, path: str, **expected: Any) -> dict[str, Any]:
        """The record, once it has these values."""

        def reached() -> dict[str, Any] | None:
            now = self.seller.read(path)
            return now if all(now[name] == value for name, value in expected.items()) else None

        return eventually(reached, within=30)

    def running(self, customer_id: str, **given: Any) -> dict[str, Any]:
        """An approved order."""
        order = self.order(customer_id, **given)
        self.submit(order["id"])
        self.judge(order["title"], "approve")
        return self.becomes(f"/orders/{order['id']}", status="running")

    def collect(self, order_id: str, amount: str, **given: Any) -> dict[str, Any]:
        method = self.seller.read("/settings/payment-methods")["items"][0]["id"]
        draft = {"order_id": order_id, "received_on": today(), "amount": amount, "method_id": method} | given
        return self.seller.order("POST", "/collections", draft)

    def increments(self, column: str) -> int:
        """The seller's figure in the report of increments."""
        rows = self.superior.read("/reports/customer-increments", from_="2026-01-01", to="2099-12-31")["rows"]
        own = next((each for each in rows if each["employee"]["id"] == self.seller.employee["id"]), None)
        return int(own[column]) if own else 0
