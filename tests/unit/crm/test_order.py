from datetime import UTC, datetime
from decimal import Decimal

import pytest

from services.crm.orders import errors, rules
from services.crm.orders.lines import Line
from services.crm.orders.model import Order
from shared.kernel.errors import Forbidden, Missing

AT = datetime(2026, 11, 25, 2, tzinfo=UTC)
SONG, ZHOU = ({"id": each, "name": each, "department_id": "d"} for each in ("song", "zhou"))
RELATIONS = ("administrator", "owner", "head", "related", "none")


def line(price="1200.00", quantity=2, discount="0.00"):
    return Line(
        product={"id": "p", "name": "快启 5 号"},
        category=None,
        unit="套",
        quantity=quantity,
        price=Decimal(price),
        discount=Decimal(discount),
    )


def order(*, lines=None, relation="owner", **given):
    made = Order.create(
        company_id="c",
        order_id="o",
        customer={"id": "k", "name": "玉堂码头火锅"},
        title="年度续费",
        lines=lines or [line()],
        by=SONG,
        at=AT,
        **given,
    )
    made.relation = relation
    made.take_recorded()
    made.take_lines()
    return made


def running(**given):
    one = order(**given)
    one.submit(by=SONG, at=AT)
    one.approve(at=AT)
    one.take_recorded()
    return one


def collect(one, amount, invoiced="0.00"):
    one.collect(amount=Decimal(amount), invoiced=Decimal(invoiced), at=AT)


def told(one):
    return [each.type.rpartition(".")[2] for each in one.take_recorded()]


# What the owner may do beyond seeing it; what others may not of that.
OWNER = {
    "to_approve": {"edit", "submit"},
    "in_approval": set(),
    "refused": {"edit", "submit"},
    "running": {"plan", "collect", "terminate", "change_owner"},
    "completed": {"terminate"},
    "terminated": {"delete"},
}
THE_OWNER_S_ALONE = {"submit", "terminate"}


class TestRights:
    @pytest.mark.parametrize("status", OWNER)
    def test_are_those_of_the_table(self, status):
        row = rules.RIGHTS[status]

        assert set(row["owner"]) == {"view", "copy"} | OWNER[status]
        for relation in ("administrator", "head"):
            assert row[relation] == row["owner"] - THE_OWNER_S_ALONE
        assert (row["related"], row["none"]) == ({"view"}, set())

    @pytest.mark.parametrize("status", OWNER)
    @pytest.mark.parametrize("relation", RELATIONS)
    @pytest.mark.parametrize("action", sorted(rules.ACTIONS))
    def test_are_required(self, status, relation, action):
        one = order(relation=relation)
        one.status = status
        allowed = action in rules.RIGHTS[status][relation]
        ever = any(action in row[relation] for row in rules.RIGHTS.values())
        refusal = Missing if relation == "none" else errors.NotInThisStatus if ever else Forbidden

        if allowed:
            one.require(action)
        else:
            with pytest.raises(refusal):
                one.require(action)

    def test_to_change_the_owner_need_the_action(self):
        asked = {"status": "running", "relation": "owner"}

        assert "change_owner" in rules.rights(**asked, may=lambda _: True)
        assert "change_owner" not in rules.rights(**asked, may=lambda _: False)


class TestMoney:
    @pytest.mark.parametrize(
        ("price", "quantity", "discount", "amount"),
        [
            ("1200.00", 2, "0.00", "2400.00"),
            ("0.05", 1, "10.00", "0.05"),
            ("0.15", 1, "50.00", "0.08"),
            ("33.33", 3, "33.33", "66.66"),
            ("100.00", 1, "100.00", "0.00"),
        ],
    )
    def test_of_a_line_is_rounded_half_up(self, price, quantity, discount, amount):
        assert line(price, quantity, discount).amount == Decimal(amount)

    @pytest.mark.parametrize(
        ("part", "whole", "rate"), [("4510.40", "5.00", "90208.00%"), ("1.00", "0.00", "0.00%"), ("1", "3", "33.33%")]
    )
    def test_rates_have_two_places_and_no_upper_bound(self, part, whole, rate):
        assert rules.rate(Decimal(part), Decimal(whole)) == rate

    def test_is_the_product_total_unless_agreed_otherwise(self):
        assert order().deal_amount == Decimal("2400.00")
        assert order(deal_amount=Decimal("2000.00")).product_total == Decimal("2400.00")

    def test_follows_the_lines_unless_agreed_otherwise(self):
        free, agreed = order(), order(deal_amount=Decimal("2000.00"))
        for one in (free, agreed):
            one.change(given={}, lines=[line(quantity=3)], at=AT)

        assert (free.deal_amount, agreed.deal_amount) == (Decimal("3600.00"), Decimal("2000.00"))

    def test_has_an_upper_bound(self):
        with pytest.raises(errors.TooMuchMoney):
            order(lines=[line("999999999999.00", 2)])


class TestApproval:
    def test_is_asked_for_with_what_was_agreed(self):
        one = order()
        one.submit(by=SONG, at=AT)

        (event,) = one.take_recorded()
        assert (one.status, event.subject["kind"], event.subject["submission"]) == ("in_approval", "order", 1)
        assert event.approval["fields"]["amount"] == "2400.00"
        assert event.approval["form"] == "order"

    def test_counts_for_its_submission_alone(self):
        one = order()
        one.submit(by=SONG, at=AT)
        one.refuse(reason="折扣太大", at=AT)
        one.submit(by=SONG, at=AT)

        assert [one.awaits(submission=each) for each in (1, 2, 3)] == [False, True, False]
        one.approve(at=AT)
        assert one.awaits(submission=2) is False

    def test_lets_it_run_refuses_it_or_hands_it_back(self):
        for verb, status, event in (("approve", "running", "approved"), ("refuse", "refused", "refused")):
            one = order()
            one.submit(by=SONG, at=AT)
            getattr(one, verb)(at=AT, **({} if verb == "approve" else {"reason": "x"}))
            assert (one.status, told(one)[-1]) == (status, event)
        one.hand_back(reason="没有流程", at=AT)
        assert (one.status, one.refusal_reason, told(one)) == ("to_approve", "没有流程", ["returned"])

    def test_completes_what_costs_nothing(self):
        assert running(deal_amount=Decimal("0.00")).status == "completed"


class TestCollect:
    def test_completes_when_fully_paid(self):
        one = running()
        collect(one, "1000.10", "500.00")
        assert (one.status, one.outstanding, one.invoiced) == ("running", Decimal("1399.90"), Decimal("500.00"))

        collect(one, "1399.90")
        assert (one.status, one.completed_at, told(one)) == ("completed", AT, ["completed"])

    def test_never_exceeds_the_deal_amount(self):
        one = running()
        collect(one, "2399.99")

        with pytest.raises(errors.BeyondDealAmount):
            collect(one, "0.02")
        assert one.collected == Decimal("2399.99")

    def test_takes_back_too(self):
        one = running()
        collect(one, "1000.00")
        collect(one, "-1000.00")

        assert (one.collected, one.outstanding) == (0, Decimal("2400.00"))


class TestOther:
    def test_termination_is_told_with_its_reason(self):
        one = running()
        one.terminate(reason="客户倒闭", at=AT)

        (event,) = one.take_recorded()
        assert (one.status, one.termination_reason, event.reason) == ("terminated", "客户倒闭", "客户倒闭")

    def test_owners_are_told_apart(self):
        one = running()
        one.hand_over(ZHOU, at=AT)
        one.hand_over(ZHOU, at=AT)

        (event,) = one.take_recorded()
        assert (one.owner_id, event.former_owner) == ("zhou", SONG)
