"""Orders as tests make them: a product, a customer, an order on its way, and what the office says of it."""

from uuid import uuid4

from services.crm.service import CrmService
from shared.contracts.office.events import ApprovalFinished


class Deals:
    """The deals of a company; `song` sells."""

    def __init__(self, company):
        self.company = company
        self.song = company.song

    def product(self, name="快启 5 号", price="1200.00", **given):
        return self.company.ask(self.company.administrator, "create_product", name=name, price=price, **given)

    def customer(self, name="玉堂码头火锅", by=None):
        return self.company.create(by or self.song, name)["id"]

    def order(self, customer_id=None, *, product=None, quantity=2, by=None, **given):
        line = {"product_id": (product or self.product())["id"], "quantity": quantity}
        asked = {"title": "年度续费", "lines": [line]} | given
        return self.ask("create_order", by=by, customer_id=customer_id or self.customer(), **asked)

    def submitted(self, customer_id=None, **given):
        return self.ask("submit_order", order_id=self.order(customer_id, **given)["id"])

    def running(self, customer_id=None, **given):
        order = self.submitted(customer_id, **given)
        self.decide(order["id"])
        return self.now(order["id"])

    def decide(self, thing_id, outcome="passed", *, reason="", submission=1, kind="order"):
        given = {"outcome": outcome, "reason": reason, "by": None}
        self.hear(ApprovalFinished, order_id=thing_id, submission=submission, kind=kind, **given)

    def hear(self, event, *, order_id, submission=1, kind="order", **given):
        """What the office tells, in the listener's transaction."""
        subject = {"kind": kind, "id": order_id, "name": "年度续费", "submission": submission}
        about = {"approval_id": str(uuid4()), "title": "订单", "form": kind, "submitter": self.song.as_person()}
        with self.company.database.system_transaction() as tx:
            tx.enter_company(self.company.id)
            CrmService.apply_approvals(None, tx, [event(subject=subject, **about, **given)])

    def collect(self, order_id, amount, **given):
        asked = {"received_on": "2026-03-02", "method_id": self.method()} | given
        return self.ask("create_collection", order_id=order_id, amount=amount, **asked)

    def method(self):
        return self.company.choice("payment-methods", "银行转账")

    def now(self, order_id, by=None):
        return self.ask("get_order", by=by, order_id=order_id)

    def stock(self, product):
        return self.company.ask(self.company.administrator, "get_product", product_id=product["id"])["stock"]

    def ask(self, method, *, by=None, **given):
        return self.company.ask(by or self.song, method, **given)
