import json
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from services.crm.service import CrmService
from services.crm.settings.repository import Settings
from shared.database import Database
from shared.kernel.actor import Actor, Scope
from shared.kernel.errors import Conflict, Forbidden, Invalid, Missing
from shared.nameko.operation import Call


class Crm:
    """The service with its database, without a broker."""

    def __init__(self, database):
        self.database = database

    def ask(self, actor, method, **arguments):
        call = Call(actor=actor, arguments=arguments, command_id=str(uuid4()), request_id="test", language="en")
        return json.loads(getattr(CrmService, method).operation.carry_out(self, call))


@pytest.fixture(scope="module")
def crm(module_database):
    database = Database(module_database("crm").app_url)
    yield Crm(database)
    database.dispose()


def person(company_id, *, actions=("crm_settings",)):
    return Actor(
        company_id, str(uuid4()), "蒋吉祥", None, scopes={"customers": Scope("self")}, actions=frozenset(actions)
    )


@pytest.fixture
def keeper(crm):
    company_id = str(uuid4())
    with crm.database.system_transaction() as tx:
        tx.enter_company(company_id)
        Settings(tx).make_first()
    return person(company_id)


@pytest.fixture
def customer(crm, keeper):
    return crm.ask(keeper, "create_customer", name="玉堂码头火锅")["id"]


@pytest.fixture
def rule(crm, keeper):
    return crm.ask(keeper, "list_pool_rules")["items"][0]


def days_left(crm, keeper, customer_id):
    """Days from taking the customer to its fall, and the rule that makes it fall."""
    read = crm.ask(keeper, "get_customer", customer_id=customer_id)
    if read["falls_at"] is None:
        return None, read["falls_by"]
    left = datetime.fromisoformat(read["falls_at"]) - datetime.fromisoformat(read["taken_at"])
    return left / timedelta(days=1), read["falls_by"]["name"]


class TestPoolRule:
    def test_of_a_new_company_says_when_a_customer_falls(self, crm, keeper, customer):
        assert days_left(crm, keeper, customer) == (30, "30 天未跟进")

    def test_that_is_changed_moves_every_fall(self, crm, keeper, customer, rule):
        crm.ask(
            keeper,
            "change_pool_rule",
            rule_id=rule["id"],
            version=rule["version"],
            days_without_follow_up=7,
            name="一周",
        )

        assert days_left(crm, keeper, customer) == (7, "一周")

    def test_that_is_shorter_than_the_others_counts(self, crm, keeper, customer):
        crm.ask(keeper, "create_pool_rule", name="15 天", days_without_follow_up=15)

        assert days_left(crm, keeper, customer) == (15, "15 天")

    def test_that_is_switched_off_drops_nobody(self, crm, keeper, customer, rule):
        crm.ask(keeper, "change_pool_rule", rule_id=rule["id"], version=rule["version"], enabled=False)

        assert days_left(crm, keeper, customer) == (None, None)

    def test_that_is_deleted_leaves_the_next_one(self, crm, keeper, customer, rule):
        crm.ask(keeper, "create_pool_rule", name="60 天", days_without_follow_up=60)

        crm.ask(keeper, "delete_pool_rule", rule_id=rule["id"])

        assert days_left(crm, keeper, customer) == (60, "60 天")
        assert [each["name"] for each in crm.ask(keeper, "list_pool_rules")["items"]] == ["60 天"]

    def test_is_not_changed_over_a_faster_colleague(self, crm, keeper, rule):
        crm.ask(keeper, "change_pool_rule", rule_id=rule["id"], version=rule["version"], red_days=5)

        with pytest.raises(Conflict):
            crm.ask(keeper, "change_pool_rule", rule_id=rule["id"], version=rule["version"], red_days=6)

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"days_without_follow_up": 0}, "days_without_follow_up"),
            ({"days_without_follow_up": 4_000}, "days_without_follow_up"),
            ({"red_days": -1}, "red_days"),
            ({"name": " "}, "name"),
            ({"name": "30 天未跟进"}, "name"),
            ({"status_id": "x"}, "status_id"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, crm, keeper, fields, wrong):
        with pytest.raises(Invalid) as refused:
            crm.ask(keeper, "create_pool_rule", **{"name": "新", "days_without_follow_up": 9, **fields})

        assert set(refused.value.errors) == {wrong}


class TestSomebodyWithoutTheRight:
    def test_changes_no_rule(self, crm, keeper, rule):
        colleague = person(keeper.company_id, actions=())

        assert crm.ask(colleague, "list_pool_rules")["items"] == [rule]
        with pytest.raises(Forbidden):
            crm.ask(colleague, "create_pool_rule", name="新", days_without_follow_up=9)
        with pytest.raises(Forbidden):
            crm.ask(colleague, "delete_pool_rule", rule_id=rule["id"])

    def test_of_another_company_finds_none(self, crm, keeper, rule):
        stranger = person(str(uuid4()))

        assert crm.ask(stranger, "list_pool_rules")["items"] == []
        with pytest.raises(Missing):
            crm.ask(stranger, "change_pool_rule", rule_id=rule["id"], version=rule["version"], red_days=1)
        with pytest.raises(Missing):
            crm.ask(stranger, "delete_pool_rule", rule_id=rule["id"])
