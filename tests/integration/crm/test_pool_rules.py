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


class TestDeadlines:
    """Every way to fall is the same in the model, which keeps one customer, and in SQL, which sets all anew."""

    @pytest.fixture
    def alone(self, company, keeper, rule):
        """One rule in place of the first one: its id."""

        def make(**options):
            known = company.ask(keeper, "list_pool_rules")["items"]
            for each in known:
                company.ask(keeper, "delete_pool_rule", rule_id=each["id"])
            return company.ask(keeper, "create_pool_rule", name="唯一", **options)["id"]

        return make

    @pytest.mark.parametrize(
        ("options", "days"),
        [
            ({"days_without_visit": 5}, 5),
            ({"days_without_follow_up": 5, "days_without_call": 9, "joined": "all"}, 9),
            ({"days_without_follow_up": 20, "days_without_call": 9}, 9),
            ({"days_without_follow_up": 20, "days_to_sign": 12}, 12),
            ({"days_to_sign": 12}, 12),
        ],
    )
    def test_are_set_anew_for_all_as_for_one(self, company, keeper, customer, alone, options, days):
        alone(**options)
        later = company.ask(keeper, "create_customer", name="后来的")["id"]

        assert days_left(company, keeper, customer) == days_left(company, keeper, later) == (days, "唯一")

    def test_count_for_chosen_statuses_and_tags_alone(self, company, keeper, customer, alone):
        status, tag = company.choice("customer-statuses", "意向"), company.choice("customer-tags", "展会")
        alone(days_without_follow_up=5, status_ids=[status], tag_ids=[tag])
        assert days_left(company, keeper, customer) == (None, None)

        company.ask(keeper, "set_customer_status", ids=[customer], status_id=status)
        company.ask(keeper, "set_customer_tags", ids=[customer], tag_ids=[tag])
        kept = days_left(company, keeper, customer)
        alone(days_without_follow_up=5, status_ids=[status], tag_ids=[tag])

        assert kept == days_left(company, keeper, customer) == (5, "唯一")

    def test_are_refused_when_there_is_none(self, company, keeper, rule):
        with pytest.raises(Invalid):
            company.ask(keeper, "create_pool_rule", name="无")
        with pytest.raises(Invalid):
            company.ask(
                keeper, "change_pool_rule", rule_id=rule["id"], version=rule["version"], days_without_follow_up=None
            )

    def test_are_not_for_another_companys_statuses(self, found, company, keeper):
        theirs = found().choice("customer-statuses", "意向")
        with pytest.raises(Invalid) as refused:
            company.ask(keeper, "create_pool_rule", name="新", days_to_sign=3, status_ids=[theirs])
        assert list(refused.value.errors) == ["status_ids"]


class TestWhyItFalls:
    def test_tells_every_rule_with_its_deadlines(self, company, keeper, customer, rule):
        company.ask(
            keeper,
            "create_pool_rule",
            name="都没有",
            days_without_visit=5,
            days_without_call=9,
            joined="all",
            red_days=2,
        )

        told = company.ask(keeper, "explain_customer_fall", customer_id=customer)

        first, second = told["rules"]
        assert (first["name"], first["decides"], second["name"], second["decides"]) == (
            "都没有",
            True,
            "30 天未跟进",
            False,
        )
        assert [(each["act"], each["days"]) for each in first["deadlines"]] == [("visit", 5), ("call", 9)]
        assert (told["falls_by"]["name"], told["falls_at"], told["stays"]) == ("都没有", first["falls_at"], None)

    def test_tells_why_not(self, company, keeper, customer, rule):
        company.ask(keeper, "drop_customers_to_pool", ids=[customer], reason="x")
        assert company.ask(keeper, "explain_customer_fall", customer_id=customer)["stays"] == "pool"

        company.ask(keeper, "delete_pool_rule", rule_id=rule["id"])
        other = company.ask(keeper, "create_customer", name="不会掉")["id"]
        assert company.ask(keeper, "explain_customer_fall", customer_id=other)["stays"] == "no_rule"

    def test_is_told_to_those_who_see_the_customer(self, company, keeper, customer):
        with pytest.raises(Missing):
            company.ask(company.xu, "explain_customer_fall", customer_id=customer)


class TestEffect:
    def off(self, company, keeper, **options):
        return company.ask(keeper, "create_pool_rule", name="试一试", enabled=False, **options)["id"]

    def test_tells_whom_the_rule_would_drop_today(self, company, keeper, customer):
        rule = self.off(company, keeper, days_without_follow_up=10)
        company.pass_days(9)
        company.ask(keeper, "create_customer", name="新来的")
        assert company.ask(keeper, "read_pool_rule_effect", rule_id=rule)["today"]["total"] == 0
        company.pass_days(1)

        today = company.ask(keeper, "read_pool_rule_effect", rule_id=rule)["today"]

        assert [each["id"] for each in today["items"]] == [customer]
        assert today["items"][0]["owner"]["name"] == keeper.name

    def test_tells_how_many_it_would_have_dropped_on_each_day(self, company, keeper, customer):
        rule = self.off(company, keeper, days_without_follow_up=10)
        company.pass_days(8)
        behaviour = company.choice("behaviours", "电话")
        company.ask(keeper, "write_follow_up", customer_id=customer, behaviour_id=behaviour, content="联系")
        company.pass_days(25)

        days = company.ask(keeper, "read_pool_rule_effect", rule_id=rule)["days"]

        assert len(days) == 90
        fell = [number for number, each in enumerate(reversed(days), start=1) if each["count"]]
        assert fell == [15]

    def test_joins_acts_and_the_signing_in_the_past_too(self, company, keeper, customer):
        joined = self.off(company, keeper, days_without_follow_up=10, days_without_visit=15, joined="all")
        signing = company.ask(keeper, "create_pool_rule", name="未签约", enabled=False, days_to_sign=12)["id"]
        company.pass_days(30)

        def fell(rule):
            days = company.ask(keeper, "read_pool_rule_effect", rule_id=rule)["days"]
            return [number for number, each in enumerate(reversed(days), start=1) if each["count"]]

        assert (fell(joined), fell(signing)) == ([15], [18])

    def test_ends_with_the_time_somebody_owned_the_customer(self, company, keeper, customer):
        rule = self.off(company, keeper, days_without_follow_up=10)
        company.pass_days(9)
        company.ask(keeper, "drop_customers_to_pool", ids=[customer], reason="x")
        company.pass_days(20)

        assert not any(each["count"] for each in company.ask(keeper, "read_pool_rule_effect", rule_id=rule)["days"])

    def test_is_another_companys_secret(self, found, company, keeper, rule):
        with pytest.raises(Missing):
            company.ask(found().administrator, "read_pool_rule_effect", rule_id=rule["id"])
        with pytest.raises(Forbidden):
            company.ask(company.head, "read_pool_rule_effect", rule_id=rule["id"])


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
