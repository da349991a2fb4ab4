"""Templates over the database: drawn, published, kept apart (B4)."""

from uuid import uuid4

import pytest

from services.office.approval_templates import errors
from services.office.approval_templates.forms import FORMS
from shared.contracts.gateway.events import CompanyFounded
from shared.kernel.errors import Conflict, Forbidden, Invalid, Missing
from tests.integration.approvals.conftest import flow, step

QUESTION = {"id": "why", "title": "原因", "type": "single_line", "required": True, "choices": []}


def create(firm, name="用章申请"):
    return firm.ask(firm.jiang, "create_approval_template", name=name)


def draw(firm, template, **content):
    return firm.ask(
        firm.jiang,
        "draw_approval_template",
        template_id=template["id"],
        version=template["version"],
        content={"fields": [QUESTION], "flows": [flow(step({"kind": "head"}))]} | content,
    )


class TestFirstTemplates:
    def test_are_there_and_published_once(self, firm):
        firm.hear(CompanyFounded(company_id=firm.id, name="快启", time_zone="Asia/Shanghai"))

        items = firm.ask(firm.song, "list_approval_templates")["items"]

        assert [each["form"] for each in items] == list(FORMS)
        assert all(each["enabled"] and each["published"] == 1 and each["flows"] for each in items)
        assert {each["form"] for each in items if not each["by_hand"]} == {"order", "win", "collection", "termination"}


class TestDraft:
    def test_is_no_matter_of_who_submits(self, firm):
        template = draw(firm, create(firm))

        seen = firm.ask(firm.song, "get_approval_template", template_id=template["id"])

        assert (seen["draft"], seen["fields"], seen["published"]) == (None, [], None)
        for method, more in (
            ("create_approval_template", {"name": "不该成功"}),
            ("publish_approval_template", {"template_id": template["id"], "version": 1}),
            ("list_approval_template_versions", {"template_id": template["id"]}),
        ):
            with pytest.raises(Forbidden):
                firm.ask(firm.song, method, **more)

    def test_is_published_as_versions_that_stay(self, firm):
        template = draw(firm, create(firm))
        first = firm.ask(
            firm.jiang, "publish_approval_template", template_id=template["id"], version=template["version"]
        )
        changed = draw(firm, first, fields=[QUESTION, {**QUESTION, "id": "when", "title": "何时", "type": "date"}])
        second = firm.ask(
            firm.jiang, "publish_approval_template", template_id=template["id"], version=changed["version"]
        )

        versions = firm.ask(firm.jiang, "list_approval_template_versions", template_id=template["id"])["items"]
        assert (first["published"], second["published"], second["changed"]) == (1, 2, False)
        assert [(each["number"], len(each["content"]["fields"])) for each in versions] == [(2, 2), (1, 1)]
        with pytest.raises(errors.NothingToPublish):
            firm.ask(firm.jiang, "publish_approval_template", template_id=template["id"], version=second["version"])

    def test_is_not_published_while_something_is_missing(self, firm):
        template = draw(firm, create(firm), flows=[flow(step())])

        with pytest.raises(Invalid) as refused:
            firm.ask(firm.jiang, "publish_approval_template", template_id=template["id"], version=template["version"])
        assert set(refused.value.errors) == {"flows.0.steps.0.approvers"}

    def test_names_nobody_from_elsewhere(self, firm, found):
        stranger = found().song.employee_id
        template = create(firm)

        with pytest.raises(Invalid) as refused:
            draw(firm, template, flows=[flow(step({"kind": "people", "ids": [stranger]}))])
        assert set(refused.value.errors) == {"flows.0.steps.0.approvers.0"}
        with pytest.raises(Invalid) as refused:
            draw(firm, template, flows=[flow(conditions=[{"of": "department", "ids": [str(uuid4())]}])])
        assert set(refused.value.errors) == {"flows.0.conditions.0"}

    def test_is_not_written_over(self, firm):
        template = create(firm)
        draw(firm, template)

        with pytest.raises(Conflict):
            draw(firm, template)


class TestTemplate:
    def test_has_a_name_of_its_own(self, firm):
        create(firm)

        with pytest.raises(errors.TemplateNameTaken):
            create(firm)

    def test_is_deleted_only_when_it_was_never_published(self, firm):
        template = create(firm)
        firm.ask(firm.jiang, "delete_approval_template", template_id=template["id"])

        with pytest.raises(Missing):
            firm.ask(firm.jiang, "get_approval_template", template_id=template["id"])
        with pytest.raises(errors.TemplateInUse):
            firm.ask(firm.jiang, "delete_approval_template", template_id=firm.template("leave")["id"])
