"""Collections and terminations that wait for an approval, and who sees what is to be approved (O3, O4, S2)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from shared.contracts.office.events import ApprovalAssigned, ApprovalHandedOn, ApprovalNotOpened, ApprovalOpened
from shared.kernel.actor import Scope
from shared.kernel.errors import Conflict, Forbidden, Missing
from tests.integration.crm.deals import Deals


@pytest.fixture
def deals(company):
    return Deals(company)


@pytest.fixture
def order(deals):
    """2400.00 to collect."""
    return deals.running()


def kinds(company):
    return [kind.removeprefix("crm.") for kind, _ in company.events() if kind.startswith(("crm.coll", "crm.order"))]


def last(company, kind):
    return [event["data"] for type_, event in company.events() if type_ == kind][-1]


class TestCollection:
    @pytest.fixture(autouse=True)
    def asked_for(self, company):
        company.ask(company.administrator, "set_collection_approval", version=1, required=True)

    def listed(self, deals, order):
        return deals.ask("list_collections", order_id=order["id"])["items"]

    def test_counts_when_its_approval_passed_and_once(self, company, deals, order):
        made = deals.collect(order["id"], "1000.10", invoiced="500")

        assert (made["status"], deals.now(order["id"])["collected"]) == ("in_approval", "0.00")
        asked = last(company, "crm.collection.submitted")
        assert asked["approval"]["fields"]["amount"] == "1000.10"
        assert (asked["approval"]["form"], asked["subject"]["id"]) == ("collection", made["id"])
        assert "collection.created" not in kinds(company)
        for _ in range(2):
            deals.decide(made["id"], kind="collection")

        now = deals.now(order["id"])
        assert (now["collected"], now["invoiced"], now["outstanding"]) == ("1000.10", "500.00", "1399.90")
        assert kinds(company).count("collection.created") == 1
        assert last(company, "crm.collection.created")["order"]["collected"] == "1000.10"

    def test_completes_the_order_that_it_pays(self, deals, order):
        deals.decide(deals.collect(order["id"], "2400")["id"], kind="collection")

        assert deals.now(order["id"])["status"] == "completed"

    def test_keeps_what_waits_free_of_the_outstanding_amount_also_when_two_collect_at_once(self, deals, order):
        def collect(_):
            try:
                return deals.collect(order["id"], "1500.00")["status"]
            except Conflict as refused:
                return refused.code

        with ThreadPoolExecutor(2) as threads:
            answers = sorted(threads.map(collect, range(2)))

        assert answers == ["in_approval", "order.beyond_deal_amount"]
        with pytest.raises(Conflict, match="beyond_deal_amount"):
            deals.collect(order["id"], "900.01")
        deals.collect(order["id"], "900.00")

    def test_that_is_refused_is_mended_and_handed_in_again(self, company, deals, order):
        made = deals.collect(order["id"], "2400")
        deals.decide(made["id"], "refused", reason="未到账", kind="collection")
        (refused,) = self.listed(deals, order)
        assert (refused["status"], refused["refusal_reason"]) == ("refused", "未到账")
        assert deals.collect(order["id"], "0.01")["status"] == "in_approval"

        one = {"collection_id": made["id"]}
        deals.ask("change_collection", **one, version=refused["version"], amount="2000.00")
        again = deals.ask("submit_collection", **one)
        assert (again["status"], again["refusal_reason"]) == ("in_approval", None)
        deals.decide(made["id"], submission=1, kind="collection")
        assert deals.now(order["id"])["collected"] == "0.00"
        deals.decide(made["id"], submission=2, kind="collection")

        assert deals.now(order["id"])["collected"] == "2000.00"

    def test_that_finds_no_flow_says_so_and_may_be_removed(self, company, deals, order):
        made = deals.collect(order["id"], "1.00")
        about = {"order_id": made["id"], "kind": "collection"}
        deals.hear(ApprovalNotOpened, **about, reason="no_flow", detail="没有可用的审批流程")

        (back,) = self.listed(deals, order)
        assert (back["status"], back["refusal_reason"]) == ("to_approve", "没有可用的审批流程")
        deals.ask("delete_collection", collection_id=made["id"])
        assert self.listed(deals, order) == []
        assert kinds(company)[-1] == "collection.returned"

    def test_does_not_change_while_it_waits_nor_past_its_approval(self, deals, order):
        made = deals.collect(order["id"], "1000")
        one = {"collection_id": made["id"]}
        for method, given in (("change_collection", {"version": 1, "note": "x"}), ("delete_collection", {})):
            with pytest.raises(Conflict, match="waits_for_approval"):
                deals.ask(method, **one, **given)
        deals.decide(made["id"], kind="collection")

        (counted,) = self.listed(deals, order)
        with pytest.raises(Conflict, match="counted_stays"):
            deals.ask("change_collection", **one, version=counted["version"], amount="1.00")
        with pytest.raises(Conflict, match="nothing_to_submit"):
            deals.ask("submit_collection", **one)
        deals.ask("delete_collection", **one)
        assert deals.now(order["id"])["collected"] == "0.00"

    def test_of_an_order_that_ended_meanwhile_does_not_count(self, deals, order):
        made = deals.collect(order["id"], "1000")
        deals.ask("terminate_order", order_id=order["id"], reason="x")
        deals.decide(made["id"], kind="collection")

        (refused,) = self.listed(deals, order)
        assert (refused["status"], refused["refusal_reason"]) == ("refused", "订单已终止")

    def test_counts_at_once_where_nobody_asks_any_more(self, company, deals, order):
        made = deals.collect(order["id"], "1000")
        deals.decide(made["id"], "withdrawn", kind="collection")
        company.ask(company.administrator, "set_collection_approval", version=2, required=False)

        assert deals.ask("submit_collection", collection_id=made["id"])["status"] == "counted"
        assert deals.now(order["id"])["collected"] == "1000.00"


class TestTermination:
    @pytest.fixture(autouse=True)
    def asked_for(self, company):
        terms = {"customer_goes_to": "developing", "approval_required": True}
        company.ask(company.administrator, "set_order_termination", version=1, **terms)

    def test_takes_effect_when_its_approval_passed_and_once(self, company, deals):
        product = deals.product(stock=5)
        order = deals.running(product=product)
        asked = deals.ask("terminate_order", order_id=order["id"], reason="客户倒闭")
        assert (asked["status"], asked["termination"], asked["may"]) == ("running", "in_approval", ["copy"])
        assert last(company, "crm.order.termination_submitted")["approval"]["fields"]["reason"] == "客户倒闭"
        with pytest.raises(Conflict, match="not_in_this_status"):
            deals.collect(order["id"], "1.00")

        for _ in range(2):
            deals.decide(order["id"], kind="termination")

        now = deals.now(order["id"])
        assert (now["status"], now["termination"], now["termination_reason"]) == ("terminated", "none", "客户倒闭")
        assert deals.stock(product) == 5
        assert kinds(company).count("order.terminated") == 1
        assert company.get(company.song, order["customer"]["id"])["stage"] == "developing"

    @pytest.mark.parametrize(("outcome", "state"), [("refused", "refused"), ("withdrawn", "none")])
    def test_that_did_not_pass_lets_the_order_go_on(self, deals, order, outcome, state):
        deals.ask("terminate_order", order_id=order["id"], reason="客户倒闭")
        deals.decide(order["id"], outcome, reason="再谈谈", kind="termination")

        now = deals.now(order["id"])
        assert (now["status"], now["termination"], now["termination_refusal"]) == ("running", state, "再谈谈")
        assert (now["termination_reason"], "terminate" in now["may"]) == (None, True)
        deals.ask("terminate_order", order_id=order["id"], reason="还是终止")
        deals.decide(order["id"], submission=1, kind="termination")
        assert deals.now(order["id"])["status"] == "running"
        deals.decide(order["id"], submission=2, kind="termination")
        assert deals.now(order["id"])["status"] == "terminated"

    def test_that_finds_no_flow_says_so(self, deals, order):
        deals.ask("terminate_order", order_id=order["id"], reason="x")
        told = {"reason": "no_flow", "detail": "没有可用的审批流程"}
        deals.hear(ApprovalNotOpened, order_id=order["id"], kind="termination", **told)

        now = deals.now(order["id"])
        assert (now["termination"], now["termination_refusal"]) == ("refused", "没有可用的审批流程")


class TestConcerned:
    @pytest.fixture
    def approver(self, company):
        """周长生, whose role holds approvals and no deals."""
        return replace(company.zhou, scopes={"approvals": Scope("self"), "customers": Scope("self")})

    def opened(self, deals, thing_id, approver, *, kind="order"):
        template = {"template": {"id": thing_id, "name": "x"}, "template_version": 1}
        deals.hear(ApprovalOpened, order_id=thing_id, kind=kind, **template, approvers=[approver.as_person()])

    def test_sees_the_order_and_nothing_more(self, deals, order, approver):
        with pytest.raises(Missing):
            deals.now(order["id"], by=approver)

        self.opened(deals, order["id"], approver)

        assert deals.now(order["id"], by=approver)["may"] == []
        for method in ("list_order_changes", "list_orders"):
            with pytest.raises(Forbidden):
                deals.ask(method, by=approver, **({"order_id": order["id"]} if "changes" in method else {}))
        with pytest.raises(Missing):
            deals.now(deals.order()["id"], by=approver)

    def test_sees_the_collection_with_its_order(self, company, deals, order, approver):
        company.ask(company.administrator, "set_collection_approval", version=1, required=True)
        made = deals.collect(order["id"], "1.00")
        with pytest.raises(Missing):
            deals.ask("get_collection", by=approver, collection_id=made["id"])

        self.opened(deals, made["id"], approver, kind="collection")

        assert deals.ask("get_collection", by=approver, collection_id=made["id"])["amount"] == "1.00"
        assert deals.now(order["id"], by=approver)["title"] == order["title"]

    def test_is_also_who_is_added_or_handed_it(self, company, deals, order, approver):
        step = {"step": "复核"}
        xu = replace(company.xu, scopes=approver.scopes)
        deals.hear(ApprovalAssigned, order_id=order["id"], **step, approvers=[approver.as_person()])
        handed = {"former": approver.as_person(), "approver": xu.as_person(), "comment": ""}
        deals.hear(ApprovalHandedOn, order_id=order["id"], **step, **handed)

        assert deals.now(order["id"], by=approver)["id"] == deals.now(order["id"], by=xu)["id"] == order["id"]

    def test_sees_the_customer_and_may_only_view_it(self, company, deals, order, approver):
        customer = order["customer"]
        with pytest.raises(Missing):
            company.get(approver, customer["id"])

        template = {"template": {"id": customer["id"], "name": "x"}, "template_version": 1}
        people = [approver.as_person()]
        deals.hear(ApprovalOpened, order_id=order["id"], **template, approvers=people, customer=customer)

        assert company.get(approver, customer["id"])["may"] == []

    def test_of_another_company_sees_nothing(self, deals, order, found, approver):
        self.opened(deals, order["id"], approver)
        other = found()

        with pytest.raises(Missing):
            other.ask(replace(approver, company_id=other.id), "get_order", order_id=order["id"])
