"""Which flow is taken, and who is found for its steps: without a database."""

import pytest

from services.office.approval_templates.forms import FORMS, first_content
from services.office.approval_templates.publishing import faults
from services.office.approval_templates.rules import Asked, flow_for, lay_way, unchosen


def person(name, department="sales"):
    return {"id": name, "name": name, "department_id": department}


class Firm:
    """song reports to head, head to boss; boss administers and leads the firm, head leads sales."""

    above = {"song": ["head", "boss"], "head": ["boss"], "boss": []}
    heads = {"sales": "head", "firm": "boss"}
    roles = {"finance": ["fei", "fang"]}

    def superior(self, employee_id, *, level):
        return [person(each) for each in self.above[employee_id][level - 1 : level]]

    def superiors(self, employee_id, *, levels):
        return [person(each) for each in self.above[employee_id][:levels]]

    def head(self, department_id):
        return [person(self.heads[department_id])] if department_id in self.heads else []

    def holders(self, role_id):
        return [person(each) for each in self.roles.get(role_id, [])]

    def administrators(self):
        return [person("boss")]

    def people(self, ids):
        return [person(each) for each in ids if each != "gone"]


def step(*approvers, key="s", kind="all", nobody="pass", named=None, submitter="skip", conditions=()):
    return {
        "id": key,
        "name": key,
        "kind": kind,
        "approvers": list(approvers),
        "nobody": {"do": nobody, "employee_id": named},
        "submitter": submitter,
        "conditions": list(conditions),
    }


def flow(*steps, conditions=(), copies=(), name="f"):
    return {"id": name, "name": name, "conditions": list(conditions), "steps": list(steps), "copies": list(copies)}


def field_is(key, comparison, value):
    return {"of": "field", "field": key, "is": comparison, "value": value}


def by(name="song", **options):
    return Asked(submitter=person(name), **options)


def found(one, asked=None):
    """Names and why it was skipped, of a way of this one step."""
    (laid,) = lay_way(flow(one), asked or by(), Firm()).steps
    return [each["id"] for each in laid.approvers], laid.skipped


class TestCondition:
    @pytest.mark.parametrize(
        ("comparison", "value", "holds"),
        [
            ("at_least", "3", True),
            ("at_least", "3.01", False),
            ("at_most", "3", True),
            ("at_most", "2.99", False),
            ("more_than", "2.99", True),
            ("more_than", "3", False),
            ("less_than", "3.01", True),
            ("less_than", "3", False),
            ("equals", "3.00", True),
            ("equals", "4", False),
        ],
    )
    def test_compares_decimals(self, comparison, value, holds):
        one = flow(conditions=[field_is("days", comparison, value)])

        assert (flow_for([one], by(values={"days": "3"})) is one) is holds

    @pytest.mark.parametrize(
        ("value", "holds"), [("事假", True), ("年假", False), (["年假", "事假"], True), (None, False)]
    )
    def test_looks_for_one_of_the_choices(self, value, holds):
        one = flow(conditions=[{"of": "field", "field": "kind", "is": "one_of", "values": ["事假", "病假"]}])

        assert (flow_for([one], by(values={"kind": value})) is one) is holds

    @pytest.mark.parametrize(("of", "holds"), [("department", True), ("role", False)])
    def test_goes_by_department_and_role(self, of, holds):
        one = flow(conditions=[{"of": of, "ids": ["firm"]}])

        assert (flow_for([one], by(department_ids={"sales", "firm"}, role_ids={"staff"})) is one) is holds

    def test_does_not_hold_for_what_was_left_empty(self):
        assert flow_for([flow(conditions=[field_is("days", "at_most", "3")])], by()) is None

    def test_all_of_a_flow_have_to_hold(self):
        both = flow(conditions=[field_is("days", "at_least", "1"), {"of": "role", "ids": ["staff"]}])

        assert flow_for([both], by(values={"days": "2"})) is None

    def test_the_first_flow_that_fits_is_taken(self):
        long, usual = flow(conditions=[field_is("days", "at_least", "3")], name="long"), flow(name="usual")

        assert flow_for([long, usual], by(values={"days": "5"})) is long
        assert flow_for([long, usual], by(values={"days": "1"})) is usual
        assert flow_for([], by()) is None

    def test_leaves_a_step_out(self):
        boss = step({"kind": "superior", "level": 2}, key="boss", conditions=[field_is("days", "at_least", "3")])
        way = flow(step({"kind": "superior", "level": 1}, key="head"), boss)

        assert [each.id for each in lay_way(way, by(values={"days": "1"}), Firm()).steps] == ["head"]
        assert [each.id for each in lay_way(way, by(values={"days": "3"}), Firm()).steps] == ["head", "boss"]


class TestApprover:
    @pytest.mark.parametrize(
        ("approver", "names"),
        [
            ({"kind": "people", "ids": ["fang", "gone", "fei"]}, ["fang", "fei"]),
            ({"kind": "superior", "level": 1}, ["head"]),
            ({"kind": "superior", "level": 2}, ["boss"]),
            ({"kind": "superior", "level": 3}, []),
            ({"kind": "superiors", "level": 5}, ["head", "boss"]),
            ({"kind": "head"}, ["head"]),
            ({"kind": "role", "role_id": "finance"}, ["fei", "fang"]),
            ({"kind": "role", "role_id": "nobody has it"}, []),
            ({"kind": "chosen"}, ["fang"]),
        ],
    )
    def test_is_found(self, approver, names):
        assert found(step(approver), by(chosen={"s": ["fang"]}))[0] == names

    def test_stands_at_a_step_once(self):
        twice = step({"kind": "superior", "level": 1}, {"kind": "head"}, {"kind": "superiors", "level": 2})

        assert found(twice) == (["head", "boss"], None)

    def test_is_yet_to_be_chosen(self):
        one = flow(step({"kind": "chosen"}, key="a"), step({"kind": "head"}, key="b"))

        assert unchosen(one, by()) == ["a"]
        assert unchosen(one, by(chosen={"a": ["fei"]})) == []


class TestNobodyFound:
    nobody = {"kind": "superior", "level": 9}

    @pytest.mark.parametrize(
        ("do", "named", "expected"),
        [
            ("pass", None, ([], "nobody")),
            ("administrators", None, (["boss"], None)),
            ("person", "fei", (["fei"], None)),
            ("person", "gone", ([], "nobody")),
        ],
    )
    def test_does_as_the_step_says(self, do, named, expected):
        assert found(step(self.nobody, nobody=do, named=named)) == expected


class TestSubmitterAmongTheApprovers:
    approvers = {"kind": "people", "ids": ["song", "fei"]}

    @pytest.mark.parametrize(("submitter", "names"), [("skip", ["fei"]), ("keep", ["song", "fei"])])
    def test_is_skipped_or_kept(self, submitter, names):
        assert found(step(self.approvers, submitter=submitter)) == (names, None)

    def test_alone_is_passed_over(self):
        alone = step({"kind": "head"}, nobody="administrators")

        assert found(alone, by("head")) == ([], "submitter")

    def test_does_not_judge_as_the_only_administrator(self):
        assert found(step({"kind": "superior", "level": 1}, nobody="administrators"), by("boss")) == ([], "submitter")


class TestCopies:
    def test_go_out_at_the_start_and_at_the_end(self):
        copies = [{"kind": "head", "at": "start"}, {"kind": "role", "role_id": "finance", "at": "end"}]
        way = lay_way(flow(copies=copies), by(), Firm())

        assert [each["id"] for each in way.copies_at_start] == ["head"]
        assert [each["id"] for each in way.copies_at_end] == ["fei", "fang"]


class TestDraft:
    @pytest.mark.parametrize("form", FORMS)
    def test_of_a_new_company_can_be_published(self, form):
        assert faults(first_content(form), form=form) == {}

    def test_of_a_new_company_sends_orders_and_leave_to_the_superior(self):
        for form in ("order", "leave"):
            taken = flow_for(first_content(form)["flows"], by())
            assert [[each["id"] for each in step.approvers] for step in lay_way(taken, by(), Firm()).steps] == [
                ["head"]
            ]

    @pytest.mark.parametrize(
        ("change", "place"),
        [
            (lambda content: content["fields"].clear(), "fields"),
            (lambda content: content["fields"].pop(0), "fields"),
            (lambda content: content["fields"][0].update(type="single_line"), "fields"),
            (lambda content: content["fields"][0].update(choices=[]), "fields.0.choices"),
            (lambda content: content["fields"][1].update(title="天数"), "fields.1.title"),
            (lambda content: content["fields"].append(content["fields"][0]), "fields.0.id"),
            (lambda content: content["flows"][0]["steps"].clear(), "flows.0.steps"),
            (
                lambda content: content["flows"][0]["steps"].append(content["flows"][0]["steps"][0]),
                "flows.0.steps.1.id",
            ),
            (lambda content: content["flows"][0]["steps"][0]["approvers"].clear(), "flows.0.steps.0.approvers"),
            (
                lambda content: content["flows"][0]["steps"][0].update(approvers=[{"kind": "people", "ids": []}]),
                "flows.0.steps.0.approvers.0",
            ),
            (
                lambda content: content["flows"][0]["steps"][0].update(nobody={"do": "person", "employee_id": None}),
                "flows.0.steps.0.nobody",
            ),
            (
                lambda content: content["flows"][0]["steps"].insert(0, step({"kind": "head"}, kind="close")),
                "flows.0.steps.0.kind",
            ),
            (
                lambda content: content["flows"][0].update(conditions=[field_is("gone", "at_least", "3")]),
                "flows.0.conditions.0",
            ),
            (
                lambda content: content["flows"][0].update(conditions=[field_is("days", "at_least", "three")]),
                "flows.0.conditions.0",
            ),
            (
                lambda content: content["flows"][0].update(copies=[{"kind": "chosen", "at": "end"}]),
                "flows.0.copies.0",
            ),
        ],
    )
    def test_is_not_published_with_a_fault(self, change, place):
        content = first_content("leave")
        content["fields"] = [dict(each) for each in content["fields"]]
        content["flows"][0]["steps"] = [dict(each) for each in content["flows"][0]["steps"]]
        content["flows"][0]["steps"][0]["approvers"] = list(content["flows"][0]["steps"][0]["approvers"])

        change(content)

        assert place in faults(content, form="leave")
