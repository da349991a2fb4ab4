from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from services.crm.files import TooManyFiles
from shared.kernel.errors import Conflict, Invalid, Missing
from tests.integration.crm.at_work import Crm, person

START = datetime(2026, 5, 30, 8, tzinfo=UTC)


@pytest.fixture
def now():
    return {"now": START}


@pytest.fixture
def crm(module_database, tmp_path, now):
    crm = Crm(module_database("crm"), tmp_path, clock=lambda: now["now"])
    yield crm
    crm.close()


@pytest.fixture
def owner():
    return person()


@pytest.fixture
def phone(crm, owner):
    return crm.choose(owner, "behaviours", "电话")


@pytest.fixture
def customer_id(crm, owner):
    crm.rows(
        owner,
        "insert into pool_rules values (:company_id, :id, 1, '三十天', true, 30, 3)",
        company_id=owner.company_id,
        id=str(uuid4()),
    )
    return crm.ask(owner, "create_customer", name="成都友趣")["id"]


@pytest.fixture
def write(crm, owner, phone, customer_id):
    def write(content="聊了报价", *, by=owner, **more):
        draft = {"customer_id": customer_id, "behaviour_id": phone, "content": content} | more
        return crm.ask(by, "write_follow_up", **draft)

    return write


class TestWriteFollowUp:
    def test_starts_the_clock_of_the_pool_anew(self, crm, owner, now, write, customer_id):
        now["now"] = START + timedelta(days=10)

        made = write(next_at="2026-06-20T09:00:00+08:00")

        customer = crm.ask(owner, "get_customer", customer_id=customer_id)
        assert customer["followed_at"] == made["written_at"] == "2026-06-09T08:00:00+00:00"
        assert customer["falls_at"] == "2026-07-09T08:00:00+00:00"
        assert (made["customer"]["name"], made["behaviour"]["name"], made["stage"]) == (
            "成都友趣",
            "电话",
            "developing",
        )
        assert made["next_at"] == "2026-06-20T01:00:00+00:00"

    def test_may_set_status_and_tags_and_tells_all_in_one_transaction(self, crm, owner, write, customer_id):
        status_id, tag_id = crm.choose(owner, "customer-statuses", "意向"), crm.choose(owner, "customer-tags", "展会")

        write(status_id=status_id, tag_ids=[tag_id])

        customer = crm.ask(owner, "get_customer", customer_id=customer_id)
        assert (customer["status"]["name"], [each["name"] for each in customer["tags"]]) == ("意向", ["展会"])
        told = crm.rows(owner, "select type, occurred_at from outbox order by seq desc limit 3")
        assert {each.type for each in told} == {
            "crm.follow_up.written",
            "crm.customer.status_changed",
            "crm.customer.tags_changed",
        }

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("behaviour_id", str(uuid4())),
            ("contact_id", str(uuid4())),
            ("status_id", str(uuid4())),
            ("tag_ids", [str(uuid4())]),
            ("content", " \n "),
            ("next_at", "tomorrow"),
        ],
    )
    def test_names_the_field_that_is_wrong_and_leaves_nothing(self, crm, owner, write, field, value):
        with pytest.raises(Invalid) as refused:
            write(**{field: value})

        assert set(refused.value.errors) == {field}
        assert crm.ask(owner, "list_follow_ups")["total"] == 0

    def test_knows_a_contact_of_this_customer_alone(self, crm, owner, write, customer_id):
        other = crm.ask(owner, "create_customer", name="别家")["id"]
        mine, theirs = (
            crm.ask(owner, "create_contact", customer_id=each, name="王芳")["id"] for each in (customer_id, other)
        )

        assert write(contact_id=mine)["contact"] == {"id": mine, "name": "王芳"}
        with pytest.raises(Invalid):
            write(contact_id=theirs)

    def test_is_refused_in_the_pool_and_to_strangers(self, crm, owner, write, customer_id):
        for stranger in (person(owner.company_id), person()):
            with pytest.raises(Missing):
                write(by=stranger)
        crm.ask(owner, "drop_customers_to_pool", ids=[customer_id], reason="无意向")

        with pytest.raises(Conflict, match="in_pool_takes_no_follow_up"):
            write()

    def test_is_open_to_a_participant(self, crm, owner, write, customer_id):
        helper = crm.employ(owner, "卯卯卯")
        crm.ask(owner, "add_participants", ids=[customer_id], employee_ids=[helper.employee_id])

        made = write(by=helper)

        assert made["written_by"] == {"id": helper.employee_id, "name": "卯卯卯"}


class TestListFollowUps:
    def test_shows_mine_the_team_s_and_all_of_a_customer_one_sees(self, crm, owner, write, customer_id):
        boss = person(owner.company_id, scope="company")
        write("第一次")
        write("第二次")
        write("老板来访", by=boss)

        def found(who, **query):
            return [each["content"] for each in crm.ask(who, "list_follow_ups", **query)["items"]]

        assert found(owner, view="mine") == ["第二次", "第一次"]
        assert found(owner, view="team") == ["第二次", "第一次"]
        assert found(boss, view="team") == ["老板来访", "第二次", "第一次"]
        assert found(owner, customer_id=customer_id) == ["老板来访", "第二次", "第一次"]
        assert found(owner, q="第一") == ["第一次"]
        assert found(boss, view="team", employee_id=owner.employee_id) == ["第二次", "第一次"]
        assert found(person(), view="team") == []

    def test_takes_days_as_the_company_s_clocks_show_them(self, crm, owner, write, now):
        now["now"] = datetime(2026, 5, 31, 16, 30, tzinfo=UTC)  # half past midnight on 1 June in Shanghai
        write()

        def total(**query):
            return crm.ask(owner, "list_follow_ups", **query)["total"]

        assert total(written_from="2026-06-01", written_to="2026-06-01") == 1
        assert total(written_to="2026-05-31") == 0
        assert total(written_from="2026-06-02") == 0

    def test_is_refused_for_a_customer_one_does_not_see(self, crm, owner, write, customer_id):
        written = write()
        for stranger in (person(owner.company_id), person()):
            with pytest.raises(Missing):
                crm.ask(stranger, "list_follow_ups", customer_id=customer_id)
            with pytest.raises(Missing):
                crm.ask(stranger, "get_follow_up", follow_up_id=written["id"])
        assert crm.ask(owner, "get_follow_up", follow_up_id=written["id"])["id"] == written["id"]


class TestFiles:
    def test_are_kept_with_it_as_they_were_described(self, write):
        files = [file("照片.jpg", "image/jpeg"), file("语音.weba", "audio/webm"), file("报价.pdf", "application/pdf")]

        assert write(file_ids=files)["files"] == files

    @pytest.mark.parametrize(("media_type", "most"), [("image/png", 9), ("audio/webm", 3), ("application/pdf", 5)])
    def test_are_few_of_a_kind(self, write, media_type, most):
        some = [file("x", media_type) for _ in range(most)]

        write(file_ids=some)
        with pytest.raises(TooManyFiles):
            write(file_ids=[*some, file("x", media_type)])


class TestMentions:
    @pytest.fixture
    def colleague(self, crm, owner):
        return crm.employ(owner, "卯卯卯")

    def test_are_told_with_the_event_and_may_open_it(self, crm, owner, write, colleague):
        department = crm.department(owner, "运营部")

        made = write(mention_ids=[colleague.employee_id], mention_department_ids=[department])

        assert made["mentions"] == [{"id": colleague.employee_id, "name": "卯卯卯"}]
        assert made["mentioned_departments"] == [{"id": department, "name": "运营部"}]
        told = crm.told(owner, "crm.follow_up.written")
        assert [each["name"] for each in (*told["mentions"], *told["mentioned_departments"])] == ["卯卯卯", "运营部"]
        assert crm.ask(colleague, "get_follow_up", follow_up_id=made["id"])["id"] == made["id"]
        of_department = replace(person(owner.company_id), department_id=department)
        assert crm.ask(of_department, "get_follow_up", follow_up_id=made["id"])["id"] == made["id"]
        with pytest.raises(Missing):
            crm.ask(person(owner.company_id), "get_follow_up", follow_up_id=made["id"])

    def test_name_neither_oneself_nor_nobody(self, owner, write):
        for field, wrong in (
            ("mention_ids", owner.employee_id),
            ("mention_ids", str(uuid4())),
            ("mention_department_ids", str(uuid4())),
        ):
            with pytest.raises(Invalid) as refused:
                write(**{field: [wrong]})
            assert set(refused.value.errors) == {field}


class TestPlace:
    def test_is_kept(self, write):
        made = write(position={"lng": 104.065735, "lat": 30.659462}, address="成都市天府广场")

        assert made["position"] == {"lng": 104.065735, "lat": 30.659462}
        assert made["address"] == "成都市天府广场"


class TestContactRole:
    def test_is_changed_at_once(self, crm, owner, write, customer_id):
        contact = crm.ask(owner, "create_contact", customer_id=customer_id, name="王芳")
        role_id = crm.choose(owner, "contact-roles", "决策人")

        write(contact_id=contact["id"], contact_role_id=role_id)

        listed = crm.ask(owner, "list_contacts", customer_id=customer_id)["items"]
        assert [each["role"]["name"] for each in listed] == ["决策人"]
        told = crm.told(owner, "crm.follow_up.written")
        assert told["contact"] == {"id": contact["id"], "name": "王芳"}

    def test_needs_a_contact_and_a_role_that_is_there(self, crm, owner, write, customer_id):
        contact_id = crm.ask(owner, "create_contact", customer_id=customer_id, name="王芳")["id"]

        for draft in ({"contact_role_id": str(uuid4())}, {"contact_id": contact_id, "contact_role_id": str(uuid4())}):
            with pytest.raises(Invalid) as refused:
                write(**draft)
            assert set(refused.value.errors) == {"contact_role_id"}


class TestFilters:
    def test_narrow_the_list(self, crm, owner, phone, write, customer_id):
        wechat = crm.choose(owner, "behaviours", "微信")
        contact = crm.ask(owner, "create_contact", customer_id=customer_id, name="王芳")["id"]
        write("电话里谈", contact_id=contact)
        write("微信里谈", behaviour_id=wechat)

        def found(**query):
            return [each["content"] for each in crm.ask(owner, "list_follow_ups", **query)["items"]]

        assert found(behaviour_id=wechat) == ["微信里谈"]
        assert found(behaviour_id=[phone, wechat]) == ["微信里谈", "电话里谈"]
        assert found(contact_id=contact) == found(q="王芳") == ["电话里谈"]
        assert found(q="成都") == ["微信里谈", "电话里谈"]
        assert found(stage=["developing", "signed"]) == ["微信里谈", "电话里谈"]
        assert found(stage="lead") == found(department_id=str(uuid4())) == found(contact_id=str(uuid4())) == []


class TestDatabase:
    @pytest.mark.parametrize(("customer", "lead"), [(True, True), (False, False)])
    def test_holds_that_it_belongs_to_one_customer_or_one_lead(self, crm, owner, write, customer_id, customer, lead):
        made = write()

        with pytest.raises(IntegrityError):
            crm.rows(
                owner,
                "update follow_ups set customer_id = :customer, lead_id = :lead where id = :id",
                id=made["id"],
                customer=customer_id if customer else None,
                lead=str(uuid4()) if lead else None,
            )


def file(name, media_type):
    """A file as the gateway describes it."""
    return {"id": str(uuid4()), "name": name, "size": 1000, "media_type": media_type}
