"""Leads: lists, data, many at once, follow-ups, and the customer that comes of one (L1 to L4)."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from services.crm.service import CrmService
from shared.jobs import Job
from shared.jobs.queue import JobQueue
from shared.kernel.errors import Conflict, Forbidden, Invalid, Missing


def create(company, actor, name="陈嘉", /, **draft):
    return company.ask(actor, "create_lead", name=name, **draft)


def get(company, actor, lead_id):
    return company.ask(actor, "get_lead", lead_id=lead_id)


def listed(company, actor, **query):
    return [each["name"] for each in company.ask(actor, "list_leads", **query)["items"]]


def convert(company, actor, lead, **given):
    return company.ask(actor, "convert_lead", lead_id=lead["id"], **given)["customer_id"]


def told(company, kind):
    return [body["data"] for type_, body in company.events() if type_ == kind]


def write(company, actor, lead, content="第一次联系", **more):
    behaviour = company.choice("behaviours", "电话")
    return company.ask(actor, "write_follow_up", lead_id=lead["id"], behaviour_id=behaviour, content=content, **more)


class TestCreating:
    def test_keeps_what_was_given_and_begins_untouched(self, company):
        source = company.choice("sources", "展会")

        lead = create(company, company.song, company="成都友趣", phone="13912345678", source_id=source)

        assert (lead["name"], lead["company"], lead["phone"]) == ("陈嘉", "成都友趣", "13912345678")
        assert (lead["owner"]["name"], lead["status"]["name"], lead["source"]["name"]) == ("宋肖肖", "未处理", "展会")
        assert lead["may"] == ["convert", "edit", "follow_up", "set_status", "transfer", "view"]
        assert [each["origin"] for each in told(company, "crm.lead.created")] == ["manual"]

    @pytest.mark.parametrize(
        ("draft", "wrong"),
        [
            ({"name": "  "}, "name"),
            ({"name": 7}, "name"),
            ({"phone": "1" * 51}, "phone"),
            ({"status_id": str(uuid4())}, "status_id"),
            ({"source_id": "x"}, "source_id"),
            ({"colour": "red"}, "colour"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, company, draft, wrong):
        with pytest.raises(Invalid) as refused:
            company.ask(company.song, "create_lead", **{"name": "陈嘉", **draft})

        assert set(refused.value.errors) == {wrong}


class TestLists:
    def test_show_mine_and_the_teams_as_far_as_the_scope_goes(self, company):
        for actor, name in ((company.song, "甲"), (company.zhou, "乙"), (company.xu, "丙")):
            create(company, actor, name)

        assert listed(company, company.song) == ["甲"]
        assert listed(company, company.song, view="team") == ["甲"]
        assert sorted(listed(company, company.head, view="team")) == ["乙", "甲"]
        assert len(listed(company, company.administrator, view="team")) == 3

    def test_narrow_by_words_status_source_and_owner(self, company):
        closed, fair = company.choice("lead-statuses", "关闭"), company.choice("sources", "展会")
        create(company, company.song, "甲", company="友趣科技", status_id=closed)
        create(company, company.song, "乙", phone="13912345678", source_id=fair)
        create(company, company.zhou, "丙", status_id=None)
        mine = {"view": "team"}

        assert listed(company, company.head, **mine, q="友趣") == ["甲"]
        assert listed(company, company.head, **mine, q="345678") == ["乙"]
        assert listed(company, company.head, **mine, status_id=[closed]) == ["甲"]
        assert listed(company, company.head, **mine, status_id=["none"]) == ["丙"]
        assert listed(company, company.head, **mine, source_id=[fair]) == ["乙"]
        assert listed(company, company.head, **mine, owner_id=[company.zhou.employee_id]) == ["丙"]
        assert listed(company, company.head, **mine, sort="name", department_id=company.operations) == [
            *sorted(["甲", "乙", "丙"])
        ]

    def test_show_those_that_became_customers_apart(self, company):
        lead = create(company, company.song, "甲")
        convert(company, company.song, lead)

        assert listed(company, company.song) == []
        assert listed(company, company.song, converted=True) == ["甲"]


class TestChanging:
    def test_is_told_and_logged(self, company):
        lead = create(company, company.song, phone="1")
        touched = company.choice("lead-statuses", "已联系")

        company.ask(
            company.song, "change_lead", lead_id=lead["id"], version=lead["version"], phone="2", status_id=touched
        )

        assert get(company, company.song, lead["id"])["status"]["name"] == "已联系"
        assert told(company, "crm.lead.changed")[0]["changes"] == {"phone": ["1", "2"]}
        assert told(company, "crm.lead.status_changed")[0]["before"]["name"] == "未处理"
        log = company.ask(company.song, "list_lead_changes", lead_id=lead["id"])["items"]
        assert [each["kind"] for each in log] == ["status_changed", "changed", "created"]

    def test_does_not_write_over_a_faster_colleague(self, company):
        lead = create(company, company.song)
        company.ask(company.head, "change_lead", lead_id=lead["id"], version=lead["version"], note="x")

        with pytest.raises(Conflict):
            company.ask(company.song, "change_lead", lead_id=lead["id"], version=lead["version"], note="y")


class TestManyAtOnce:
    def test_go_to_another_owner(self, company):
        leads = [create(company, company.song, name) for name in ("甲", "乙")]
        ids = [each["id"] for each in leads]

        answer = company.ask(company.song, "transfer_leads", ids=ids, owner_id=company.zhou.employee_id)

        assert answer == {"done": 2, "refused": []}
        assert sorted(listed(company, company.zhou)) == ["乙", "甲"]
        assert {each["former_owner"]["name"] for each in told(company, "crm.lead.transferred")} == {"宋肖肖"}

    def test_of_a_filter_get_a_status(self, company):
        closed = company.choice("lead-statuses", "关闭")
        for name in ("甲", "乙"):
            create(company, company.song, name)
        create(company, company.zhou, "丙")

        answer = company.ask(company.song, "set_lead_status", filter={"view": "mine"}, status_id=closed)

        assert answer["done"] == 2
        assert sorted(listed(company, company.head, view="team", status_id=[closed])) == ["乙", "甲"]

    def test_are_gone_for_good_with_what_was_written_about_them(self, company):
        lead = create(company, company.song)
        follow_up = write(company, company.song, lead)

        company.ask(company.head, "delete_leads", ids=[lead["id"]])

        with pytest.raises(Missing):
            get(company, company.song, lead["id"])
        with pytest.raises(Missing):
            company.ask(company.song, "get_follow_up", follow_up_id=follow_up["id"])
        assert [each["lead_id"] for each in told(company, "crm.lead.deleted")] == [lead["id"]]

    def test_that_are_too_many_are_a_job(self, company):
        with company.database.transaction(company.song) as tx:
            tx.session.execute(
                text(
                    "insert into leads (company_id, id, version, name, owner_id, created_at, created_by, updated_at) "
                    "select :company, gen_random_uuid(), 1, '线索 ' || n, :me, now(), :me, now() "
                    "from generate_series(1, 1002) n"
                ),
                {"company": company.id, "me": company.song.employee_id},
            )

        job = company.ask(company.song, "transfer_leads", filter={}, owner_id=company.zhou.employee_id)
        claimed = JobQueue(company.system_database, runner="test", kinds=["lead-bulk"]).claim()
        CrmService.run_lead_bulk(company, Job(claimed, database=company.database))

        assert company.ask(company.song, "get_job", job_id=job["id"])["result"] == {"done": 1002, "refused": []}
        assert company.ask(company.zhou, "list_leads")["total"] == 1002


class TestAFollowUp:
    def test_stands_with_the_lead_and_changes_its_status(self, company):
        lead = create(company, company.song)
        touched = company.choice("lead-statuses", "已联系")

        written = write(company, company.song, lead, status_id=touched)

        assert (written["lead"], written["customer"], written["stage"]) == (
            {"id": lead["id"], "name": "陈嘉"},
            None,
            "lead",
        )
        now = get(company, company.song, lead["id"])
        assert now["status"]["name"] == "已联系"
        assert now["followed_at"] is not None
        of_lead = company.ask(company.head, "list_follow_ups", lead_id=lead["id"])["items"]
        assert [each["content"] for each in of_lead] == ["第一次联系"]

    @pytest.mark.parametrize("more", [{"tag_ids": [str(uuid4())]}, {"contact_id": str(uuid4())}])
    def test_takes_nothing_that_customers_alone_have(self, company, more):
        lead = create(company, company.song)

        with pytest.raises(Invalid) as refused:
            write(company, company.song, lead, **more)

        assert set(refused.value.errors) == set(more)

    def test_is_about_one_thing(self, company):
        with pytest.raises(Invalid) as refused:
            company.ask(
                company.song, "write_follow_up", behaviour_id=company.choice("behaviours", "电话"), content="谁？"
            )

        assert set(refused.value.errors) == {"customer_id"}


class TestConverting:
    def test_makes_a_customer_with_its_contact_and_takes_the_follow_ups_along(self, company):
        fair = company.choice("sources", "展会")
        lead = create(company, company.song, company="成都友趣", phone="13912345678", source_id=fair)
        write(company, company.song, lead)

        customer_id = convert(company, company.song, lead)

        customer = company.get(company.song, customer_id)
        assert (customer["name"], customer["phone"], customer["stage"]) == ("成都友趣", "13912345678", "developing")
        assert customer["source"]["name"] == "展会"
        contacts = company.ask(company.song, "list_contacts", customer_id=customer_id)["items"]
        assert [(each["name"], each["mobiles"], each["is_default"]) for each in contacts] == [
            ("陈嘉", ["13912345678"], True)
        ]
        (follow_up,) = company.ask(company.song, "list_follow_ups", customer_id=customer_id)["items"]
        assert (follow_up["content"], follow_up["lead"]) == ("第一次联系", None)
        assert get(company, company.song, lead["id"])["customer"] == {"id": customer_id, "name": "成都友趣"}
        assert [each["origin"] for each in told(company, "crm.customer.created")] == ["converted"]
        assert told(company, "crm.lead.converted")[0]["customer"]["id"] == customer_id

    def test_by_a_head_leaves_the_customer_to_the_leads_owner(self, company):
        lead = create(company, company.song)

        customer_id = convert(company, company.head, lead, name="另取的名字")

        customer = company.get(company.song, customer_id)
        assert (customer["owner"]["name"], customer["name"]) == ("宋肖肖", "另取的名字")

    def test_says_which_fields_a_customer_needs_and_changes_nothing(self, company):
        field = company.ask(
            company.administrator, "create_custom_field", of="customer", title="行业", type="single_line", required=True
        )
        lead = create(company, company.song)

        with pytest.raises(Invalid) as refused:
            convert(company, company.song, lead)

        assert set(refused.value.errors) == {f"fields.{field['id']}"}
        assert get(company, company.song, lead["id"])["customer"] is None
        assert company.listed(company.song) == []

    def test_says_which_fields_the_contact_needs_too(self, company):
        of_customer, of_contact = (
            company.ask(
                company.administrator, "create_custom_field", of=of, title="来历", type="single_line", required=True
            )["id"]
            for of in ("customer", "contact")
        )
        lead = create(company, company.song, company="成都友趣")

        with pytest.raises(Invalid) as refused:
            convert(company, company.song, lead)
        assert set(refused.value.errors) == {f"fields.{of_customer}", f"contact.fields.{of_contact}"}
        with pytest.raises(Invalid) as refused:
            convert(company, company.song, lead, fields={of_customer: "展会"})
        assert set(refused.value.errors) == {f"contact.fields.{of_contact}"}

        given = {"fields": {of_customer: "展会"}, "contact": {"fields": {of_contact: "同学"}}}
        customer_id = convert(company, company.song, lead, **given)

        (contact,) = company.ask(company.song, "list_contacts", customer_id=customer_id)["items"]
        assert contact["fields"] == {of_contact: "同学"}
        person = create(company, company.song)  # is the customer, and so has no contact
        assert convert(company, company.song, person, fields={of_customer: "展会"})

    def test_happens_once(self, company):
        lead = create(company, company.song)
        convert(company, company.song, lead)

        with pytest.raises(Conflict) as refused:
            convert(company, company.song, lead)
        with pytest.raises(Conflict):
            write(company, company.song, lead)

        assert refused.value.code == "lead.is_converted"
        assert company.ask(company.head, "delete_leads", ids=[lead["id"]])["refused"][0]["code"] == "lead.is_converted"


class TestSomebodyElse:
    def test_finds_no_lead_of_a_colleague_or_of_another_company(self, found, company):
        lead, stranger = create(company, company.song), found().administrator

        for actor in (company.zhou, company.xu, stranger):
            for method, more in (
                ("get_lead", {}),
                ("list_lead_changes", {}),
                ("change_lead", {"version": lead["version"], "note": "x"}),
                ("convert_lead", {}),
            ):
                with pytest.raises(Missing):
                    company.ask(actor, method, lead_id=lead["id"], **more)
            with pytest.raises(Missing):
                company.ask(actor, "list_follow_ups", lead_id=lead["id"])
            refused = company.ask(actor, "transfer_leads", ids=[lead["id"]], owner_id=actor.employee_id)["refused"]
            assert [each["code"] for each in refused] == ["missing"]

    def test_deletes_none_without_the_right(self, company):
        lead = create(company, company.song)

        with pytest.raises(Forbidden):
            company.ask(company.song, "delete_leads", ids=[lead["id"]])

        assert listed(company, company.song) == ["陈嘉"]
