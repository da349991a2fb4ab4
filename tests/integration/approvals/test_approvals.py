"""Approvals over the database: submitted by hand, judged, listed, seen."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from services.office.approvals import errors
from shared.kernel.errors import DomainError, Forbidden, Invalid, Missing
from tests.integration.approvals.conftest import flow, step


def names(step):
    return [each["person"]["name"] for each in step["turns"]]


class TestSubmit:
    def test_goes_to_the_superior_in_one_step(self, firm):
        made = firm.leave()

        assert (made["status"], made["title"], made["template_version"]) == ("waiting", "宋肖肖的请假", 1)
        assert [(each["state"], names(each)) for each in made["way"]] == [("current", ["卯卯卯"])]
        assert {each["id"]: each["value"] for each in made["answers"]}["days"] == "1"
        assert made["may"] == ["urge", "withdraw"]
        assert [kind for kind, _ in firm.told()] == ["opened", "assigned"]
        answers = {each["title"]: each["text"] for each in firm.told()[0][1]["answers"]}
        assert answers["开始时间"] == "2026-11-26 09:00"

    @pytest.mark.parametrize("days", [None, "two"])
    def test_names_the_fields_that_are_wrong(self, firm, days):
        with pytest.raises(Invalid) as refused:
            firm.leave(days=days)

        assert set(refused.value.errors) == {"fields.days"}

    def test_is_not_possible_without_a_flow(self, firm):
        firm.publish("leave", flows=[])

        with pytest.raises(errors.NoFlow):
            firm.leave()

    def test_is_not_possible_when_switched_off(self, firm):
        template = firm.template("leave")
        firm.ask(
            firm.jiang,
            "change_approval_template",
            template_id=template["id"],
            version=template["version"],
            enabled=False,
        )

        with pytest.raises(errors.NoFlow):
            firm.leave()

    def test_is_not_done_by_hand_for_what_the_crm_hands_in(self, firm):
        with pytest.raises(errors.OpenedElsewhere):
            firm.ask(firm.song, "submit_approval", template_id=firm.template("order")["id"], fields={})

    def test_passes_at_once_for_who_has_nobody_above(self, firm):
        made = firm.leave(firm.jiang)

        assert (made["status"], made["way"][0]["skipped"]) == ("passed", "submitter")

    def test_asks_for_approvers_to_choose(self, firm):
        template_id = firm.template("general")["id"]
        fields = {"content": "采购一台打印机"}

        foreseen = firm.ask(firm.song, "foresee_approval", template_id=template_id, fields=fields)
        with pytest.raises(errors.ApproversToChoose):
            firm.ask(firm.song, "submit_approval", template_id=template_id, fields=fields)
        chosen = {"chosen": [firm.zhou.employee_id, firm.mao.employee_id]}
        made = firm.ask(firm.song, "submit_approval", template_id=template_id, fields=fields, chosen=chosen)

        assert foreseen["steps"][0]["to_choose"]
        assert names(made["way"][0]) == ["周长生", "卯卯卯"]
        wrong = {"chosen": [str(uuid4())]}
        with pytest.raises(Invalid):
            firm.ask(firm.song, "submit_approval", template_id=template_id, fields=fields, chosen=wrong)

    def test_takes_no_pictures_that_did_not_come_along(self, firm):
        template_id, picture = firm.template("general")["id"], str(uuid4())
        chosen = {"chosen": [firm.mao.employee_id]}
        fields = {"content": "看图", "pictures": [picture]}
        file = {"id": picture, "name": "a.png", "size": 3, "media_type": "image/png"}

        with pytest.raises(Invalid):
            firm.ask(firm.song, "submit_approval", template_id=template_id, fields=fields, chosen=chosen)
        made = firm.ask(
            firm.song, "submit_approval", template_id=template_id, fields=fields, chosen=chosen, file_ids=[file]
        )

        assert made["files"] == [file]

    def test_keeps_the_version_it_began_with(self, firm):
        made = firm.leave()
        firm.publish("leave", flows=[flow(step({"kind": "role", "role_id": firm.administrators}))])

        ended = firm.ask(firm.mao, "approve_approval", approval_id=made["id"])

        assert (ended["status"], ended["template_version"]) == ("passed", 1)
        assert names(firm.leave()["way"][0]) == ["蒋吉祥"]


class TestJudge:
    def three_steps(self, firm):
        return firm.publish(
            "leave",
            flows=[
                flow(
                    step({"kind": "head"}, key="head"),
                    step(
                        {"kind": "people", "ids": [firm.zhou.employee_id, firm.xu.employee_id]}, key="any", kind="any"
                    ),
                    step({"kind": "role", "role_id": firm.administrators}, key="end", kind="close"),
                    copies=[{"kind": "superiors", "level": 2, "at": "end"}],
                )
            ],
        )

    def test_goes_the_whole_way_to_its_close(self, firm):
        self.three_steps(firm)
        made = firm.leave()

        firm.ask(firm.mao, "approve_approval", approval_id=made["id"], comment="同意")
        second = firm.ask(firm.xu, "approve_approval", approval_id=made["id"])
        with pytest.raises(errors.OnlyToClose):
            firm.ask(firm.jiang, "approve_approval", approval_id=made["id"])
        ended = firm.ask(firm.jiang, "close_approval", approval_id=made["id"], comment="已登记")

        assert [each["state"] for each in second["way"]] == ["done", "done", "current"]
        assert (ended["status"], ended["way"][0]["turns"][0]["comment"]) == ("closed", "同意")
        assert {each["name"] for each in ended["copies"]} == {"卯卯卯", "蒋吉祥"}
        assert firm.told()[-1][1]["outcome"] == "closed"
        assert firm.listed(firm.mao, "copied") == [made["id"]]

    def test_refused_it_ends_with_the_reason(self, firm):
        self.three_steps(firm)
        made = firm.leave()

        with pytest.raises(Invalid):
            firm.ask(firm.mao, "refuse_approval", approval_id=made["id"], reason=" ")
        ended = firm.ask(firm.mao, "refuse_approval", approval_id=made["id"], reason="人手不够")

        assert (ended["status"], ended["reason"]) == ("refused", "人手不够")
        assert [each["state"] for each in ended["way"]] == ["refused", "stopped", "stopped"]
        with pytest.raises(errors.AlreadyFinished):
            firm.ask(firm.mao, "approve_approval", approval_id=made["id"])

    def test_of_two_at_once_one_acts_for_an_any_of_step(self, firm):
        people = [firm.mao.employee_id, firm.zhou.employee_id]
        firm.publish("leave", flows=[flow(step({"kind": "people", "ids": people}, kind="any"))])
        made = firm.leave()

        def approve(actor):
            try:
                return firm.ask(actor, "approve_approval", approval_id=made["id"])["status"]
            except DomainError as error:
                return error.code

        with ThreadPoolExecutor(2) as both:
            outcomes = list(both.map(approve, (firm.mao, firm.zhou)))

        assert sorted(outcomes) == ["approval.already_finished", "passed"]
        assert [kind for kind, _ in firm.told()].count("finished") == 1

    def test_of_two_at_once_both_act_for_an_all_of_step(self, firm):
        people = [firm.mao.employee_id, firm.zhou.employee_id]
        firm.publish("leave", flows=[flow(step({"kind": "people", "ids": people}))])
        made = firm.leave()

        with ThreadPoolExecutor(2) as both:
            list(
                both.map(
                    lambda actor: firm.ask(actor, "approve_approval", approval_id=made["id"]), (firm.mao, firm.zhou)
                )
            )

        assert firm.ask(firm.song, "get_approval", approval_id=made["id"])["status"] == "passed"

    def test_is_handed_on_and_added_to(self, firm):
        made = firm.leave()
        handed = firm.ask(
            firm.mao, "hand_on_approval", approval_id=made["id"], employee_id=firm.xu.employee_id, comment="请定"
        )
        added = firm.ask(
            firm.xu, "add_approver", approval_id=made["id"], employee_id=firm.jiang.employee_id, when="before"
        )

        assert [each["name"] for each in handed["waits_for"]] == ["许妙迪"]
        assert [(each["added_by"], names(each)) for each in added["way"]] == [
            ("许妙迪", ["蒋吉祥"]),
            (None, ["卯卯卯", "许妙迪"]),
        ]
        firm.ask(firm.jiang, "approve_approval", approval_id=made["id"])
        assert firm.ask(firm.xu, "approve_approval", approval_id=made["id"])["status"] == "passed"

    def test_is_handed_on_to_a_colleague_alone(self, firm):
        made = firm.leave()

        for employee_id in (str(uuid4()), firm.mao.employee_id):
            with pytest.raises(Invalid):
                firm.ask(firm.mao, "hand_on_approval", approval_id=made["id"], employee_id=employee_id)

    def test_is_urged_once_an_hour_and_withdrawn(self, firm):
        made = firm.leave()
        firm.ask(firm.song, "urge_approval", approval_id=made["id"])
        with pytest.raises(errors.UrgedAlready):
            firm.ask(firm.song, "urge_approval", approval_id=made["id"])
        firm.pass_time(hours=1)
        firm.ask(firm.song, "urge_approval", approval_id=made["id"])

        ended = firm.ask(firm.song, "withdraw_approval", approval_id=made["id"], reason="写错了")

        assert (ended["status"], ended["may"]) == ("withdrawn", [])
        with pytest.raises(Forbidden):
            firm.ask(firm.mao, "withdraw_approval", approval_id=firm.leave()["id"])


class TestLists:
    def test_hold_what_is_mine_to_do(self, firm):
        firm.publish(
            "leave", flows=[flow(step({"kind": "head"}, key="a"), step({"kind": "superior", "level": 2}, key="b"))]
        )
        made = firm.leave()["id"]

        assert firm.listed(firm.song, "submitted") == [made]
        assert firm.listed(firm.mao, "to-approve", turn="now") == [made]
        assert firm.listed(firm.jiang, "to-approve", turn="now") == []
        assert firm.listed(firm.jiang, "to-approve", turn="later") == [made]
        (waiting,) = firm.ask(firm.jiang, "list_approvals", view="to-approve")["items"]
        assert (waiting["mine_now"], [each["name"] for each in waiting["waits_for"]]) == (False, ["卯卯卯"])
        with pytest.raises(errors.NotYourTurn):
            firm.ask(firm.jiang, "approve_approval", approval_id=made)
        firm.ask(firm.mao, "approve_approval", approval_id=made)
        assert firm.listed(firm.mao, "to-approve", turn="acted") == [made]
        assert firm.ask(firm.jiang, "count_approvals")["to_approve"] == 1
        assert firm.ask(firm.song, "count_approvals")["submitted"] == 1

    def test_of_the_team_go_by_scope(self, firm):
        mine, other = firm.leave()["id"], firm.leave(firm.xu)["id"]

        assert firm.listed(firm.mao, "team") == [mine]
        assert set(firm.listed(firm.jiang, "team")) == {mine, other}
        assert firm.listed(firm.zhou, "team") == []
        for actor in (firm.zhou, firm.xu):
            with pytest.raises(Missing):
                firm.ask(actor, "get_approval", approval_id=mine)

    def test_of_a_customer_hold_all_that_one_sees(self, firm):
        customer = {"id": str(uuid4()), "name": "玉堂码头火锅"}
        mine = firm.leave(customer_id=customer)["id"]
        handed_in = firm.order(by=firm.zhou)
        handed_in.approval["customer"].update(customer)
        firm.hand_in(handed_in)

        def seen(actor):
            asked = firm.ask(actor, "list_approvals", customer_id=customer["id"])
            return {each["id"] == mine for each in asked["items"]}

        assert seen(firm.song) == {True}
        assert seen(firm.mao) == seen(firm.jiang) == {True, False}
        assert seen(firm.xu) == set()

    def test_of_something_handed_in_hold_every_submission_of_it_that_one_sees(self, firm):
        handed_in = firm.order(by=firm.song)
        firm.hand_in(handed_in, firm.order(by=firm.song))
        asked = {"subject_id": handed_in.subject["id"]}

        for actor, times in ((firm.song, 1), (firm.mao, 1), (firm.xu, 0)):
            found = firm.ask(actor, "list_approvals", **asked)["items"]
            assert [each["subject"]["id"] for each in found] == [handed_in.subject["id"]] * times

    def test_are_filtered(self, firm):
        made = firm.leave()["id"]
        template_id = firm.template("leave")["id"]

        for query in (
            {"q": "宋肖肖"},
            {"status": ["waiting", "running"]},
            {"form": "leave"},
            {"template_id": template_id},
            {"submitter_id": firm.song.employee_id},
            {"department_id": firm.sales},
            {"submitted_from": "2026-11-25", "submitted_to": "2026-11-25"},
        ):
            assert firm.listed(firm.jiang, "team", **query) == [made], query
        for query in (
            {"q": "赢单"},
            {"status": "passed"},
            {"form": ["order", "win"]},
            {"submitter_id": firm.xu.employee_id},
            {"department_id": str(uuid4())},
            {"customer_id": str(uuid4())},
            {"submitted_to": "2026-11-24"},
        ):
            assert firm.listed(firm.jiang, "team", **query) == [], query

    def test_of_another_company_are_apart(self, firm, found):
        other = found()
        made = firm.leave()["id"]

        assert other.listed(other.jiang, "team") == []
        for method, more in (("get_approval", {}), ("approve_approval", {}), ("withdraw_approval", {})):
            with pytest.raises(Missing):
                other.ask(other.jiang, method, approval_id=made, **more)
        with pytest.raises(Missing):
            other.ask(other.song, "submit_approval", template_id=firm.template("leave")["id"], fields={})


class TestHandedIn:
    def test_opens_once_per_submission(self, firm):
        order = firm.order()

        firm.hand_in(order, order)
        firm.hand_in(order)

        (made,) = firm.ask(firm.song, "list_approvals", view="submitted")["items"]
        assert (made["title"], made["form"], made["subject"]["name"]) == ("订单：年度采购", "order", "年度采购")
        assert made["customer"]["name"] == "玉堂码头火锅"
        shown = firm.ask(firm.mao, "get_approval", approval_id=made["id"])
        assert {each["id"]: each["value"] for each in shown["answers"]}["amount"] == "4510.40"
        assert [kind for kind, _ in firm.told()] == ["opened", "assigned"]

    def test_opens_once_when_it_comes_twice_at_once(self, firm):
        order = firm.order()

        with ThreadPoolExecutor(2) as both:
            list(both.map(firm.hand_in, (order, order)))

        assert len(firm.listed(firm.song, "submitted")) == 1
        assert [kind for kind, _ in firm.told()].count("opened") == 1

    def test_opens_again_after_a_refusal(self, firm):
        first = firm.order()
        firm.hand_in(first)
        firm.ask(firm.mao, "refuse_approval", approval_id=firm.listed(firm.song, "submitted")[0], reason="折扣过低")
        firm.hand_in(firm.order(order_id=first.subject["id"], submission=2))

        newest = firm.listed(firm.song, "submitted")[0]
        assert firm.ask(firm.mao, "approve_approval", approval_id=newest)["status"] == "passed"
        finished = [data for kind, data in firm.told() if kind == "finished"]
        assert [(each["outcome"], each["subject"]["submission"]) for each in finished] == [
            ("refused", 1),
            ("passed", 2),
        ]

    @pytest.mark.parametrize(
        ("prepare", "reason"),
        [
            (lambda firm: firm.publish("order", flows=[]), "no_flow"),
            (
                lambda firm: firm.publish(
                    "order",
                    flows=[
                        flow(
                            {
                                **step({"kind": "role", "role_id": str(uuid4())}),
                                "nobody": {"do": "person", "employee_id": firm.xu.employee_id},
                            }
                        )
                    ],
                ),
                None,
            ),
        ],
        ids=["no flow", "a named person"],
    )
    def test_says_when_it_cannot_begin(self, firm, prepare, reason):
        prepare(firm)

        firm.hand_in(firm.order())

        kind, data = firm.told()[0]
        assert kind == ("not_opened" if reason else "opened")
        assert data.get("reason") == reason
        assert data["subject"]["submission"] == 1

    def test_says_when_an_answer_does_not_fit(self, firm):
        firm.hand_in(firm.order(amount="much"), firm.order(form="unheard-of"))

        assert [(kind, data["reason"]) for kind, data in firm.told()] == [
            ("not_opened", "unfit"),
            ("not_opened", "no_flow"),
        ]
