from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import text

from services.crm.settings.first_values import FIRST_CHOICES
from services.crm.settings.repository import Settings
from shared.kernel.errors import Conflict, DomainError, Forbidden, Invalid, Missing

STATUSES = "customer-statuses"


def names(company, actor, kind=STATUSES):
    return [each["name"] for each in company.ask(actor, "list_choices", kind=kind)["items"]]


class TestNewCompany:
    @pytest.mark.parametrize("kind", FIRST_CHOICES)
    def test_starts_with_sensible_values(self, company, keeper, kind):
        assert names(company, keeper, kind) == list(FIRST_CHOICES[kind])

    def test_gets_them_once(self, company, keeper):
        first = company.ask(keeper, "list_choices", kind=STATUSES)["items"][0]
        company.ask(keeper, "change_choice", kind=STATUSES, choice_id=first["id"], name="刚认识")

        with company.database.system_transaction() as tx:
            tx.enter_company(company.id)
            Settings(tx).make_first()

        assert names(company, keeper) == ["刚认识", *FIRST_CHOICES[STATUSES][1:]]

    def test_has_a_pool_rule_and_no_limits(self, company, keeper):
        (rule,) = company.ask(keeper, "list_pool_rules")["items"]

        assert (rule["days_without_follow_up"], rule["red_days"], rule["enabled"]) == (30, 3, True)
        assert company.ask(keeper, "get_pool_limits")["may_hold"] is None


class TestChoices:
    def test_are_added_at_the_end(self, company, keeper):
        made = company.ask(keeper, "create_choice", kind=STATUSES, name=" 查商机 ")

        assert names(company, keeper)[-1] == made["name"] == "查商机"

    def test_take_another_order(self, company, keeper):
        ids = [each["id"] for each in company.ask(keeper, "list_choices", kind=STATUSES)["items"]]

        company.ask(keeper, "order_choices", kind=STATUSES, ids=ids[::-1])

        assert names(company, keeper) == list(FIRST_CHOICES[STATUSES][::-1])

    def test_are_ordered_all_or_not_at_all(self, company, keeper):
        ids = [each["id"] for each in company.ask(keeper, "list_choices", kind=STATUSES)["items"]]

        with pytest.raises(Invalid) as refused:
            company.ask(keeper, "order_choices", kind=STATUSES, ids=ids[1:])

        assert set(refused.value.errors) == {"ids"}

    def test_are_switched_off(self, company, keeper):
        first = company.ask(keeper, "list_choices", kind=STATUSES)["items"][0]

        changed = company.ask(keeper, "change_choice", kind=STATUSES, choice_id=first["id"], enabled=False)

        assert changed == {**first, "enabled": False}

    def test_of_one_name_are_one_also_when_two_add_them_at_once(self, company, keeper):
        def add(_):
            try:
                return company.ask(keeper, "create_choice", kind=STATUSES, name="查商机")
            except DomainError as refused:
                return refused

        with ThreadPoolExecutor(4) as people:
            answers = list(people.map(add, range(4)))

        refused = [each for each in answers if isinstance(each, DomainError)]
        assert len(refused) == 3
        assert {tuple(each.errors) for each in refused} == {("name",)}
        assert names(company, keeper).count("查商机") == 1

    def test_cannot_be_renamed_to_one_that_is_there(self, company, keeper):
        first = company.ask(keeper, "list_choices", kind=STATUSES)["items"][0]

        with pytest.raises(Invalid) as refused:
            company.ask(keeper, "change_choice", kind=STATUSES, choice_id=first["id"], name="意向")

        assert set(refused.value.errors) == {"name"}

    def test_tell_of_a_new_name_and_of_being_switched_and_of_nothing_else(self, company, keeper):
        ids = [each["id"] for each in company.ask(keeper, "list_choices", kind=STATUSES)["items"]]

        for change in ({"name": "刚认识"}, {"name": "刚认识"}, {"enabled": False}):
            company.ask(keeper, "change_choice", kind=STATUSES, choice_id=ids[0], **change)
        company.ask(keeper, "order_choices", kind=STATUSES, ids=ids[::-1])

        told = [body for type_, body in company.events() if type_ == "crm.choice.changed"]
        assert [(each["aggregate_version"], each["data"]["name"], each["data"]["enabled"]) for each in told] == [
            (1, "刚认识", True),
            (2, "刚认识", False),
        ]

    def test_that_nothing_refers_to_are_deleted(self, company, keeper):
        first = company.ask(keeper, "list_choices", kind=STATUSES)["items"][0]

        company.ask(keeper, "delete_choice", kind=STATUSES, choice_id=first["id"])

        assert names(company, keeper) == list(FIRST_CHOICES[STATUSES][1:])

    def test_in_use_stay(self, company, keeper):
        first = company.ask(keeper, "list_choices", kind=STATUSES)["items"][0]
        with company.database.transaction(keeper) as tx:
            tx.session.execute(
                text(
                    "insert into customers "
                    "(company_id, id, version, name, stage, created_at, created_by, updated_at, updated_by, status_id) "
                    "values (:company, :id, 1, '玉堂', 'developing', now(), :id, now(), :id, :status)"
                ),
                {"company": keeper.company_id, "id": str(uuid4()), "status": first["id"]},
            )

        with pytest.raises(Conflict) as refused:
            company.ask(keeper, "delete_choice", kind=STATUSES, choice_id=first["id"])

        assert refused.value.code == "setting.in_use"

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [({"name": "  "}, "name"), ({"name": "长" * 31}, "name"), ({"name": 7}, "name"), ({"colour": "red"}, "colour")],
    )
    def test_name_the_field_that_is_wrong(self, company, keeper, fields, wrong):
        with pytest.raises(Invalid) as refused:
            company.ask(keeper, "create_choice", kind=STATUSES, **{"name": "好", **fields})

        assert wrong in refused.value.errors


class TestLimits:
    def test_are_set_over_the_version_that_was_read(self, company, keeper):
        read = company.ask(keeper, "get_pool_limits")

        changed = company.ask(keeper, "set_pool_limits", **read | {"may_hold": 100, "may_take_a_day": 5})

        assert (
            company.ask(keeper, "get_pool_limits")
            == changed
            == read
            | {
                "version": read["version"] + 1,
                "may_hold": 100,
                "may_take_a_day": 5,
            }
        )
        with pytest.raises(Conflict):
            company.ask(keeper, "set_pool_limits", **read)

    @pytest.mark.parametrize("wrong", [0, -1, 1.5, "5", 10**9])
    def test_are_counts(self, company, keeper, wrong):
        read = company.ask(keeper, "get_pool_limits")

        with pytest.raises(Invalid) as refused:
            company.ask(keeper, "set_pool_limits", **read | {"may_take_a_day": wrong})

        assert set(refused.value.errors) == {"may_take_a_day"}


class TestSomebodyWithoutTheRight:
    def test_reads_and_changes_nothing(self, company, keeper):
        colleague = company.song

        assert names(company, colleague) == list(FIRST_CHOICES[STATUSES])
        with pytest.raises(Forbidden):
            company.ask(colleague, "create_choice", kind=STATUSES, name="查商机")
        with pytest.raises(Forbidden):
            company.ask(colleague, "set_pool_limits", **company.ask(colleague, "get_pool_limits"))

    def test_of_another_company_finds_nothing(self, found, company, keeper):
        first = company.ask(keeper, "list_choices", kind=STATUSES)["items"][0]
        stranger = found().administrator

        theirs = company.ask(stranger, "list_choices", kind=STATUSES)["items"]
        assert first["id"] not in {each["id"] for each in theirs}
        for method, more in (("change_choice", {"name": "x"}), ("delete_choice", {})):
            with pytest.raises(Missing):
                company.ask(stranger, method, kind=STATUSES, choice_id=first["id"], **more)
        assert names(company, keeper)[0] == first["name"]
