import json
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import text

from services.crm.service import CrmService
from shared.database import Database
from shared.kernel.actor import Actor, Scope
from shared.kernel.errors import Forbidden, Invalid, Missing
from shared.nameko.operation import Call

ACTIONS = frozenset({"drop_to_pool", "take_from_pool"})


class Crm:
    """The service with its database, without a broker."""

    def __init__(self, database):
        self.database = database

    def ask(self, actor, method, **arguments):
        call = Call(actor=actor, arguments=arguments, command_id=str(uuid4()), request_id="test", language="en")
        return json.loads(getattr(CrmService, method).operation.carry_out(self, call))


@pytest.fixture
def crm(service_database):
    database = Database(service_database("crm").app_url)
    yield Crm(database)
    database.dispose()


def person(company_id, *, actions=ACTIONS):
    return Actor(company_id, str(uuid4()), "许妙迪", None, scopes={"customers": Scope("self")}, actions=actions)


@pytest.fixture
def owner():
    return person(str(uuid4()))


@pytest.fixture
def colleague(owner):
    return person(owner.company_id)


class TestCreateCustomer:
    def test_puts_it_among_mine_and_tells_it(self, crm, owner):
        made = crm.ask(owner, "create_customer", name="成都友趣", phone="02812345678")

        assert crm.ask(owner, "list_customers", view="mine", q="友趣")["items"][0]["id"] == made["id"]
        assert made["version"] == 1
        assert crm.ask(owner, "list_customer_changes", customer_id=made["id"])["items"][0]["kind"] == "created"
        with crm.database.transaction(owner) as tx:
            assert tx.session.scalar(text("select type from outbox")) == "crm.customer.created"

    @pytest.mark.parametrize("draft", [{}, {"name": "  "}, {"name": "a", "owner": "b"}])
    def test_refuses_a_wrong_draft(self, crm, owner, draft):
        with pytest.raises(Invalid):
            crm.ask(owner, "create_customer", **draft)


class TestSeeCustomer:
    def test_is_refused_to_a_colleague_out_of_scope_and_to_another_company(self, crm, owner, colleague):
        made = crm.ask(owner, "create_customer", name="成都友趣")

        for other in (colleague, person(str(uuid4()))):
            with pytest.raises(Missing):
                crm.ask(other, "get_customer", customer_id=made["id"])


class TestTakeCustomers:
    def test_gives_it_to_one_of_two_who_take_at_once(self, crm, owner, colleague):
        made = crm.ask(owner, "create_customer", name="成都友趣")
        assert crm.ask(owner, "drop_customers_to_pool", ids=[made["id"]])["done"] == 1

        with ThreadPoolExecutor(2) as threads:
            answers = list(
                threads.map(lambda who: crm.ask(who, "take_customers", ids=[made["id"]]), [owner, colleague])
            )

        assert sorted(each["done"] for each in answers) == [0, 1]
        assert [row["code"] for each in answers for row in each["refused"]] == ["customer.already_taken"]

    def test_needs_the_permission(self, crm, owner):
        with pytest.raises(Forbidden):
            crm.ask(person(owner.company_id, actions=frozenset()), "take_customers", ids=[str(uuid4())])
