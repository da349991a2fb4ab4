from datetime import UTC, datetime

import pytest

from shared.kernel.errors import Missing
from tests.integration.crm.at_work import Crm, person

NOW = datetime(2026, 5, 30, 8, tzinfo=UTC)


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


class TestReadCustomerOverview:
    def test_brings_contacts_and_the_latest_follow_ups_in_one_answer(self, crm, owner, customer_id):
        phone = crm.choose(owner, "behaviours", "电话")
        crm.ask(owner, "create_contact", customer_id=customer_id, name="杨帆")
        for number in range(11):
            crm.ask(owner, "write_follow_up", customer_id=customer_id, behaviour_id=phone, content=f"第 {number} 次")

        shown = crm.ask(owner, "read_customer_overview", customer_id=customer_id)

        assert shown["customer"] == crm.ask(owner, "get_customer", customer_id=customer_id)
        assert [each["name"] for each in shown["contacts"]] == ["杨帆"]
        assert [each["content"] for each in shown["follow_ups"]] == [f"第 {number} 次" for number in range(10, 0, -1)]
        assert (shown["counts"]["contacts"], shown["counts"]["follow_ups"]) == (1, 11)
        assert shown["server_time"] == "2026-05-30T08:00:00+00:00"

    def test_shows_nothing_of_a_customer_that_is_not_the_askers_to_see(self, crm, owner, customer_id):
        colleague = person(owner.company_id)

        with pytest.raises(Missing):
            crm.ask(colleague, "read_customer_overview", customer_id=customer_id)
