"""From an opportunity to a completed order, and what follows when it goes wrong (P1 to P5, O1 to O5, S1, S2)."""

from collections.abc import Callable

import pytest

from shared.testing.eventually import eventually
from tests.journeys.deals import Sale, today
from tests.journeys.person import Person

ADMINISTRATOR, HEAD, SONG, ZHOU = "13800000001", "13800000002", "13800000005", "13800000006"
SignIn = Callable[[str], Person]


@pytest.fixture
def sale(somebody: SignIn) -> Sale:
    return Sale(somebody(SONG), somebody(HEAD), somebody(ADMINISTRATOR))


class TestOrder:
    def test_is_approved_signs_the_customer_is_paid_and_completed(self, sale: Sale) -> None:
        signed, customer_id, product = sale.increments("became_signed"), sale.customer(), sale.product(stock=5)
        order = sale.running(customer_id, product=product)

        assert sale.becomes(f"/customers/{customer_id}", stage="signed")["falls_at"] is None
        assert sale.seller.read(f"/products/{product['id']}")["stock"] == 3
        plan = {"order_id": order["id"], "due_on": "2026-12-01", "amount": "1200.00", "remind_days": 3}
        sale.seller.order("POST", "/collection-plans", plan)
        sale.collect(order["id"], "1000.10", invoiced="1000.10")
        partly = sale.seller.read(f"/orders/{order['id']}")
        assert (partly["collected"], partly["outstanding"], partly["rate"]) == ("1000.10", "1399.90", "41.67%")
        beyond = {"order_id": order["id"], "received_on": today(), "amount": "1399.91"}
        method = sale.seller.read("/settings/payment-methods")["items"][0]["id"]
        refused = sale.seller.ask("POST", "/collections", json=beyond | {"method_id": method})
        assert (refused.status_code, refused.json()["code"]) == (409, "order.beyond_deal_amount")
        sale.collect(order["id"], "1399.90")

        done = sale.seller.read(f"/orders/{order['id']}")
        assert (done["status"], done["outstanding"], done["rate"]) == ("completed", "0.00", "100.00%")
        eventually(lambda: sale.increments("became_signed") == signed + 1, within=30)

    def test_that_is_refused_is_mended_and_handed_in_again(self, sale: Sale) -> None:
        order = sale.order(sale.customer())
        sale.submit(order["id"])
        sale.judge(order["title"], "refuse", reason="折扣太大")
        refused = sale.becomes(f"/orders/{order['id']}", status="refused")
        assert refused["refusal_reason"] == "折扣太大"

        change = {"version": refused["version"], "deal_amount": "2000.00"}
        sale.seller.order("PATCH", f"/orders/{order['id']}", change)
        sale.submit(order["id"])
        sale.judge(order["title"], "approve")

        assert sale.becomes(f"/orders/{order['id']}", status="running")["deal_amount"] == "2000.00"
        late = sale.seller.ask("PATCH", f"/orders/{order['id']}", json={"version": 99, "title": "x"})
        assert (late.status_code, late.json()["code"]) == (409, "order.not_in_this_status")

    def test_that_ends_early_gives_everything_back(self, sale: Sale) -> None:
        customer_id, product = sale.customer(), sale.product(stock=5)
        order = sale.running(customer_id, product=product)
        by_head = sale.superior.ask("POST", f"/orders/{order['id']}/terminate", json={"reason": "x"})
        assert by_head.status_code == 403

        sale.seller.order("POST", f"/orders/{order['id']}/terminate", {"reason": "客户倒闭"})

        assert sale.seller.read(f"/products/{product['id']}")["stock"] == 5
        customer = sale.seller.read(f"/customers/{customer_id}")
        assert (customer["stage"], customer["owner"]["name"]) == ("developing", "宋肖肖")
        assert sale.seller.ask("DELETE", f"/orders/{order['id']}").status_code == 204

    def test_is_copied_at_today_s_prices(self, sale: Sale) -> None:
        product = sale.product()
        order = sale.order(sale.customer(), product=product)
        new_price = {"version": product["version"], "price": "1500.00"}
        sale.administrator.order("PATCH", f"/products/{product['id']}", new_price)

        answer = sale.seller.ask("POST", f"/orders/{order['id']}/copy", json={})

        assert (answer.status_code, answer.json()["deal_amount"]) == (201, "3000.00")


class TestOpportunity:
    @pytest.fixture
    def stages(self, sale: Sale) -> dict[str, str]:
        return {each["name"]: each["id"] for each in sale.seller.read("/settings/stages")["items"]}

    @pytest.fixture
    def approving(self, sale: Sale):
        """Wins need an approval meanwhile."""
        terms = sale.administrator.read("/settings/win-approval")
        sale.administrator.order("PUT", "/settings/win-approval", terms | {"required": True})
        yield
        now = sale.administrator.read("/settings/win-approval")
        sale.administrator.order("PUT", "/settings/win-approval", now | {"required": False})

    def create(self, sale: Sale, **given):
        draft = {"customer_id": sale.customer(), "title": f"扩容 {sale.product()['name']}"} | given
        return sale.seller.order("POST", "/opportunities", draft)

    def test_is_won_and_becomes_an_order(self, sale: Sale, stages: dict[str, str]) -> None:
        product = sale.product()
        made = self.create(sale, product_ids=[product["id"]], expected_amount="2400.00")
        for stage in ("方案/报价", "赢单"):
            moved = sale.seller.order("POST", f"/opportunities/{made['id']}/move", {"stage_id": stages[stage]})
        assert (moved["outcome"], moved["may"]) == ("won", [])

        line = {"product_id": product["id"], "quantity": 1}
        draft = {"customer_id": made["customer"]["id"], "title": made["title"], "lines": [line]}
        order = sale.seller.order("POST", "/orders", draft | {"opportunity_id": made["id"]})

        assert order["opportunity"] == {"id": made["id"], "name": made["title"]}
        log = sale.seller.read(f"/opportunities/{made['id']}/changes")["items"]
        assert [each["kind"] for each in log] == ["moved", "moved", "created"]

    def test_waits_for_the_approval_of_its_win(self, sale: Sale, stages: dict[str, str], approving: None) -> None:
        made = self.create(sale, product_ids=[sale.product()["id"]])
        path = f"/opportunities/{made['id']}"
        win = {"stage_id": stages["赢单"]}
        sale.seller.order("POST", f"{path}/move", win)
        sale.judge(made["title"], "refuse", reason="再谈谈价格")
        assert sale.becomes(path, approval="refused")["stage"]["name"] == "初步接洽"

        sale.seller.order("POST", f"{path}/move", win)
        assert sale.seller.ask("POST", f"{path}/move", json={"stage_id": stages["方案/报价"]}).status_code == 409
        sale.judge(made["title"], "approve")

        assert sale.becomes(path, outcome="won")["approval"] == "passed"

    def test_is_lost_for_a_reason(self, sale: Sale, stages: dict[str, str]) -> None:
        path = f"/opportunities/{self.create(sale)['id']}"
        answer = sale.seller.ask("POST", f"{path}/move", json={"stage_id": stages["输单"]})
        assert (answer.status_code, set(answer.json()["errors"])) == (422, {"loss_reason_id"})

        reason = sale.seller.read("/settings/loss-reasons")["items"][0]
        lost = sale.seller.order("POST", f"{path}/move", {"stage_id": stages["输单"], "loss_reason_id": reason["id"]})

        assert (lost["outcome"], lost["loss_reason"]["name"]) == ("lost", reason["name"])

    def test_is_for_one_s_own_customers(self, sale: Sale, somebody: SignIn) -> None:
        draft = {"customer_id": sale.customer(), "title": "不该成功"}

        assert somebody(ZHOU).ask("POST", "/opportunities", json=draft).status_code == 404
        assert sale.superior.ask("POST", "/opportunities", json=draft).status_code == 403


class TestProduct:
    def test_is_kept_by_who_may(self, sale: Sale) -> None:
        top = sale.administrator.order("POST", "/product-categories", {"name": f"软件 {sale.customer()[:8]}"})
        product = sale.product(category_id=top["id"], stock=3, unit="套")

        more = sale.administrator.order("POST", f"/products/{product['id']}/change-stock", {"by": -3})
        short = sale.administrator.ask("POST", f"/products/{product['id']}/change-stock", json={"by": -1})
        assert (more["stock"], short.status_code, short.json()["code"]) == (0, 409, "product.not_enough_stock")
        assert sale.seller.ask("PATCH", f"/products/{product['id']}", json={"version": 1}).status_code == 403
        assert sale.administrator.ask("DELETE", f"/product-categories/{top['id']}").status_code == 409
        sale.administrator.order("POST", "/products/bulk/delete", {"ids": [product["id"]]})
        assert sale.administrator.ask("DELETE", f"/product-categories/{top['id']}").status_code == 204
