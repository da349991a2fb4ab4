"""The pool: taking under concurrency, limits, and customers that fall by themselves (C17)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from services.crm.customers.falling import reset_falls
from services.crm.customers.model import Customer
from services.crm.customers.repository import Customers
from shared.kernel.errors import Conflict, Forbidden, Invalid


def codes(answer):
    return [each["code"] for each in answer["refused"]]


def at_once(*calls):
    with ThreadPoolExecutor(len(calls)) as threads:
        return [each.result() for each in [threads.submit(call) for call in calls]]


class TestTakeCustomers:
    def test_gives_each_to_one_of_two_who_take_at_once(self, company):
        ids = company.dropped(30)

        answers = at_once(
            *(lambda who=who: company.ask(who, "take_customers", ids=ids) for who in (company.song, company.zhou))
        )

        assert sum(each["done"] for each in answers) == 30
        assert {code for each in answers for code in codes(each)} <= {"customer.already_taken"}
        taken = [told["data"]["customer_id"] for kind, told in company.events() if kind == "crm.customer.taken"]
        assert sorted(taken) == sorted(ids)

    def test_tells_the_loser_only_while_they_may_have_seen_it_in_the_pool(self, company):
        (customer,) = company.dropped()
        company.ask(company.song, "take_customers", ids=[customer])

        assert codes(company.ask(company.xu, "take_customers", ids=[customer])) == ["customer.already_taken"]
        company.now += timedelta(hours=1)
        assert codes(company.ask(company.xu, "take_customers", ids=[customer])) == ["missing"]

    def test_needs_the_permission(self, company):
        (customer,) = company.dropped()

        with pytest.raises(Forbidden):
            company.ask(company.song, "assign_customers", ids=[customer], owner_id=company.song.employee_id)


class TestMayHold:
    def test_is_held_by_each_way_of_getting_one(self, company):
        company.limit(may_hold=2)
        pool = company.dropped(1)
        other = company.create(company.head)["id"]
        company.ids(company.song, 1)

        one = company.ask(company.song, "take_customers", ids=pool)
        full = company.ask(company.head, "transfer_customers", ids=[other], owner_id=company.song.employee_id)

        assert one["done"] == 1
        assert codes(full) == ["customer.holds_too_many"]
        assert full["refused"][0]["detail"] == "客户持有数已达上限 2"
        with pytest.raises(Conflict, match="holds_too_many"):
            company.create(company.song)

    def test_is_held_when_one_takes_twice_at_once(self, company):
        ids = company.dropped(8)
        company.limit(may_hold=5)

        answers = at_once(
            *(lambda part=part: company.ask(company.song, "take_customers", ids=part) for part in (ids[:4], ids[4:]))
        )

        assert sum(each["done"] for each in answers) == 5
        assert company.ask(company.song, "count_customers")["mine"] == 5

    @pytest.mark.parametrize(("counted", "held"), [(False, 2), (True, 1)])
    def test_counts_signed_ones_where_the_company_says_so(self, company, counted, held):
        pool = company.dropped(3)
        company.limit(may_hold=2, signed_ones_count=counted)
        (signed,) = company.ids(company.song, 1)
        with company.database.transaction(company.administrator) as tx:
            tx.session.execute(update(Customer).filter_by(id=signed).values(stage="signed"))

        done = company.ask(company.song, "take_customers", ids=pool)["done"]

        assert done == held


class TestMayTakeADay:
    def test_counts_takings_also_of_customers_dropped_again(self, company):
        ids = company.dropped(4)
        company.limit(may_take_a_day=2)

        first = company.ask(company.song, "take_customers", ids=ids[:2])
        company.ask(company.song, "drop_customers_to_pool", ids=ids[:2])
        second = company.ask(company.song, "take_customers", ids=ids[2:])
        company.pass_days(1)
        next_day = company.ask(company.song, "take_customers", ids=ids[2:])

        assert (first["done"], second["done"], next_day["done"]) == (2, 0, 2)
        assert codes(second) == ["customer.took_too_many_today"] * 2

    def test_is_held_when_one_takes_twice_at_once(self, company):
        ids = company.dropped(8)
        company.limit(may_take_a_day=5)

        answers = at_once(
            *(lambda part=part: company.ask(company.song, "take_customers", ids=part) for part in (ids[:4], ids[4:]))
        )

        assert sum(each["done"] for each in answers) == 5


class TestTakeBack:
    def test_waits_until_others_had_their_days(self, company):
        ids = company.dropped(2, by=company.song)
        company.limit(days_before_taken_back=3)

        too_soon = company.ask(company.song, "take_customers", ids=ids[:1])
        other = company.ask(company.zhou, "take_customers", ids=ids[1:])
        company.pass_days(3)
        later = company.ask(company.song, "take_customers", ids=ids[:1])

        assert codes(too_soon) == ["customer.taken_back_too_soon"]
        assert other["done"] == later["done"] == 1


class TestDropToPool:
    def test_asks_for_a_reason_where_the_company_does(self, company):
        company.limit(reason_required=True)
        customer = company.create(company.song)["id"]

        for reason in ({}, {"reason": " "}):
            with pytest.raises(Invalid) as refused:
                company.ask(company.song, "drop_customers_to_pool", ids=[customer], **reason)
            assert list(refused.value.errors) == ["reason"]
        assert company.ask(company.song, "drop_customers_to_pool", ids=[customer], reason="无意向")["done"] == 1
        log = company.ask(company.song, "list_customer_changes", customer_id=customer)["items"][0]
        assert log["changes"] == [
            {"field": "owner", "before": "宋肖肖", "after": None},
            {"field": "reason", "before": None, "after": "无意向"},
        ]


class TestFalling:
    def test_is_shown_with_its_rule_and_marked_before(self, company):
        rule = company.rule(10, red_days=3)
        customer = company.create(company.song)["id"]

        fresh = company.get(company.song, customer)
        company.pass_days(7)
        soon = company.get(company.song, customer)

        assert datetime.fromisoformat(fresh["falls_at"]) == company.now + timedelta(days=3)
        assert fresh["falls_by"]["id"] == rule
        assert (fresh["falls_soon"], soon["falls_soon"]) == (False, True)

    def test_drops_what_is_due_and_no_other(self, company):
        rule = company.rule(10, version=4)
        due, followed = company.ids(company.song, 2)
        company.pass_days(5)
        with company.database.transaction(company.song) as tx:
            customers = Customers(tx)
            customers.fetch(followed, to="follow_up").follow_up(at=tx.now)
            customers.save()
        company.pass_days(5)

        company.let_fall()

        assert company.listed(company.song, view="pool") == [due]
        assert company.listed(company.song, view="mine") == [followed]
        kind, told = company.events()[-1]
        assert kind == "crm.customer.dropped_to_pool"
        assert told["actor"] is None
        assert (told["data"]["kind"], told["data"]["rule"]["id"], told["data"]["rule"]["version"]) == (
            "automatic",
            rule,
            4,
        )
        assert told["data"]["former_owner"]["id"] == company.song.employee_id
        (line, *_) = company.ask(company.head, "list_customer_changes", customer_id=due)["items"]
        assert (line["kind"], line["by"]) == ("fell_into_pool", None)
        company.let_fall()
        assert len([kind for kind, _ in company.events() if kind == "crm.customer.dropped_to_pool"]) == 1

    def test_leaves_alone_what_is_deleted_or_lies_in_the_pool(self, company):
        company.rule(10)
        company.dropped()
        deleted = company.create(company.head)["id"]
        company.ask(company.head, "delete_customers", ids=[deleted])
        before = len(company.events())
        company.pass_days(30)

        company.let_fall()

        assert len(company.events()) == before

    def test_is_set_anew_for_all_when_the_rules_change(self, company):
        company.rule(30)
        first, second = company.ids(company.song, 2)
        company.dropped()
        shorter = company.rule(5)

        with company.database.transaction(company.administrator) as tx:
            reset_falls(tx)

        for customer in (first, second):
            shown = company.get(company.song, customer)
            assert datetime.fromisoformat(shown["falls_at"]) == company.now + timedelta(days=5)
            assert shown["falls_by"]["id"] == shorter

    def test_goes_by_the_rules_as_they_are_now(self, company):
        company.rule(5)
        customer = company.create(company.song)["id"]
        company.rule(30)  # the date on the customer is stale
        company.pass_days(6)

        company.let_fall()

        assert company.listed(company.song, view="mine") == [customer]
        assert datetime.fromisoformat(company.get(company.song, customer)["falls_at"]) > company.now

    def test_starts_anew_with_being_taken_and_restored(self, company):
        company.rule(10)
        (customer,) = company.dropped()
        assert company.get(company.song, customer)["falls_at"] is None
        company.pass_days(4)

        company.ask(company.song, "take_customers", ids=[customer])

        falls = datetime.fromisoformat(company.get(company.song, customer)["falls_at"])
        assert falls == company.now + timedelta(days=10)
