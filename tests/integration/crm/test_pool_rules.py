from datetime import datetime, timedelta

import pytest

from shared.kernel.errors import Conflict, Forbidden, Invalid, Missing


@pytest.fixture
def customer(company, keeper):
    return company.ask(keeper, "create_customer", name="玉堂码头火锅")["id"]


@pytest.fixture
def rule(company, keeper):
    return company.ask(keeper, "list_pool_rules")["items"][0]


def days_left(company, keeper, customer_id):
    """Days from taking the customer to its fall, and the rule that makes it fall."""
    read = company.ask(keeper, "get_customer", customer_id=customer_id)
    if read["falls_at"] is None:
        return None, read["falls_by"]
    left = datetime.fromisoformat(read["falls_at"]) - datetime.fromisoformat(read["taken_at"])
    return left / timedelta(days=1), read["falls_by"]["name"]


class TestPoolRule:
    def test_of_a_new_company_says_when_a_customer_falls(self, company, keeper, customer):
        assert days_left(company, keeper, customer) == (30, "30 天未跟进")

    def test_that_is_changed_moves_every_fall(self, company, keeper, customer, rule):
        company.ask(
            keeper,
            "change_pool_rule",
            rule_id=rule["id"],
            version=rule["version"],
            days_without_follow_up=7,
            name="一周",
        )

        assert days_left(company, keeper, customer) == (7, "一周")

    def test_that_is_shorter_than_the_others_counts(self, company, keeper, customer):
        company.ask(keeper, "create_pool_rule", name="15 天", days_without_follow_up=15)

        assert days_left(company, keeper, customer) == (15, "15 天")

    def test_that_is_switched_off_drops_nobody(self, company, keeper, customer, rule):
        company.ask(keeper, "change_pool_rule", rule_id=rule["id"], version=rule["version"], enabled=False)

        assert days_left(company, keeper, customer) == (None, None)

    def test_that_is_deleted_leaves_the_next_one(self, company, keeper, customer, rule):
        company.ask(keeper, "create_pool_rule", name="60 天", days_without_follow_up=60)

        company.ask(keeper, "delete_pool_rule", rule_id=rule["id"])

        assert days_left(company, keeper, customer) == (60, "60 天")
        assert [each["name"] for each in company.ask(keeper, "list_pool_rules")["items"]] == ["60 天"]

    def test_is_not_changed_over_a_faster_colleague(self, company, keeper, rule):
        company.ask(keeper, "change_pool_rule", rule_id=rule["id"], version=rule["version"], red_days=5)

        with pytest.raises(Conflict):
            company.ask(keeper, "change_pool_rule", rule_id=rule["id"], version=rule["version"], red_days=6)

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
    def test_names_the_field_that_is_wrong(self, company, keeper, fields, wrong):
        with pytest.raises(Invalid) as refused:
            company.ask(keeper, "create_pool_rule", **{"name": "新", "days_without_follow_up": 9, **fields})

        assert set(refused.value.errors) == {wrong}


class TestSomebodyWithoutTheRight:
    def test_changes_no_rule(self, company, keeper, rule):
        colleague = company.song

        assert company.ask(colleague, "list_pool_rules")["items"] == [rule]
        with pytest.raises(Forbidden):
            company.ask(colleague, "create_pool_rule", name="新", days_without_follow_up=9)
        with pytest.raises(Forbidden):
            company.ask(colleague, "delete_pool_rule", rule_id=rule["id"])

    def test_of_another_company_finds_none(self, found, company, keeper, rule):
        stranger = found().administrator

        theirs = company.ask(stranger, "list_pool_rules")["items"]
        assert rule["id"] not in {each["id"] for each in theirs}
        with pytest.raises(Missing):
            company.ask(stranger, "change_pool_rule", rule_id=rule["id"], version=rule["version"], red_days=1)
        with pytest.raises(Missing):
            company.ask(stranger, "delete_pool_rule", rule_id=rule["id"])
