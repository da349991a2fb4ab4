"""An approval going its way, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from services.office.approvals import errors, rules
from services.office.approvals.model import Approval
from services.office.ways import Step, Way
from shared.kernel.errors import Invalid

NOW = datetime(2026, 11, 25, 4, tzinfo=UTC)


def person(name):
    return {"id": name, "name": name, "department_id": None}


SONG, HEAD, BOSS, FEI = (person(name) for name in ("song", "head", "boss", "fei"))


def step(key, *people, kind="all", skipped=None):
    return Step(id=key, name=key, kind=kind, approvers=people, skipped=skipped)


def opened(*steps, **copies):
    return Approval.open(
        company_id="c",
        approval_id="a",
        template={"id": "t", "name": "请假"},
        template_version=1,
        form="leave",
        title="song的请假",
        submitter=SONG,
        answers={},
        answers_told=[],
        way=Way(flow="f", steps=steps, **copies),
        at=NOW,
    )


def happened(approval):
    return [event.type.rpartition(".")[2] for event in approval.take_recorded()]


def current(approval):
    return [turn.employee_id for turn in approval.turns if turn.state == "current"]


def approve(approval, *people):
    for each in people:
        approval.approve(by=each, comment="", at=NOW)


class TestOpen:
    def test_begins_with_the_first_step(self):
        approval = opened(step("one", HEAD), step("two", BOSS))

        assert (approval.status, current(approval)) == ("waiting", ["head"])
        assert happened(approval) == ["opened", "assigned"]

    def test_passes_over_steps_at_which_nobody_stands(self):
        approval = opened(step("one", skipped="nobody"), step("two", BOSS))

        assert current(approval) == ["boss"]

    def test_passes_at_once_where_nobody_has_to_judge(self):
        approval = opened(step("one", skipped="submitter"), copies_at_end=[FEI])

        assert (approval.status, approval.finished_at) == ("passed", NOW)
        assert happened(approval) == ["opened", "copied", "finished"]

    def test_gives_copies_at_the_start(self):
        approval = opened(step("one", HEAD), copies_at_start=[FEI])

        assert happened(approval) == ["opened", "copied", "assigned"]
        assert approval.take_copied() == [FEI]


class TestStep:
    def test_all_of_waits_for_everybody(self):
        approval = opened(step("one", HEAD, BOSS))

        approve(approval, BOSS)
        assert (approval.status, current(approval)) == ("running", ["head"])
        approve(approval, HEAD)
        assert approval.status == "passed"

    def test_any_of_is_done_with_the_first(self):
        approval = opened(step("one", HEAD, BOSS, kind="any"), step("two", FEI))

        approve(approval, BOSS)

        assert current(approval) == ["fei"]
        with pytest.raises(errors.NotYourTurn):
            approve(approval, HEAD)

    def test_in_sequence_asks_one_after_the_other(self):
        approval = opened(step("one", HEAD, BOSS, kind="sequence"))

        assert current(approval) == ["head"]
        with pytest.raises(errors.NotYourTurn):
            approve(approval, BOSS)
        approve(approval, HEAD)
        assert current(approval) == ["boss"]
        approve(approval, BOSS)
        assert approval.status == "passed"

    def test_that_closes_ends_it_as_closed(self):
        approval = opened(step("one", HEAD), step("end", FEI, kind="close"), copies_at_end=[BOSS])

        approve(approval, HEAD)
        approval.close(by=FEI, comment="已付款", at=NOW)

        assert approval.status == "closed"
        assert happened(approval)[-3:] == ["judged", "copied", "finished"]


class TestRefuse:
    def test_ends_it_at_once(self):
        approval = opened(step("one", HEAD, BOSS), step("two", FEI), copies_at_end=[FEI])

        approval.refuse(by=BOSS, reason="人手不够", at=NOW)

        assert (approval.status, approval.reason, current(approval)) == ("refused", "人手不够", [])
        assert happened(approval)[-2:] == ["judged", "finished"]

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_needs_a_reason(self, reason):
        with pytest.raises(Invalid):
            opened(step("one", HEAD)).refuse(by=HEAD, reason=reason, at=NOW)


class TestHandOn:
    def test_gives_the_turn_to_somebody_else(self):
        approval = opened(step("one", HEAD, kind="sequence"), step("two", BOSS))

        approval.hand_on(by=HEAD, to=FEI, comment="", at=NOW)

        assert (approval.status, current(approval)) == ("running", ["fei"])
        approve(approval, FEI)
        assert current(approval) == ["boss"]

    def test_keeps_the_order_of_a_sequence(self):
        approval = opened(step("one", HEAD, BOSS, kind="sequence"))

        approval.hand_on(by=HEAD, to=FEI, comment="", at=NOW)
        approve(approval, FEI)

        assert current(approval) == ["boss"]

    def test_is_refused_to_whoever_stands_there_already(self):
        with pytest.raises(errors.OnTheWayAlready):
            opened(step("one", HEAD, BOSS)).hand_on(by=HEAD, to=BOSS, comment="", at=NOW)

    def test_needs_the_turn(self):
        with pytest.raises(errors.NotYourTurn):
            opened(step("one", HEAD), step("two", BOSS)).hand_on(by=BOSS, to=FEI, comment="", at=NOW)


class TestAddApprover:
    def test_before_lets_them_judge_first(self):
        approval = opened(step("one", HEAD, BOSS))
        approve(approval, BOSS)

        approval.add_approver(by=HEAD, person=FEI, when="before", step_id="new", at=NOW)

        assert current(approval) == ["fei"]
        with pytest.raises(errors.NotYourTurn):
            approve(approval, HEAD)
        approve(approval, FEI)
        assert current(approval) == ["head"]
        approve(approval, HEAD)
        assert approval.status == "passed"

    def test_after_lets_them_judge_next(self):
        approval = opened(step("one", HEAD), step("two", BOSS))

        approval.add_approver(by=HEAD, person=FEI, when="after", step_id="new", at=NOW)

        assert current(approval) == ["head"]
        assert [each["id"] for each in approval.way] == ["one", "new", "two"]
        approve(approval, HEAD, FEI)
        assert current(approval) == ["boss"]

    def test_is_refused_for_whoever_stands_there_already(self):
        with pytest.raises(errors.OnTheWayAlready):
            opened(step("one", HEAD, BOSS)).add_approver(by=HEAD, person=BOSS, when="after", step_id="n", at=NOW)


class TestUrge:
    def test_reaches_those_whose_turn_it_is(self):
        approval = opened(step("one", HEAD, kind="sequence"), step("two", BOSS))
        approval.take_recorded()

        approval.urge(at=NOW)

        (event,) = approval.take_recorded()
        assert [each["id"] for each in event.approvers] == ["head"]

    def test_waits_an_hour_before_the_next(self):
        approval = opened(step("one", HEAD))
        approval.urge(at=NOW)

        with pytest.raises(errors.UrgedAlready):
            approval.urge(at=NOW + timedelta(minutes=59))
        approval.urge(at=NOW + timedelta(hours=1))


class TestWithdraw:
    def test_ends_it(self):
        approval = opened(step("one", HEAD))

        approval.withdraw(by=SONG, reason="写错了", at=NOW)

        assert (approval.status, current(approval), happened(approval)[-1]) == ("withdrawn", [], "finished")


EVERYTHING = frozenset({"approve", "refuse", "hand_on", "add_approver", "withdraw", "urge", "close"})


class TestRights:
    @pytest.mark.parametrize(
        ("relations", "closing", "allowed"),
        [
            ({"submitter"}, False, {"withdraw", "urge"}),
            ({"involved"}, False, set()),
            ({"team"}, False, set()),
            ({"approver", "involved"}, False, {"approve", "refuse", "hand_on", "add_approver"}),
            ({"approver", "involved"}, True, {"close", "hand_on"}),
            ({"submitter", "approver"}, False, EVERYTHING - {"close"}),
        ],
    )
    def test_of_an_open_one_go_by_the_relations(self, relations, closing, allowed):
        assert rules.rights(state="open", relations=relations, closing=closing) == allowed | {"view"}

    @pytest.mark.parametrize("relation", ["submitter", "approver", "involved", "team"])
    def test_of_one_that_is_over_are_to_look(self, relation):
        assert rules.rights(state="over", relations={relation}, closing=True) == {"view"}

    @pytest.mark.parametrize("state", ["open", "over"])
    def test_of_strangers_are_none(self, state):
        assert rules.rights(state=state, relations={"none"}, closing=False) == set()
        assert rules.rights(state=state, relations=set(), closing=False) == set()

    def test_name_the_broken_rule(self):
        approval = opened(step("one", HEAD), step("two", BOSS))
        approval.rights = {"view"}

        with pytest.raises(errors.NotYourTurn):
            approval.require("approve", by=BOSS)
        approval.withdraw(by=SONG, reason="", at=NOW)
        with pytest.raises(errors.AlreadyFinished):
            approval.require("approve", by=HEAD)


class TestDrawing:
    @pytest.mark.parametrize(
        ("kind", "states", "over", "expected"),
        [
            ("all", [], False, "skipped"),
            ("all", ["to_come"], False, "to_come"),
            ("all", ["approved", "current"], False, "current"),
            ("any", ["approved", "not_needed"], False, "done"),
            ("all", ["handed_on", "approved"], False, "done"),
            ("all", ["refused", "not_needed"], True, "refused"),
            ("all", ["not_needed", "not_needed"], True, "stopped"),
            ("close", ["closed", "not_needed"], True, "done"),
            ("sequence", ["approved", "to_come"], False, "to_come"),
        ],
    )
    def test_shows_how_a_step_stands(self, kind, states, over, expected):
        assert rules.state_of_step(kind, states, over=over) == expected
