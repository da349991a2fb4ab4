from uuid import uuid4

import pytest

from services.crm.service import CrmService
from shared.contracts.office.events import ApprovalFinished, ApprovalNotOpened, ApprovalOpened
from shared.kernel.errors import Conflict, Forbidden, Invalid, Missing


@pytest.fixture
def song(company):
    return company.song


@pytest.fixture
def customer_id(company, song):
    return company.create(song, "玉堂码头火锅")["id"]


@pytest.fixture
def product(company):
    return company.ask(company.administrator, "create_product", name="快启 5 号", price="1200.00")


@pytest.fixture
def create(company, song, customer_id):
    return lambda title="年度续费", **given: company.ask(
        song, "create_opportunity", customer_id=customer_id, title=title, **given
    )


@pytest.fixture
def move(company, song):
    def moved(opportunity_id, stage, by=None, **given):
        stage_id = company.choice("stages", stage)
        return company.ask(by or song, "move_opportunity", opportunity_id=opportunity_id, stage_id=stage_id, **given)

    return moved


def listed(company, actor, **asked):
    return [each["id"] for each in company.ask(actor, "list_opportunities", **asked)["items"]]


class TestCreate:
    def test_begins_in_the_first_stage(self, company, song, create, product):
        made = create(expected_amount="1200", expected_on="2026-12-24", product_ids=[product["id"]])

        assert (made["stage"]["name"], made["chance"], made["outcome"]) == ("初步接洽", 10, "open")
        assert (made["expected_amount"], made["products"][0]["name"]) == ("1200.00", "快启 5 号")
        assert made["may"] == ["delete", "edit", "move"]
        assert company.events()[-1][0] == "crm.opportunity.created"

    def test_is_for_customers_of_one_s_own(self, company, customer_id):
        with pytest.raises(Missing):
            company.ask(company.zhou, "create_opportunity", customer_id=customer_id, title="x")
        for actor in (company.head, company.administrator):
            with pytest.raises(Forbidden):
                company.ask(actor, "create_opportunity", customer_id=customer_id, title="x")

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", " "),
            ("expected_amount", "-1"),
            ("expected_on", "tomorrow"),
            ("product_ids", [str(uuid4())]),
            ("stage_id", str(uuid4())),
        ],
    )
    def test_names_the_field_that_is_wrong(self, create, field, value):
        with pytest.raises(Invalid) as refused:
            create(**{field: value})

        assert set(refused.value.errors) == {field}

    def test_does_not_begin_at_the_end(self, company, create):
        with pytest.raises(Invalid):
            create(stage_id=company.choice("stages", "赢单"))


class TestMove:
    def test_is_seen_in_the_log(self, company, song, create, move):
        made = create()
        moved = move(made["id"], "方案/报价")

        log = company.ask(song, "list_opportunity_changes", opportunity_id=made["id"])["items"]
        assert (moved["stage"]["name"], moved["chance"]) == ("方案/报价", 50)
        assert [(each["kind"], each["by"]["name"]) for each in log] == [("moved", "宋肖肖"), ("created", "宋肖肖")]
        assert log[0]["changes"] == [{"field": "stage", "before": "初步接洽", "after": "方案/报价"}]

    def test_to_a_win_closes_it(self, company, song, create, move, product):
        made = create(product_ids=[product["id"]])
        won = move(made["id"], "赢单")

        assert (won["outcome"], won["approval"], won["may"]) == ("won", "not_needed", [])
        with pytest.raises(Conflict, match="won_is_closed"):
            company.ask(song, "change_opportunity", opportunity_id=made["id"], version=won["version"], title="x")
        with pytest.raises(Conflict, match="won_is_closed"):
            move(made["id"], "初步接洽")
        with pytest.raises(Conflict):
            company.ask(company.administrator, "delete_product", product_id=product["id"])

    def test_to_a_loss_asks_why(self, company, create, move):
        made = create()
        with pytest.raises(Invalid):
            move(made["id"], "输单")

        lost = move(made["id"], "输单", loss_reason_id=company.choice("loss-reasons", "价格太高"))

        assert (lost["outcome"], lost["loss_reason"]["name"], lost["may"]) == ("lost", "价格太高", ["delete", "move"])
        assert move(made["id"], "需求确定")["loss_reason"] is None

    def test_is_refused_to_who_read_an_older_version(self, create, move):
        made = create()
        move(made["id"], "需求确定", version=made["version"])

        with pytest.raises(Conflict):
            move(made["id"], "方案/报价", version=made["version"])


class TestRights:
    def test_show_mine_and_the_team_s(self, company, song, create):
        made = create()["id"]

        assert listed(company, song) == listed(company, song, view="mine") == [made]
        assert listed(company, company.head, view="team") == [made]
        assert listed(company, company.zhou, view="team") == listed(company, company.xu, view="team") == []

    def test_hide_it_from_colleagues_and_strangers(self, company, found, create):
        made, other = create()["id"], found()
        for whom, actor in ((company, company.zhou), (other, other.administrator)):
            for method, given in (
                ("get_opportunity", {}),
                ("list_opportunity_changes", {}),
                ("change_opportunity", {"version": 1, "title": "x"}),
                ("move_opportunity", {"stage_id": company.choice("stages", "需求确定")}),
                ("delete_opportunity", {}),
            ):
                with pytest.raises(Missing):
                    whom.ask(actor, method, opportunity_id=made, **given)

    def test_let_a_participant_of_the_customer_see_it(self, company, song, create, customer_id):
        made, zhou = create()["id"], company.zhou
        company.ask(song, "add_participants", ids=[customer_id], employee_ids=[zhou.employee_id])

        assert listed(company, zhou, customer_id=customer_id) == [made]
        assert company.ask(zhou, "get_opportunity", opportunity_id=made)["may"] == []
        with pytest.raises(Forbidden):
            company.ask(zhou, "delete_opportunity", opportunity_id=made)

    def test_let_the_head_act(self, company, create, move):
        assert move(create()["id"], "需求确定", by=company.head)["stage"]["name"] == "需求确定"

    def test_let_it_be_deleted(self, company, song, create):
        made = create()["id"]
        company.ask(song, "delete_opportunity", opportunity_id=made)

        assert listed(company, song) == []


class TestList:
    def test_is_narrowed(self, company, song, create, move, product):
        one = create("续费", expected_on="2026-12-01", product_ids=[product["id"]])["id"]
        two = create("扩容", expected_on="2026-12-24")["id"]
        move(one, "赢单")
        today = "2026-03-02"

        assert listed(company, song, product_id=product["id"]) == [one]
        assert listed(company, song, expected_from="2026-12-02", expected_to="2026-12-24") == [two]
        assert listed(company, song, won_from=today, won_to=today) == [one]
        assert listed(company, song, outcome="open") == [two]
        assert listed(company, song, stage_id=company.choice("stages", "赢单")) == [one]
        assert listed(company, song, q="续") == [one]
        assert listed(company, song, q="玉堂", sort="expected_on") == [one, two]
        assert listed(company, song, created_to="2026-03-01") == []

    def test_leaves_out_what_is_recycled_with_its_customer(self, company, create, customer_id):
        made = create()["id"]
        company.ask(company.head, "delete_customers", ids=[customer_id])

        assert listed(company, company.head, view="team") == []
        with pytest.raises(Missing):
            company.ask(company.administrator, "get_opportunity", opportunity_id=made)

    def test_is_a_board_too(self, company, song, create, move):
        create("续费", expected_amount="100.10")
        moved = create("扩容", expected_amount="200.20")["id"]
        move(moved, "方案/报价")

        columns = company.ask(song, "read_opportunity_board", view="mine")["columns"]

        told = {each["stage"]["name"]: (each["count"], each["amount"], len(each["items"])) for each in columns}
        assert list(told) == ["初步接洽", "需求确定", "方案/报价", "谈判/合同", "赢单", "输单"]
        assert told["初步接洽"] == (1, "100.10", 1)
        assert told["方案/报价"] == (1, "200.20", 1)
        assert told["赢单"] == (0, "0.00", 0)


class TestWinApproval:
    @pytest.fixture
    def submitted(self, company, create, move, product):
        terms = company.ask(company.administrator, "get_win_approval")
        company.ask(company.administrator, "set_win_approval", version=terms["version"], required=True)
        made = create(product_ids=[product["id"]])
        move(made["id"], "方案/报价")
        return move(made["id"], "赢单")

    @pytest.fixture
    def hear(self, company, submitted):
        def heard(event, *, submission=1, **given):
            subject = {"kind": "opportunity", "id": submitted["id"], "name": "年度续费", "submission": submission}
            about = {"approval_id": str(uuid4()), "title": "赢单", "form": "win", "submitter": company.song.as_person()}
            with company.database.system_transaction() as tx:
                tx.enter_company(company.id)
                CrmService.apply_approvals(None, tx, [event(subject=subject, **about, **given)])

        return heard

    @pytest.fixture
    def now(self, company, submitted):
        return lambda: company.ask(company.song, "get_opportunity", opportunity_id=submitted["id"])

    def test_waits_for_the_office(self, company, submitted):
        kind, event = company.events()[-1]

        assert (submitted["outcome"], submitted["approval"], submitted["may"]) == ("open", "waiting", [])
        assert (kind, event["data"]["subject"]["submission"]) == ("crm.opportunity.win_submitted", 1)

    def test_wins_when_it_passed_and_only_once(self, company, hear, now):
        hear(ApprovalOpened, template={"id": "t", "name": "赢单"}, template_version=1)
        assert now()["approval"] == "running"

        for _ in range(2):
            hear(ApprovalFinished, outcome="passed", reason="", by=None)

        assert (now()["outcome"], now()["approval"]) == ("won", "passed")
        assert [kind for kind, _ in company.events()].count("crm.opportunity.won") == 1

    def test_goes_back_when_it_was_refused_and_is_submitted_again(self, hear, now, move, submitted):
        hear(ApprovalFinished, outcome="refused", reason="折扣太大", by=None)
        refused = now()
        assert (refused["stage"]["name"], refused["approval"]) == ("方案/报价", "refused")

        move(submitted["id"], "赢单")
        hear(ApprovalFinished, outcome="passed", reason="", by=None)
        assert now()["approval"] == "waiting"
        hear(ApprovalFinished, outcome="passed", reason="", by=None, submission=2)
        assert now()["outcome"] == "won"

    def test_goes_back_when_no_flow_was_found(self, company, hear, now, submitted):
        hear(ApprovalNotOpened, reason="no_flow", detail="没有可用的审批流程")

        assert (now()["stage"]["name"], now()["approval"]) == ("方案/报价", "not_needed")
        log = company.ask(company.song, "list_opportunity_changes", opportunity_id=submitted["id"])["items"]
        told = {each["field"]: each["after"] for each in log[0]["changes"]}
        assert told == {"approval": "not_needed", "reason": "没有可用的审批流程"}

    def test_is_set_by_who_may(self, company):
        with pytest.raises(Forbidden):
            company.ask(company.head, "set_win_approval", version=1, required=True)


class TestStages:
    def test_carry_a_chance(self, company):
        boss = company.administrator
        made = company.ask(boss, "create_choice", kind="stages", name="试用", chance=60)

        assert (made["chance"], made["outcome"]) == (60, "open")
        with pytest.raises(Invalid):
            company.ask(boss, "create_choice", kind="sources", name="x", chance=60)

    @pytest.mark.parametrize("change", [{"enabled": False}, {"chance": 50}])
    def test_of_winning_and_losing_stay(self, company, change):
        for name in ("赢单", "输单"):
            stage_id = company.choice("stages", name)
            with pytest.raises(Conflict, match="stage_stays"):
                company.ask(company.administrator, "change_choice", kind="stages", choice_id=stage_id, **change)
            with pytest.raises(Conflict, match="stage_stays"):
                company.ask(company.administrator, "delete_choice", kind="stages", choice_id=stage_id)


class TestTransferOfTheCustomer:
    def test_takes_the_open_ones_along_where_that_is_wished(self, company, customer_id, create, move, product):
        zhou = company.zhou
        stays = create("已赢单", product_ids=[product["id"]])["id"]
        move(stays, "赢单")
        goes = create("在谈")["id"]
        asked = {"ids": [customer_id], "owner_id": zhou.employee_id, "with_opportunities": True}

        assert company.ask(company.administrator, "transfer_customers", **asked)["done"] == 1

        assert listed(company, zhou) == [goes]
        assert listed(company, company.song) == [stays]
        told = [event["data"] for kind, event in company.events() if kind == "crm.opportunity.owner_changed"]
        assert [each["former_owner"]["name"] for each in told] == ["宋肖肖"]
        moved = move(goes, "需求确定", by=zhou)
        assert (moved["owner"]["name"], moved["stage"]["name"]) == ("周长生", "需求确定")

    def test_leaves_them_otherwise_and_where_it_is_refused(self, company, customer_id, create):
        one, asked = create()["id"], {"ids": [customer_id], "owner_id": company.zhou.employee_id}
        refused = company.ask(
            company.administrator, "transfer_customers", ids=[str(uuid4())], owner_id=asked["owner_id"]
        )
        assert refused["done"] == 0

        company.ask(company.administrator, "transfer_customers", **asked)

        assert listed(company, company.song) == [one]
