from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product as pairs

import pytest

from services.crm.opportunities import errors, rules
from services.crm.opportunities.model import Opportunity, Stage
from shared.kernel.errors import Forbidden, Missing

AT = datetime(2026, 11, 25, 2, tzinfo=UTC)
SONG = {"id": "song", "name": "宋肖肖", "department_id": "d"}
FIRST, QUOTE = Stage("1", "初步接洽", 10, "open"), Stage("3", "方案/报价", 50, "open")
WON, LOST = Stage("5", "赢单", 100, "won"), Stage("6", "输单", 0, "lost")
DEAR = {"id": "r", "name": "价格太高"}
SOFTWARE = {"id": "p", "name": "快启 5 号"}


def opportunity(*, products=(SOFTWARE,), relation="owner", stage=FIRST):
    made = Opportunity.create(
        company_id="c",
        opportunity_id="o",
        customer={"id": "k", "name": "玉堂码头火锅"},
        stage=stage,
        products=list(products),
        given={"title": "年度续费", "expected_amount": Decimal("1200.00"), "expected_on": date(2026, 12, 24)},
        by=SONG,
        at=AT,
    )
    made.relation = relation
    made.take_recorded()
    made.take_lines()
    return made


def move(one, stage, *, reason=None, approval_needed=False):
    one.move(stage, reason=reason, by=SONG, approval_needed=approval_needed, at=AT)


def waiting():
    one = opportunity(stage=QUOTE)
    move(one, WON, approval_needed=True)
    return one


def finish(one, outcome, *, submission=1, reason=None):
    one.approval_finished(outcome, submission=submission, reason=reason, former=QUOTE, at=AT)


def told(one):
    return [each.type.rpartition(".")[2] for each in one.take_recorded()]


ALLOWED = {
    ("open", "administrator"): {"view", "edit", "move", "delete"},
    ("open", "owner"): {"view", "edit", "move", "delete"},
    ("lost", "administrator"): {"view", "move", "delete"},
    ("lost", "owner"): {"view", "move", "delete"},
} | {(state, "related"): {"view"} for state in ("open", "pending", "won", "lost")}


class TestRights:
    @pytest.mark.parametrize(
        ("state", "relation"),
        list(pairs(("open", "pending", "won", "lost"), ("administrator", "owner", "related", "none"))),
    )
    def test_are_those_of_the_table(self, state, relation):
        expected = ALLOWED.get((state, relation), set() if relation == "none" else {"view"})

        assert rules.RIGHTS[state][relation] == expected

    def test_hide_it_from_others(self):
        with pytest.raises(Missing):
            opportunity(relation="none").require("view")

    def test_let_who_works_with_the_customer_only_see(self):
        one = opportunity(relation="related")

        one.require("view")
        with pytest.raises(Forbidden):
            one.require("edit")

    @pytest.mark.parametrize(
        ("end", "refusal"), [(WON, errors.WonIsClosed), (LOST, errors.LostIsClosed)], ids=["won", "lost"]
    )
    def test_name_the_state_that_stands_against_it(self, end, refusal):
        one = opportunity()
        move(one, end, reason=DEAR)

        with pytest.raises(refusal):
            one.require("edit")


class TestMove:
    def test_is_told_and_logged_with_where_it_came_from(self):
        one = opportunity()

        move(one, QUOTE)

        (event,) = one.take_recorded()
        assert (event.type, event.before["name"], event.state["stage"]["name"]) == (
            "crm.opportunity.moved",
            "初步接洽",
            "方案/报价",
        )
        assert one.take_lines() == [("moved", {"stage": ["初步接洽", "方案/报价"]})]

    def test_to_where_it_stands_is_nothing(self):
        one = opportunity()

        move(one, FIRST)

        assert (told(one), one.take_lines()) == ([], [])

    def test_to_a_win_needs_a_product(self):
        with pytest.raises(errors.WinNeedsProduct):
            move(opportunity(products=()), WON)

    def test_to_a_loss_needs_a_reason(self):
        with pytest.raises(errors.LossNeedsReason):
            move(opportunity(), LOST)

    def test_to_a_win_wins_at_once_where_nobody_approves(self):
        one = opportunity()

        move(one, WON)

        assert (one.outcome, one.approval, one.won_at, told(one)) == ("won", "not_needed", AT, ["won"])

    def test_out_of_a_loss_forgets_the_reason(self):
        one = opportunity()
        move(one, LOST, reason=DEAR)
        move(one, QUOTE)

        assert (one.outcome, one.loss_reason_id, told(one)) == ("open", None, ["lost", "moved"])


class TestWinApproval:
    def test_lets_the_win_wait(self):
        one = waiting()

        (event,) = one.take_recorded()
        assert (one.outcome, one.approval, one.state) == ("open", "waiting", "pending")
        assert event.subject == {"kind": "opportunity", "id": "o", "name": "年度续费", "submission": 1}
        assert (event.approval["form"], event.approval["fields"]["amount"]) == ("win", "1200.00")
        with pytest.raises(errors.WaitsForApproval):
            one.require("move")

    @pytest.mark.parametrize("outcome", ["passed", "closed"])
    def test_that_ends_well_wins(self, outcome):
        one = waiting()
        one.approval_opened(submission=1)
        finish(one, outcome)

        assert (one.outcome, one.approval, told(one)) == ("won", outcome, ["win_submitted", "approval_changed", "won"])

    @pytest.mark.parametrize(("outcome", "approval"), [("refused", "refused"), ("withdrawn", "not_needed")])
    def test_that_does_not_gives_the_former_stage_back(self, outcome, approval):
        one = waiting()
        finish(one, outcome, reason="折扣太大")

        assert (one.outcome, one.approval, one.stage, one.state) == ("open", approval, QUOTE, "open")
        assert one.take_recorded()[-1].reason == "折扣太大"

    def test_counts_once_and_only_for_its_submission(self):
        one = waiting()
        finish(one, "refused")
        move(one, WON, approval_needed=True)
        one.take_recorded()

        finish(one, "passed", submission=1)
        one.approval_opened(submission=1)
        assert (one.approval, told(one)) == ("waiting", [])

        finish(one, "passed", submission=2)
        finish(one, "refused", submission=2)
        assert (one.outcome, told(one)) == ("won", ["won"])
