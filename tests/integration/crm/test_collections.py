from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from services.crm.service import CrmService
from shared.kernel.errors import Conflict, Invalid, Missing
from tests.integration.crm.deals import Deals


@pytest.fixture
def deals(company):
    return Deals(company)


@pytest.fixture
def order(deals):
    """2400.00 to collect."""
    return deals.running()


class TestCollect:
    def test_shows_what_is_left(self, company, deals, order):
        made = deals.collect(order["id"], "1000.10", invoiced="500", payee="宋肖肖")

        now = deals.now(order["id"])
        assert (made["amount"], made["invoiced"], made["method"]["name"]) == ("1000.10", "500.00", "银行转账")
        assert (now["collected"], now["outstanding"], now["invoiced"], now["rate"]) == (
            "1000.10",
            "1399.90",
            "500.00",
            "41.67%",
        )
        kind, event = company.events()[-1]
        assert (kind, event["data"]["order"]["collected"]) == ("crm.collection.created", "1000.10")

    def test_completes_the_order_when_it_is_fully_paid(self, company, deals, order):
        deals.collect(order["id"], "1400")
        deals.collect(order["id"], "1000")

        now = deals.now(order["id"])
        assert (now["status"], now["outstanding"], now["rate"]) == ("completed", "0.00", "100.00%")
        with pytest.raises(Conflict, match="not_in_this_status"):
            deals.collect(order["id"], "0.01")
        assert "crm.order.completed" in [kind for kind, _ in company.events()]

    def test_beyond_the_deal_amount_is_refused_also_when_two_collect_at_once(self, deals, order):
        def collect(_):
            try:
                return deals.collect(order["id"], "1500.00")["amount"]
            except Conflict as refused:
                return refused.code

        with ThreadPoolExecutor(2) as threads:
            answers = sorted(threads.map(collect, range(2)))

        assert answers == ["1500.00", "order.beyond_deal_amount"]
        assert deals.now(order["id"])["collected"] == "1500.00"
        assert deals.ask("list_collections", order_id=order["id"])["total"] == 1

    def test_keeps_its_files(self, deals, order):
        slip = {"id": str(uuid4()), "name": "回单.jpg", "size": 1024, "media_type": "image/jpeg"}
        deals.collect(order["id"], "1.00", file_ids=[slip])

        (shown,) = deals.ask("list_collections", order_id=order["id"])["items"]
        assert shown["files"] == [slip]

    def test_waits_for_the_approval(self, deals):
        with pytest.raises(Conflict, match="not_in_this_status"):
            deals.collect(deals.order()["id"], "1.00")

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"amount": "0"}, "amount"),
            ({"amount": "-1"}, "amount"),
            ({"amount": 1.5}, "amount"),
            ({"received_on": "yesterday"}, "received_on"),
            ({"method_id": str(uuid4())}, "method_id"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, deals, order, given, field):
        with pytest.raises(Invalid) as refused:
            deals.collect(order["id"], **{"amount": "1.00"} | given)

        assert set(refused.value.errors) == {field}


class TestMend:
    def test_keeps_the_sum_exact(self, company, deals, order):
        made = deals.collect(order["id"], "1000")
        asked = {"collection_id": made["id"]}

        mended = deals.ask("change_collection", **asked, version=made["version"], amount="0.10", invoiced="0.10")
        assert (mended["amount"], deals.now(order["id"])["collected"]) == ("0.10", "0.10")
        with pytest.raises(Conflict):
            deals.ask("change_collection", **asked, version=made["version"], amount="1.00")
        with pytest.raises(Conflict, match="beyond_deal_amount"):
            deals.ask("change_collection", **asked, version=mended["version"], amount="2400.01")

        deals.ask("delete_collection", **asked)
        now = deals.now(order["id"])
        assert (now["collected"], now["invoiced"]) == ("0.00", "0.00")
        assert company.events()[-1][0] == "crm.collection.deleted"

    def test_is_for_the_owner_s_side(self, company, found, deals, order):
        made, other = deals.collect(order["id"], "1000"), found()
        for whom, actor in ((company, company.zhou), (other, other.administrator)):
            with pytest.raises(Missing):
                whom.ask(actor, "change_collection", collection_id=made["id"], version=1, amount="1.00")
            with pytest.raises(Missing):
                whom.ask(actor, "delete_collection", collection_id=made["id"])
            with pytest.raises(Missing):
                whom.ask(actor, "list_collections", order_id=order["id"])


class TestPlan:
    @pytest.fixture
    def plan(self, deals, order):
        return deals.ask(
            "create_collection_plan", order_id=order["id"], due_on="2026-04-01", amount="1200", remind_days=3
        )

    def test_is_made_changed_and_given_up(self, company, deals, order, plan):
        assert (plan["amount"], plan["remind_days"], plan["method"]) == ("1200.00", 3, None)

        changed = deals.ask(
            "change_collection_plan", plan_id=plan["id"], version=1, method_id=deals.method(), remind_days=None
        )
        assert (changed["method"]["name"], changed["remind_days"]) == ("银行转账", None)
        deals.ask("delete_collection_plan", plan_id=plan["id"])

        assert deals.ask("list_collection_plans", order_id=order["id"])["items"] == []
        kinds = [kind.rpartition(".")[2] for kind, _ in company.events() if "collection_plan" in kind]
        assert kinds == ["created", "changed", "deleted"]

    @pytest.mark.parametrize("days", [0, 4, 30])
    def test_reminds_one_two_three_or_seven_days_ahead(self, deals, order, days):
        with pytest.raises(Invalid):
            deals.ask("create_collection_plan", order_id=order["id"], due_on="2026-04-01", amount="1", remind_days=days)

    def test_is_for_a_running_order(self, deals):
        with pytest.raises(Conflict):
            deals.ask("create_collection_plan", order_id=deals.order()["id"], due_on="2026-04-01", amount="1")

    def test_is_listed_mine_and_the_team_s_by_day(self, company, deals, plan):
        def listed(by, **asked):
            return [each["id"] for each in deals.ask("list_collection_plans", by=by, **asked)["items"]]

        assert listed(company.song) == listed(company.head, view="team") == [plan["id"]]
        assert listed(company.song, due_to="2026-03-31") == listed(company.zhou, view="team") == []


class TestReminder:
    def remind(self, company):
        CrmService.remind_of_payments(company)

    def test_is_told_once_as_many_days_ahead_as_was_asked(self, company, deals, order):
        asked = {"order_id": order["id"], "due_on": "2026-03-06", "amount": "1200"}
        deals.ask("create_collection_plan", **asked, remind_days=3)
        deals.ask("create_collection_plan", **asked, remind_days=None)
        self.remind(company)
        assert told(company) == []

        company.pass_days(1)
        for _ in range(2):
            self.remind(company)

        (event,) = told(company)
        assert (event["days"], event["state"]["amount"]) == (3, "1200.00")
        assert event["order"]["owner"]["name"] == "宋肖肖"

    def test_is_told_again_when_the_date_is_put_off(self, company, deals, order):
        plan = deals.ask(
            "create_collection_plan", order_id=order["id"], due_on="2026-03-03", amount="1200", remind_days=1
        )
        self.remind(company)
        version = deals.ask("list_collection_plans", order_id=order["id"])["items"][0]["version"]
        deals.ask("change_collection_plan", plan_id=plan["id"], version=version, due_on="2026-03-02")
        self.remind(company)

        assert [each["days"] for each in told(company)] == [1, 0]

    def test_is_of_running_orders(self, company, deals, order):
        deals.ask("create_collection_plan", order_id=order["id"], due_on="2026-03-03", amount="1200", remind_days=1)
        deals.ask("terminate_order", order_id=order["id"], reason="x")
        self.remind(company)

        assert told(company) == []


def told(company):
    return [event["data"] for kind, event in company.events() if kind == "crm.collection_plan.due_near"]
