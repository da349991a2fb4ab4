from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.crm.customers import rules
from services.crm.customers.rules import Clocks, Rule
from shared.contracts.permissions import ACTIONS as PERMISSIONS

RELATIONS = ("administrator", "owner", "participant", "related", "none")
NOW = datetime(2026, 3, 2, tzinfo=UTC)
WORK = "change_contacts follow_up see_contacts set_status set_tags view"
OWNED = f"{WORK} change_participants delete drop_to_pool edit transfer"
POOL = "assign delete see_contacts take view"
BIN = "purge restore see_contacts view"
# Written out a second time on purpose: who changes the table changes this with open eyes.
EXPECTED = {
    ("owned", "administrator"): OWNED,
    ("owned", "owner"): OWNED,
    ("owned", "participant"): f"{WORK} edit",
    ("owned", "related"): "view",
    ("owned", "none"): "",
    **{("pool", relation): POOL for relation in RELATIONS},
    ("recycled", "administrator"): BIN,
    ("recycled", "owner"): BIN,
    ("recycled", "participant"): "",
    ("recycled", "related"): "",
    ("recycled", "none"): "",
}


def everything(_permission):
    return True


def nothing(_permission):
    return False


class TestRights:
    @pytest.mark.parametrize(("state", "relation"), EXPECTED)
    def test_are_those_of_the_table(self, state, relation):
        allowed = rules.rights(state=state, relation=relation, may=everything, granted=True)

        for action in rules.ACTIONS:
            assert (action in allowed) == (action in EXPECTED[state, relation].split()), action

    @pytest.mark.parametrize(("state", "relation"), EXPECTED)
    @pytest.mark.parametrize("permission", [*sorted(PERMISSIONS), None])
    def test_need_their_permission(self, state, relation, permission):
        allowed = rules.rights(state=state, relation=relation, may=lambda each: each == permission, granted=True)

        needs = {**rules.NEEDS, **dict.fromkeys(BIN.split(), "use_recycle_bin")} if state == "recycled" else rules.NEEDS
        for action in EXPECTED[state, relation].split():
            assert (action in allowed) == (needs.get(action) in {None, permission}), action

    def test_of_a_participant_to_edit_are_granted(self):
        granted, plain = (
            rules.rights(state="owned", relation="participant", may=everything, granted=each) for each in (True, False)
        )

        assert granted - plain == {"edit"}

    def test_need_permissions_that_exist(self):
        assert {*rules.NEEDS.values(), rules.NEEDS_IN_BIN} <= PERMISSIONS.keys()

    def test_know_no_state_in_which_nobody_may_do_something(self):
        assert set(OWNED.split()) | set(POOL.split()) | set(BIN.split()) == rules.ACTIONS
        assert rules.rights(state="pool", relation="none", may=nothing) == {"view", "see_contacts"}


class TestRelation:
    @pytest.mark.parametrize(
        ("facts", "relation"),
        [
            ({"administrator": True, "acts_for_owner": True, "participates": True}, "administrator"),
            ({"administrator": False, "acts_for_owner": True, "participates": True}, "owner"),
            ({"administrator": False, "acts_for_owner": False, "participates": True}, "participant"),
            ({"administrator": False, "acts_for_owner": False, "participates": False, "related": True}, "related"),
            ({"administrator": False, "acts_for_owner": False, "participates": False}, "none"),
        ],
    )
    def test_is_the_closest(self, facts, relation):
        assert rules.relation_of(**facts) == relation


def rule(days, rule_id="r", **options):
    known = days if isinstance(days, dict) else {"follow_up": days}
    return Rule(id=rule_id, name="", version=1, days=known, red_days=3, **options)


def clocks(taken_at=NOW, *, status_id=None, tag_ids=(), **acts):
    return Clocks(taken_at=taken_at, acts=acts, status_id=status_id, tag_ids=tag_ids)


def day(number):
    return NOW + timedelta(days=number)


moments = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


class TestFalling:
    @given(st.lists(st.integers(1, 400), min_size=1, max_size=6), moments, moments)
    def test_comes_with_the_first_of_several_rules_after_the_later_act(self, days, taken_at, followed_at):
        several = [rule(each, str(number)) for number, each in enumerate(days)]

        falls_at, _ = rules.first_fall(several, clocks(taken_at, follow_up=followed_at))

        assert falls_at == max(taken_at, followed_at) + timedelta(days=min(days))

    def test_does_not_depend_on_the_order_of_rules(self):
        one, other = rule(30, "a"), rule(30, "b")

        assert rules.first_fall([one, other], clocks()) == rules.first_fall([other, one], clocks()) == (day(30), one)
        assert rules.first_fall([], clocks()) is None

    def test_starts_with_taking_when_nobody_followed_up(self):
        assert rules.falls_at(rule(5), clocks()) == day(5)
        assert rules.falls_at(rule(5), clocks(None)) is None

    @pytest.mark.parametrize(
        ("joined", "acts", "falls"),
        [
            ("any", {}, 5),
            ("any", {"follow_up": day(3)}, 8),
            ("any", {"follow_up": day(9)}, 10),
            ("any", {"follow_up": day(9), "visit": day(9)}, 14),
            ("all", {}, 10),
            ("all", {"follow_up": day(9)}, 14),
            ("all", {"visit": day(1)}, 11),
        ],
    )
    def test_joins_several_acts(self, joined, acts, falls):
        quiet = rule({"follow_up": 5, "visit": 10}, joined=joined)

        assert rules.falls_at(quiet, clocks(**acts)) == day(falls)

    def test_comes_without_signing_in_time_whatever_else_is_done(self):
        unsigned = rule({"call": 30}, days_to_sign=60)

        assert rules.falls_at(unsigned, clocks(call=day(50))) == day(60)
        assert rules.falls_at(unsigned, clocks(call=day(10))) == day(40)

    @pytest.mark.parametrize(
        ("options", "of", "fits"),
        [
            ({}, {}, True),
            ({"status_ids": frozenset("s")}, {"status_id": "s"}, True),
            ({"status_ids": frozenset("s")}, {"status_id": None}, False),
            ({"tag_ids": frozenset("ab")}, {"tag_ids": ["b", "c"]}, True),
            ({"tag_ids": frozenset("ab")}, {"tag_ids": ["c"]}, False),
            ({"status_ids": frozenset("s"), "tag_ids": frozenset("a")}, {"status_id": "s"}, False),
        ],
    )
    def test_is_for_some_customers_alone(self, options, of, fits):
        assert rules.applies(rule(5, **options), clocks(**of)) is fits
        assert (rules.first_fall([rule(5, **options)], clocks(**of)) is not None) is fits

    @given(moments, st.integers(0, 30), st.timedeltas(timedelta(days=-60), timedelta(days=60)))
    def test_is_red_from_so_many_days_before(self, falls_at, red_days, distance):
        red = rules.falls_soon(falls_at, red_days=red_days, at=falls_at - distance)

        assert red == (distance <= timedelta(days=red_days))


class TestLimits:
    @given(st.integers(0, 100), st.integers(0, 200))
    def test_leave_room_but_never_less_than_none(self, limit, used):
        assert rules.room(limit, used) == max(0, limit - used)
        assert rules.room(None, used) is None

    def test_let_the_former_owner_wait(self):
        assert rules.may_take_back(pooled_at=NOW, days=None, at=NOW)
        assert not rules.may_take_back(pooled_at=NOW, days=3, at=NOW + timedelta(days=3, seconds=-1))
        assert rules.may_take_back(pooled_at=NOW, days=3, at=NOW + timedelta(days=3))
