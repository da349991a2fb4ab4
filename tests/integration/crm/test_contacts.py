from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from shared.kernel.errors import Conflict, Forbidden, Invalid, Missing
from tests.integration.crm.at_work import Crm, person

NOW = datetime(2026, 5, 30, 20, tzinfo=UTC)  # the 31st in Shanghai


@pytest.fixture
def crm(service_database, tmp_path):
    crm = Crm(service_database("crm"), tmp_path, clock=lambda: NOW)
    yield crm
    crm.close()


@pytest.fixture
def owner():
    return person()


@pytest.fixture
def customer_id(crm, owner):
    return crm.ask(owner, "create_customer", name="成都友趣")["id"]


@pytest.fixture
def add(crm, owner, customer_id):
    return lambda name, **fields: crm.ask(owner, "create_contact", customer_id=customer_id, name=name, **fields)


class TestCreateContact:
    def test_shows_what_was_given(self, crm, owner, add):
        role_id = crm.choose(owner, "contact-roles", "决策人")
        fields = {"title": "总经理", "mobiles": ["13800000001"], "landlines": ["028-85551234转801"], "qq": "123456"}

        made = add("王芳", role_id=role_id, birthday="--05-31", email="wang@example.com", **fields)

        assert made == crm.ask(owner, "list_contacts", customer_id=made["customer_id"])["items"][0]
        assert {name: made[name] for name in fields} == fields
        assert (made["role"], made["birthday_in_days"]) == ({"id": role_id, "name": "决策人"}, 0)
        assert made["is_default"] is True
        told = crm.rows(owner, "select type from outbox order by seq desc limit 1")
        assert told[0].type == "crm.contact.created"

    @pytest.mark.parametrize(
        ("field", "value"), [("birthday", "2026-06-01"), ("role_id", str(uuid4())), ("mobiles", ["1234567"] * 4)]
    )
    def test_names_the_field_that_is_wrong(self, add, field, value):
        with pytest.raises(Invalid) as refused:
            add("王芳", **{field: value})

        assert set(refused.value.errors) == {field}

    def test_takes_a_birthday_of_today_in_the_company_s_time_zone(self, add):
        assert add("王芳", birthday="2026-05-31")["birthday_in_days"] == 0

    def test_follows_the_rights_of_the_customer(self, crm, owner, add, customer_id):
        contact = add("王芳")
        for stranger in (person(owner.company_id), person()):
            for method, arguments in (
                ("list_contacts", {"customer_id": customer_id}),
                ("create_contact", {"customer_id": customer_id, "name": "x"}),
                ("change_contact", {"contact_id": contact["id"], "version": 1, "name": "x"}),
                ("delete_contact", {"contact_id": contact["id"]}),
            ):
                with pytest.raises(Missing):
                    crm.ask(stranger, method, **arguments)

    def test_is_refused_for_a_customer_in_the_pool(self, crm, owner, add, customer_id):
        crm.ask(owner, "drop_customers_to_pool", ids=[customer_id], reason="无意向")

        with pytest.raises((Forbidden, Conflict)):
            add("王芳")


class TestDefaultContact:
    def test_is_the_first_one_until_another_is_chosen(self, crm, owner, add, customer_id):
        first, second = add("王芳"), add("李伟")
        assert (first["is_default"], second["is_default"]) == (True, False)

        crm.ask(owner, "change_contact", contact_id=second["id"], version=1, is_default=True)
        third = add("张敏", is_default=True)

        contacts = crm.ask(owner, "list_contacts", customer_id=customer_id)["items"]
        assert [each["id"] for each in contacts if each["is_default"]] == [third["id"]]
        assert contacts[0]["id"] == third["id"]

    def test_does_not_step_back_by_itself(self, crm, owner, add):
        first = add("王芳")

        with pytest.raises(Conflict, match="one_stays_default"):
            crm.ask(owner, "change_contact", contact_id=first["id"], version=1, is_default=False)

    def test_is_followed_by_the_oldest_when_it_is_deleted(self, crm, owner, add, customer_id):
        first, second, _ = add("王芳"), add("李伟"), add("张敏")

        crm.ask(owner, "delete_contact", contact_id=first["id"])

        contacts = crm.ask(owner, "list_contacts", customer_id=customer_id)["items"]
        assert (contacts[0]["id"], contacts[0]["is_default"]) == (second["id"], True)
        assert len(contacts) == 2

    def test_is_one_whoever_makes_one_at_once(self, crm, owner, add, customer_id):
        ids = [add(f"联系人 {number}")["id"] for number in range(6)]

        with ThreadPoolExecutor(6) as threads:
            list(
                threads.map(
                    lambda each: crm.ask(owner, "change_contact", contact_id=each, version=1, is_default=True), ids[1:]
                )
            )

        contacts = crm.ask(owner, "list_contacts", customer_id=customer_id)["items"]
        assert sum(each["is_default"] for each in contacts) == 1


class TestChangeContact:
    def test_refuses_an_old_version(self, crm, owner, add):
        contact = add("王芳")
        crm.ask(owner, "change_contact", contact_id=contact["id"], version=1, name="王方")

        with pytest.raises(Conflict):
            crm.ask(owner, "change_contact", contact_id=contact["id"], version=1, name="汪方")
