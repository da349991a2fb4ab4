import json
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import text

from services.crm.service import CrmService
from services.crm.settings.first_values import FIRST_CHOICES
from services.crm.settings.repository import Settings
from shared.database import Database
from shared.kernel.actor import Actor, Scope
from shared.kernel.errors import Conflict, DomainError, Forbidden, Invalid, Missing
from shared.nameko.operation import Call

STATUSES = "customer-statuses"


class Crm:
    """The service with its database, without a broker."""

    def __init__(self, database):
        self.database = database

    def ask(self, actor, method, **arguments):
        call = Call(actor=actor, arguments=arguments, command_id=str(uuid4()), request_id="test", language="en")
        return json.loads(getattr(CrmService, method).operation.carry_out(self, call))

    def found(self, company_id):
        with self.database.system_transaction() as tx:
            tx.enter_company(company_id)
            Settings(tx).make_first()


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
    """Somebody who may change the settings of a company that was just founded."""
    company_id = str(uuid4())
    crm.found(company_id)
    return person(company_id)


def names(crm, actor, kind=STATUSES):
    return [each["name"] for each in crm.ask(actor, "list_choices", kind=kind)["items"]]


class TestNewCompany:
    @pytest.mark.parametrize("kind", FIRST_CHOICES)
    def test_starts_with_sensible_values(self, crm, keeper, kind):
        assert names(crm, keeper, kind) == list(FIRST_CHOICES[kind])

    def test_gets_them_once(self, crm, keeper):
        first = crm.ask(keeper, "list_choices", kind=STATUSES)["items"][0]
        crm.ask(keeper, "change_choice", kind=STATUSES, choice_id=first["id"], name="刚认识")

        crm.found(keeper.company_id)

        assert names(crm, keeper) == ["刚认识", *FIRST_CHOICES[STATUSES][1:]]

    def test_has_a_pool_rule_and_no_limits(self, crm, keeper):
        (rule,) = crm.ask(keeper, "list_pool_rules")["items"]

        assert (rule["days_without_follow_up"], rule["red_days"], rule["enabled"]) == (30, 3, True)
        assert crm.ask(keeper, "get_pool_limits")["may_hold"] is None


class TestChoices:
    def test_are_added_at_the_end(self, crm, keeper):
        made = crm.ask(keeper, "create_choice", kind=STATUSES, name=" 查商机 ")

        assert names(crm, keeper)[-1] == made["name"] == "查商机"

    def test_take_another_order(self, crm, keeper):
        ids = [each["id"] for each in crm.ask(keeper, "list_choices", kind=STATUSES)["items"]]

        crm.ask(keeper, "order_choices", kind=STATUSES, ids=ids[::-1])

        assert names(crm, keeper) == list(FIRST_CHOICES[STATUSES][::-1])

    def test_are_ordered_all_or_not_at_all(self, crm, keeper):
        ids = [each["id"] for each in crm.ask(keeper, "list_choices", kind=STATUSES)["items"]]

        with pytest.raises(Invalid) as refused:
            crm.ask(keeper, "order_choices", kind=STATUSES, ids=ids[1:])

        assert set(refused.value.errors) == {"ids"}

    def test_are_switched_off(self, crm, keeper):
        first = crm.ask(keeper, "list_choices", kind=STATUSES)["items"][0]

        changed = crm.ask(keeper, "change_choice", kind=STATUSES, choice_id=first["id"], enabled=False)

        assert changed == {**first, "enabled": False}

    def test_of_one_name_are_one_also_when_two_add_them_at_once(self, crm, keeper):
        def add(_):
            try:
                return crm.ask(keeper, "create_choice", kind=STATUSES, name="查商机")
            except DomainError as refused:
                return refused

        with ThreadPoolExecutor(4) as people:
            answers = list(people.map(add, range(4)))

        refused = [each for each in answers if isinstance(each, DomainError)]
        assert len(refused) == 3
        assert {tuple(each.errors) for each in refused} == {("name",)}
        assert names(crm, keeper).count("查商机") == 1

    def test_cannot_be_renamed_to_one_that_is_there(self, crm, keeper):
        first = crm.ask(keeper, "list_choices", kind=STATUSES)["items"][0]

        with pytest.raises(Invalid) as refused:
            crm.ask(keeper, "change_choice", kind=STATUSES, choice_id=first["id"], name="意向")

        assert set(refused.value.errors) == {"name"}

    def test_that_nothing_refers_to_are_deleted(self, crm, keeper):
        first = crm.ask(keeper, "list_choices", kind=STATUSES)["items"][0]

        crm.ask(keeper, "delete_choice", kind=STATUSES, choice_id=first["id"])

        assert names(crm, keeper) == list(FIRST_CHOICES[STATUSES][1:])

    def test_in_use_stay(self, crm, keeper):
        first = crm.ask(keeper, "list_choices", kind=STATUSES)["items"][0]
        with crm.database.transaction(keeper) as tx:
            tx.session.execute(
                text(
                    "insert into customers "
                    "(company_id, id, version, name, stage, created_at, created_by, updated_at, updated_by, status_id) "
                    "values (:company, :id, 1, '玉堂', 'developing', now(), :id, now(), :id, :status)"
                ),
                {"company": keeper.company_id, "id": str(uuid4()), "status": first["id"]},
            )

        with pytest.raises(Conflict) as refused:
            crm.ask(keeper, "delete_choice", kind=STATUSES, choice_id=first["id"])

        assert refused.value.code == "setting.in_use"

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [({"name": "  "}, "name"), ({"name": "长" * 31}, "name"), ({"name": 7}, "name"), ({"colour": "red"}, "colour")],
    )
    def test_name_the_field_that_is_wrong(self, crm, keeper, fields, wrong):
        with pytest.raises(Invalid) as refused:
            crm.ask(keeper, "create_choice", kind=STATUSES, **{"name": "好", **fields})

        assert wrong in refused.value.errors


class TestLimits:
    def test_are_set_over_the_version_that_was_read(self, crm, keeper):
        read = crm.ask(keeper, "get_pool_limits")

        changed = crm.ask(keeper, "set_pool_limits", **read | {"may_hold": 100, "may_take_a_day": 5})

        assert (
            crm.ask(keeper, "get_pool_limits")
            == changed
            == read
            | {
                "version": read["version"] + 1,
                "may_hold": 100,
                "may_take_a_day": 5,
            }
        )
        with pytest.raises(Conflict):
            crm.ask(keeper, "set_pool_limits", **read)

    @pytest.mark.parametrize("wrong", [0, -1, 1.5, "5", 10**9])
    def test_are_counts(self, crm, keeper, wrong):
        read = crm.ask(keeper, "get_pool_limits")

        with pytest.raises(Invalid) as refused:
            crm.ask(keeper, "set_pool_limits", **read | {"may_take_a_day": wrong})

        assert set(refused.value.errors) == {"may_take_a_day"}


class TestSomebodyWithoutTheRight:
    def test_reads_and_changes_nothing(self, crm, keeper):
        colleague = person(keeper.company_id, actions=())

        assert names(crm, colleague) == list(FIRST_CHOICES[STATUSES])
        with pytest.raises(Forbidden):
            crm.ask(colleague, "create_choice", kind=STATUSES, name="查商机")
        with pytest.raises(Forbidden):
            crm.ask(colleague, "set_pool_limits", **crm.ask(colleague, "get_pool_limits"))

    def test_of_another_company_finds_nothing(self, crm, keeper):
        first = crm.ask(keeper, "list_choices", kind=STATUSES)["items"][0]
        stranger = person(str(uuid4()))

        assert names(crm, stranger) == []
        for method, more in (("change_choice", {"name": "x"}), ("delete_choice", {})):
            with pytest.raises(Missing):
                crm.ask(stranger, method, kind=STATUSES, choice_id=first["id"], **more)
        assert names(crm, keeper)[0] == first["name"]
