from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from shared.contracts.office.events import ApprovalNotOpened
from shared.kernel.errors import Conflict, Forbidden, Invalid, Missing
from tests.integration.crm.deals import Deals


@pytest.fixture
def deals(company):
    return Deals(company)


def told(company, kind):
    return [event for type_, event in company.events() if type_ == kind]


class TestWrite:
    def test_adds_up_its_lines(self, deals):
        one, two = deals.product("甲", "33.33"), deals.product("乙", "0.15")
        lines = [
            {"product_id": one["id"], "quantity": 3, "discount": "33.33"},
            {"product_id": two["id"], "quantity": 1, "price": "100"},
        ]

        made = deals.order(lines=lines)

        assert [(each["product"]["name"], each["price"], each["amount"]) for each in made["lines"]] == [
            ("甲", "33.33", "66.66"),
            ("乙", "100.00", "100.00"),
        ]
        assert (made["product_total"], made["deal_amount"], made["status"]) == ("166.66", "166.66", "to_approve")
        assert (made["collected"], made["outstanding"], made["rate"]) == ("0.00", "166.66", "0.00%")

    def test_is_for_customers_of_one_s_own(self, company, deals):
        customer_id = deals.customer()

        with pytest.raises(Missing):
            deals.order(customer_id, by=company.zhou)
        for actor in (company.head, company.administrator):
            with pytest.raises(Forbidden):
                deals.order(customer_id, by=actor)

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"title": " "}, "title"),
            ({"lines": []}, "lines"),
            ({"lines": [{"product_id": str(uuid4()), "quantity": 1}]}, "lines.0.product_id"),
            ({"deal_amount": "1.001"}, "deal_amount"),
            ({"deal_amount": 12.5}, "deal_amount"),
            ({"opportunity_id": str(uuid4())}, "opportunity_id"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, deals, given, field):
        with pytest.raises(Invalid) as refused:
            deals.order(**given)

        assert set(refused.value.errors) == {field}

    @pytest.mark.parametrize(
        ("line", "field"),
        [({"quantity": 0}, "quantity"), ({"discount": "100.01"}, "discount"), ({"price": "-1"}, "price")],
    )
    def test_names_the_line_that_is_wrong(self, deals, line, field):
        with pytest.raises(Invalid) as refused:
            deals.order(lines=[{"product_id": deals.product()["id"], "quantity": 1} | line])

        assert set(refused.value.errors) == {f"lines.0.{field}"}

    def test_sells_nothing_that_is_switched_off(self, company, deals):
        product = deals.product(enabled=False)

        with pytest.raises(Invalid):
            deals.order(product=product)

    def test_is_changed_until_it_is_approved(self, deals):
        made = deals.order()
        asked = {"order_id": made["id"], "version": made["version"]}

        changed = deals.ask("change_order", **asked, deal_amount="2000", title="续费")
        assert (changed["title"], changed["deal_amount"], changed["product_total"]) == ("续费", "2000.00", "2400.00")
        with pytest.raises(Conflict):
            deals.ask("change_order", **asked, title="x")

        deals.ask("submit_order", order_id=made["id"])
        with pytest.raises(Conflict, match="not_in_this_status"):
            deals.ask("change_order", order_id=made["id"], version=changed["version"] + 1, title="x")


class TestApproval:
    def test_signs_the_customer_and_takes_the_stock(self, company, deals):
        product, customer_id = deals.product(stock=5), deals.customer()
        order = deals.submitted(customer_id, product=product)
        assert (order["status"], order["may"]) == ("in_approval", ["copy"])

        for _ in range(2):
            deals.decide(order["id"])

        customer = company.get(company.song, customer_id)
        assert (customer["stage"], customer["falls_at"]) == ("signed", None)
        assert deals.stock(product) == 3
        assert deals.now(order["id"])["status"] == "running"
        assert len(told(company, "crm.order.approved")) == len(told(company, "crm.customer.signed")) == 1
        assert told(company, "crm.product.stock_changed")[0]["data"]["order_id"] == order["id"]
        with pytest.raises(Conflict):
            deals.ask("change_order", order_id=order["id"], version=9, title="x")
        refused = company.ask(company.head, "drop_customers_to_pool", ids=[customer_id])["refused"]
        assert [each["code"] for each in refused] == ["customer.signed_stays"]

    def test_refused_is_mended_and_handed_in_again(self, deals):
        order = deals.submitted()
        deals.decide(order["id"], "refused", reason="折扣太大")
        refused = deals.now(order["id"])
        assert (refused["status"], refused["refusal_reason"]) == ("refused", "折扣太大")
        assert refused["may"] == ["copy", "edit", "submit"]

        deals.ask("submit_order", order_id=order["id"])
        deals.decide(order["id"], submission=1)
        assert deals.now(order["id"])["status"] == "in_approval"
        deals.decide(order["id"], submission=2)
        assert deals.now(order["id"])["status"] == "running"

    def test_that_finds_no_flow_hands_it_back_and_says_why(self, deals):
        order = deals.submitted()
        deals.hear(ApprovalNotOpened, order_id=order["id"], reason="no_flow", detail="没有可用的审批流程")

        back = deals.now(order["id"])
        assert (back["status"], back["refusal_reason"]) == ("to_approve", "没有可用的审批流程")

    def test_takes_back_a_customer_that_was_given_up_meanwhile(self, company, deals):
        customer_id = deals.customer()
        order = deals.submitted(customer_id)
        company.ask(company.song, "drop_customers_to_pool", ids=[customer_id], reason="x")

        deals.decide(order["id"])

        customer = company.get(company.song, customer_id)
        assert (customer["stage"], customer["owner"]["name"]) == ("signed", "宋肖肖")


class TestStock:
    def test_is_told_to_lack_at_once(self, deals):
        with pytest.raises(Conflict, match="not_enough_stock"):
            deals.submitted(product=deals.product(stock=1))

    def test_is_sold_once_when_two_orders_pass_at_once(self, company, deals):
        product = deals.product(stock=3)
        orders = [deals.submitted(deals.customer(f"客户 {number}"), product=product) for number in range(2)]

        with ThreadPoolExecutor(2) as threads:
            list(threads.map(lambda each: deals.decide(each["id"]), orders))

        now = [deals.now(each["id"]) for each in orders]
        assert sorted(each["status"] for each in now) == ["refused", "running"]
        assert "库存不足" in next(each["refusal_reason"] for each in now if each["status"] == "refused")
        assert deals.stock(product) == 1
        stages = [company.get(company.song, each["customer"]["id"])["stage"] for each in orders]
        assert sorted(stages) == ["developing", "signed"]

    def test_is_counted_over_all_lines_of_a_product(self, deals):
        product = deals.product(stock=3)
        line = {"product_id": product["id"], "quantity": 2}

        with pytest.raises(Conflict, match="not_enough_stock"):
            deals.submitted(lines=[line, line])

    def test_is_given_back_once(self, company, deals):
        product = deals.product(stock=5)
        order = deals.running(product=product)

        def terminate(_):
            try:
                return deals.ask("terminate_order", order_id=order["id"], reason="客户倒闭")["status"]
            except Conflict as refused:
                return refused.code

        with ThreadPoolExecutor(2) as threads:
            answers = list(threads.map(terminate, range(2)))

        assert sorted(answers) == ["order.not_in_this_status", "terminated"]
        assert deals.stock(product) == 5


class TestTerminate:
    def test_is_the_owner_s_alone_and_needs_a_reason(self, company, deals):
        order = deals.running()

        for actor in (company.head, company.administrator):
            with pytest.raises(Forbidden):
                deals.ask("terminate_order", by=actor, order_id=order["id"], reason="x")
        with pytest.raises(Invalid):
            deals.ask("terminate_order", order_id=order["id"], reason=" ")

    @pytest.mark.parametrize(("goes_to", "owned"), [("developing", True), ("pool", False)])
    def test_lets_the_customer_go_where_the_company_says(self, company, deals, goes_to, owned):
        boss = company.administrator
        company.ask(boss, "set_order_termination", version=1, customer_goes_to=goes_to)
        customer_id = deals.customer()
        order = deals.running(customer_id)
        company.pass_days(100)

        ended = deals.ask("terminate_order", order_id=order["id"], reason="客户倒闭")

        customer = company.get(boss, customer_id)
        assert (ended["status"], ended["termination_reason"], ended["may"]) == (
            "terminated",
            "客户倒闭",
            ["copy", "delete"],
        )
        assert (customer["stage"], customer["owner"] is not None) == ("developing", owned)
        kinds = [kind for kind, _ in company.events() if kind.startswith("crm.customer.")]
        assert kinds[2:] == ["crm.customer.signed_back", *([] if owned else ["crm.customer.dropped_to_pool"])]
        company.let_fall()
        assert company.get(boss, customer_id)["owner"] == customer["owner"]

    def test_keeps_a_customer_that_has_another_approved_order(self, company, deals):
        customer_id = deals.customer()
        one, _ = deals.running(customer_id), deals.running(customer_id)

        deals.ask("terminate_order", order_id=one["id"], reason="x")

        assert company.get(company.song, customer_id)["stage"] == "signed"

    def test_comes_before_deleting(self, company, deals):
        order = deals.running()
        deals.collect(order["id"], "100.00")
        with pytest.raises(Conflict):
            deals.ask("delete_order", order_id=order["id"])

        deals.ask("terminate_order", order_id=order["id"], reason="x")
        deals.ask("delete_order", order_id=order["id"])

        with pytest.raises(Missing):
            deals.now(order["id"])
        assert deals.ask("list_collections")["total"] == 0
        assert company.events()[-1][0] == "crm.order.deleted"


class TestCopy:
    def test_is_written_at_today_s_prices(self, company, deals):
        product = deals.product()
        order = deals.order(product=product, deal_amount="1.00")
        company.ask(company.administrator, "change_product", product_id=product["id"], version=1, price="1500")

        copied = deals.ask("copy_order", order_id=order["id"])

        assert copied["id"] != order["id"]
        assert (copied["status"], copied["deal_amount"]) == ("to_approve", "3000.00")

    def test_sells_nothing_that_is_switched_off(self, company, deals):
        product = deals.product()
        order = deals.order(product=product)
        company.ask(company.administrator, "change_product", product_id=product["id"], version=1, enabled=False)

        with pytest.raises(Conflict, match="switched_off"):
            deals.ask("copy_order", order_id=order["id"])


class TestOwner:
    def test_is_changed_by_who_holds_the_action(self, company, deals):
        order, zhou = deals.running(), company.zhou
        asked = {"order_id": order["id"], "owner_id": zhou.employee_id}
        with pytest.raises(Forbidden):
            deals.ask("change_order_owner", **asked)

        changed = deals.ask("change_order_owner", by=company.administrator, **asked)

        assert changed["owner"]["name"] == "周长生"
        assert deals.now(order["id"], by=zhou)["may"] == ["collect", "copy", "plan", "terminate"]
        assert told(company, "crm.order.owner_changed")[0]["data"]["former_owner"]["name"] == "宋肖肖"


class TestRights:
    def test_hide_orders_from_colleagues_and_strangers(self, company, found, deals):
        order, other = deals.running()["id"], found()
        for whom, actor in ((company, company.zhou), (company, company.xu), (other, other.administrator)):
            for method, given in (
                ("get_order", {}),
                ("list_order_changes", {}),
                ("change_order", {"version": 1, "title": "x"}),
                ("submit_order", {}),
                ("terminate_order", {"reason": "x"}),
                ("copy_order", {}),
                ("delete_order", {}),
            ):
                with pytest.raises(Missing):
                    whom.ask(actor, method, order_id=order, **given)

    def test_let_a_participant_of_the_customer_see_them(self, company, deals):
        customer_id, zhou = deals.customer(), company.zhou
        order = deals.running(customer_id)
        company.ask(company.song, "add_participants", ids=[customer_id], employee_ids=[zhou.employee_id])

        assert deals.now(order["id"], by=zhou)["may"] == []
        assert deals.ask("list_orders", by=zhou, customer_id=customer_id)["total"] == 1
        with pytest.raises(Forbidden):
            deals.collect(order["id"], "1.00", by=zhou)


class TestList:
    def test_is_narrowed(self, company, deals):
        product = deals.product("甲")
        one, two = deals.running(product=product)["id"], deals.order(deals.customer("思博特"), title="扩容")["id"]

        def listed(by=None, **asked):
            return [each["id"] for each in deals.ask("list_orders", by=by, **asked)["items"]]

        assert sorted(listed()) == sorted([one, two])
        assert listed(status="running") == listed(product_id=product["id"]) == [one]
        assert listed(approved_from="2026-03-02", approved_to="2026-03-02") == [one]
        assert listed(q="思博特") == listed(q="扩容") == [two]
        assert sorted(listed(by=company.head, view="team")) == sorted([one, two])
        assert listed(by=company.head) == listed(by=company.xu, view="team") == []
