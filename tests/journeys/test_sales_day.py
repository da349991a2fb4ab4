"""A whole sale, from a lead to a completed order, with the approvals that a company can ask for (S1, S2, O1 to O5)."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from uuid import uuid4

import pytest

from shared.testing.eventually import eventually
from tests.journeys.deals import Sale
from tests.journeys.person import Person

ADMINISTRATOR, HEAD, SONG, ZHOU = "13800000001", "13800000002", "13800000005", "13800000006"
SignIn = Callable[[str], Person]
YEAR = {"from_": "2026-01-01", "to": "2026-12-31"}


@pytest.fixture
def sale(somebody: SignIn) -> Sale:
    return Sale(somebody(SONG), somebody(HEAD), somebody(ADMINISTRATOR))


@pytest.fixture
def approving(sale: Sale) -> Iterator[None]:
    """Collections and terminations need an approval meanwhile."""
    ask(sale, needed=True)
    yield
    ask(sale, needed=False)


def ask(sale: Sale, *, needed: bool) -> None:
    terms = sale.administrator.read("/settings/collection-approval")
    sale.administrator.order("PUT", "/settings/collection-approval", terms | {"required": needed})
    terms = sale.administrator.read("/settings/order-termination")
    sale.administrator.order("PUT", "/settings/order-termination", terms | {"approval_required": needed})


def customer_of_a_lead(sale: Sale) -> str:
    seller = sale.seller
    lead = seller.order("POST", "/leads", {"name": f"玉堂码头 {uuid4().hex[:8]}", "phone": "13912345678"})
    return str(seller.order("POST", f"/leads/{lead['id']}/convert", {})["customer_id"])


def follow_up(sale: Sale, customer_id: str) -> None:
    behaviour = sale.seller.read("/settings/behaviours")["items"][0]["id"]
    draft = {"customer_id": customer_id, "behaviour_id": behaviour, "content": "演示完成，客户认可报价"}
    sale.seller.order("POST", "/follow-ups", draft)


def won(sale: Sale, customer_id: str, product_id: str) -> dict:
    stages = {each["name"]: each["id"] for each in sale.seller.read("/settings/stages")["items"]}
    draft = {"customer_id": customer_id, "title": f"续费 {uuid4().hex[:8]}", "product_ids": [product_id]}
    made = sale.seller.order("POST", "/opportunities", draft)
    return sale.seller.order("POST", f"/opportunities/{made['id']}/move", {"stage_id": stages["赢单"]})


def sums_agree(sale: Sale) -> bool:
    """What the CRM has of the year's orders and collections is to the cent what the reports say."""
    boss = sale.administrator
    sold = {
        each["id"]: Decimal(each["deal_amount"])
        for each in boss.all_rows("/orders", view="team", status=["running", "completed"])
    }
    paid = [
        Decimal(each["amount"])
        for each in boss.all_rows("/collections", view="team", status="counted", received_from="2026-01-01")
        if each["order"]["id"] in sold
    ]
    orders, collections = (boss.read(f"/reports/{name}", **YEAR)["total"] for name in ("orders", "collections"))
    return (Decimal(orders["deal_amount"]), Decimal(collections["collected"])) == (sum(sold.values()), sum(paid))


class TestASale:
    def test_goes_from_a_lead_to_a_completed_order(self, sale: Sale, somebody: SignIn, approving: None) -> None:
        customer_id, product = customer_of_a_lead(sale), sale.product(stock=5, price="1234.56")
        follow_up(sale, customer_id)
        opportunity = won(sale, customer_id, product["id"])
        line = {"product_id": product["id"], "quantity": 3, "discount": "3.33"}
        draft = {"customer_id": customer_id, "title": opportunity["title"], "lines": [line]}
        order = sale.seller.order("POST", "/orders", draft | {"opportunity_id": opportunity["id"]})
        path = f"/orders/{order['id']}"
        assert order["deal_amount"] == "3580.35"

        sale.submit(order["id"])
        sale.judge(order["title"], "approve")
        sale.becomes(path, status="running")
        assert sale.becomes(f"/customers/{customer_id}", stage="signed")["falls_at"] is None
        assert sale.seller.read("/approvals", subject_id=order["id"])["items"][0]["status"] == "passed"

        first = sale.collect(order["id"], "1000.01")
        assert (first["status"], sale.seller.read(path)["collected"]) == ("in_approval", "0.00")
        assert somebody(ZHOU).ask("GET", f"/collections/{first['id']}").status_code == 404
        sale.judge(f"{order['title']} ¥1000.01", "refuse", reason="未到账")
        refused = sale.becomes(f"/collections/{first['id']}", status="refused")
        assert refused["refusal_reason"] == "未到账"
        sale.seller.order("POST", f"/collections/{first['id']}/submit", {})
        sale.judge(f"{order['title']} ¥1000.01", "approve")
        sale.becomes(path, collected="1000.01", outstanding="2580.34")
        sale.collect(order["id"], "2580.34")
        sale.judge(f"{order['title']} ¥2580.34", "approve")

        assert sale.becomes(path, status="completed")["rate"] == "100.00%"
        assert eventually(lambda: sums_agree(sale), within=60)

    def test_that_ends_early_asks_before_and_leaves_the_figures(self, sale: Sale, approving: None) -> None:
        customer_id = sale.customer()
        order = sale.running(customer_id)
        path, reason = f"/orders/{order['id']}", {"reason": "客户倒闭"}
        asked = sale.seller.order("POST", f"{path}/terminate", reason)
        assert (asked["status"], asked["termination"]) == ("running", "in_approval")
        sale.judge(order["title"], "refuse", reason="再谈谈")
        assert sale.becomes(path, termination="refused")["termination_refusal"] == "再谈谈"

        sale.seller.order("POST", f"{path}/terminate", reason)
        sale.judge(order["title"], "approve")

        assert sale.becomes(path, status="terminated")["termination_reason"] == "客户倒闭"
        assert sale.seller.read(f"/customers/{customer_id}")["stage"] == "developing"
        assert eventually(lambda: sums_agree(sale), within=60)
