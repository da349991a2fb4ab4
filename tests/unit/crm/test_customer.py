from datetime import UTC, datetime, timedelta

import pytest

from services.crm.customers import errors
from services.crm.customers.model import Customer
from services.crm.customers.record import Participant
from services.crm.customers.rules import Limits, Rule, Terms
from shared.kernel.errors import Forbidden, Missing

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SONG = {"id": "song", "name": "宋肖肖", "department_id": "d1"}
ZHOU = {"id": "zhou", "name": "周长生", "department_id": "d1"}
TERMS = Terms(rules=[Rule(id="r1", name="30 天未跟进", version=2, days={"follow_up": 30}, red_days=3)])


@pytest.fixture
def customer():
    made = Customer.create(
        company_id="c", customer_id="1", by=SONG, at=NOW, terms=TERMS, fields={"name": "成都友趣", "phone": None}
    )
    made.take_recorded()
    made.take_lines()
    return made


def told(customer):
    """The one event since the last question, and the lines of the log."""
    (event,) = customer.take_recorded()
    return event, customer.take_lines()


class TestCreate:
    def test_is_owned_by_who_creates_it_and_falls_by_the_rule(self, customer):
        assert (customer.owner, customer.taken_at) == (SONG, NOW)
        assert (customer.falls_at, customer.falls_rule_id) == (NOW + timedelta(days=30), "r1")


class TestDropToPool:
    def test_tells_the_former_owner_and_why(self, customer):
        customer.participants = {"zhou": Participant(ZHOU, may_edit=True)}

        customer.drop_to_pool(reason="无意向", at=NOW)

        event, (line,) = told(customer)
        assert (event.kind, event.reason, event.rule, event.former_owner) == ("by_hand", "无意向", None, SONG)
        assert event.state["owner"] is None
        assert (line.kind, line.changes) == (
            "dropped_to_pool",
            {"owner": ["宋肖肖", None], "reason": [None, "无意向"]},
        )
        assert (customer.falls_at, customer.participants, customer.former_owner_id) == (None, {}, "song")

    def test_is_refused_in_the_pool_and_when_signed(self, customer):
        customer.stage = "signed"
        with pytest.raises(errors.SignedCustomerStays):
            customer.drop_to_pool(reason=None, at=NOW)
        with pytest.raises(errors.SignedCustomerStays):
            customer.delete(at=NOW)
        customer.stage = "developing"
        customer.drop_to_pool(reason=None, at=NOW)
        with pytest.raises(errors.AlreadyInPool):
            customer.drop_to_pool(reason=None, at=NOW)


class TestFallIntoPool:
    def test_tells_the_rule_with_its_version(self, customer):
        customer.fall_into_pool(at=NOW + timedelta(days=30))

        event, (line,) = told(customer)
        assert (event.kind, event.rule) == ("automatic", {"id": "r1", "name": "30 天未跟进", "version": 2})
        assert line.kind == "fell_into_pool"

    def test_waits_until_its_time_is_over(self, customer):
        customer.fall_into_pool(at=NOW + timedelta(days=30, seconds=-1))

        assert customer.owner == SONG
        assert customer.take_recorded() == []

    def test_waits_anew_after_a_follow_up(self, customer):
        customer.follow_up(at=NOW + timedelta(days=10))

        assert customer.falls_at == NOW + timedelta(days=40)

    @pytest.mark.parametrize("change", [{"stage": "signed"}, {"terms": Terms()}])
    def test_never_comes_for_signed_ones_or_without_rules(self, customer, change):
        for name, value in change.items():
            setattr(customer, name, value)

        customer.follow_up(at=NOW)

        assert (customer.falls_at, customer.falls_rule_id) == (None, None)


class TestTake:
    def test_refuses_the_former_owner_for_some_days(self, customer):
        customer.terms = Terms(limits=Limits(days_before_taken_back=2))
        customer.drop_to_pool(reason=None, at=NOW)

        with pytest.raises(errors.TakenBackTooSoon):
            customer.take(by=SONG, at=NOW + timedelta(days=1))
        customer.take(by=ZHOU, at=NOW + timedelta(days=1))

        assert customer.owner == ZHOU
        with pytest.raises(errors.AlreadyTaken):
            customer.take(by=SONG, at=NOW + timedelta(days=3))


class TestTransfer:
    def test_to_the_owner_changes_nothing(self, customer):
        customer.transfer(owner=SONG, at=NOW)

        assert customer.take_recorded() == []

    def test_ends_the_new_owners_participation(self, customer):
        customer.participants = {"zhou": Participant(ZHOU, may_edit=True)}

        customer.transfer(owner=ZHOU, at=NOW)

        event, _ = told(customer)
        assert (event.former_owner, event.state["owner"], customer.participants) == (SONG, ZHOU, {})


class TestRestore:
    def test_starts_the_clock_anew(self, customer):
        customer.delete(at=NOW)
        assert customer.falls_at is None

        customer.restore(at=NOW + timedelta(days=90))

        assert customer.falls_at == NOW + timedelta(days=120)
        with pytest.raises(errors.NotRecycled):
            customer.restore(at=NOW)


class TestParticipants:
    def test_tell_who_joined_and_who_left(self, customer):
        customer.change_participants(added=[Participant(ZHOU, may_edit=False), Participant(SONG, may_edit=True)])
        joined, (line,) = told(customer)
        customer.change_participants(removed=["zhou"])
        left, _ = told(customer)

        assert (joined.added, joined.removed) == ([ZHOU], [])
        assert line.changes == {"participants": [None, "周长生"]}
        assert (left.added, left.removed) == ([], [ZHOU])

    def test_that_change_nothing_are_not_told(self, customer):
        customer.change_participants(removed=["nobody"])

        assert customer.take_recorded() == []


class TestRequire:
    @pytest.mark.parametrize(
        ("rights", "right", "refusal"),
        [
            (set(), "edit", Missing),
            ({"view"}, "edit", Forbidden),
            ({"view"}, "take", errors.AlreadyTaken),
            ({"view"}, "restore", errors.NotRecycled),
        ],
    )
    def test_names_the_reason(self, customer, rights, right, refusal):
        customer.rights = rights

        with pytest.raises(refusal):
            customer.require(right)

    def test_names_the_state_of_a_pool_customer(self, customer):
        customer.drop_to_pool(reason=None, at=NOW)
        customer.rights = {"view", "take"}

        customer.require("take")
        with pytest.raises(errors.InPoolTakesNoFollowUp):
            customer.require("follow_up")
        with pytest.raises(errors.AlreadyInPool):
            customer.require("edit")


class TestVisitAndCall:
    def test_are_remembered_each_by_itself(self, customer):
        customer.visit(at=NOW + timedelta(days=1))
        customer.call(at=NOW + timedelta(days=2))

        assert (customer.visited_at, customer.called_at) == (NOW + timedelta(days=1), NOW + timedelta(days=2))
        assert customer.falls_at == NOW + timedelta(days=30)

    def test_move_the_fall_where_a_rule_counts_them(self, customer):
        customer.terms = Terms(rules=[Rule(id="r2", name="", version=1, days={"visit": 5}, red_days=1)])

        customer.follow_up(at=NOW + timedelta(days=3))
        assert customer.falls_at == NOW + timedelta(days=5)
        customer.visit(at=NOW + timedelta(days=4))
        assert customer.falls_at == NOW + timedelta(days=9)


class TestStatusAndTags:
    def test_decide_by_which_rule_it_falls(self, customer):
        terms = [
            Rule(id="hot", name="", version=1, days={"follow_up": 3}, red_days=1, status_ids=frozenset(["s"])),
            Rule(id="key", name="", version=1, days={"follow_up": 2}, red_days=1, tag_ids=frozenset(["t"])),
        ]
        customer.terms = Terms(rules=terms)

        customer.set_status({"id": "s", "name": "意向"}, by=SONG, at=NOW)
        assert (customer.falls_rule_id, customer.falls_at) == ("hot", NOW + timedelta(days=3))
        customer.set_tags([{"id": "t", "name": "重点"}], by=SONG, at=NOW)
        assert (customer.falls_rule_id, customer.falls_at) == ("key", NOW + timedelta(days=2))
        customer.set_tags([], by=SONG, at=NOW)
        customer.set_status(None, by=SONG, at=NOW)
        assert (customer.falls_rule_id, customer.falls_at) == (None, None)
