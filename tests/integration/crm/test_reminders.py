"""Reminders by the clock, which is passed in: once each, to the right people, with the event beside the mark."""

from datetime import UTC, datetime, timedelta

import pytest

from services.crm.service import CrmService
from shared.kernel.actor import Scope

BIRTHDAY, FALL, DUE = "crm.contact.birthday_near", "crm.customer.falls_soon", "crm.follow_up.due"


def told(company, kind):
    return [body["data"] for each, body in company.events() if each == kind]


def names(people):
    return sorted(each["name"] for each in people)


@pytest.fixture
def company(company):
    company.rule(3_000)
    return company


def let_the_clock_remind(company):
    CrmService.remind_of_birthdays(company)
    CrmService.remind_of_falls(company)
    CrmService.remind_of_follow_ups(company)


class TestRemindOfBirthdays:
    @pytest.fixture
    def customer_id(self, company):
        customer_id = company.create(company.song)["id"]
        joining = {"ids": [customer_id], "employee_ids": [company.zhou.employee_id]}
        company.ask(company.song, "add_participants", **joining)
        return customer_id

    @pytest.fixture
    def born(self, company, customer_id):
        def born(birthday):
            draft = {"customer_id": customer_id, "name": "王经理", "birthday": birthday}
            return company.ask(company.song, "create_contact", **draft)

        return born

    def test_tells_owner_and_participants_seven_days_ahead(self, company, born):
        contact = born("1990-03-09")
        let_the_clock_remind(company)

        (event,) = told(company, BIRTHDAY)
        assert names(event["people"]) == ["周长生", "宋肖肖"]
        assert (event["on"], event["days"], event["contact_id"]) == ("2026-03-09", 7, contact["id"])

    def test_waits_until_then(self, company, born):
        born("1990-03-10")
        let_the_clock_remind(company)

        assert told(company, BIRTHDAY) == []

    def test_goes_by_the_companys_days(self, company, born):
        born("1990-03-10")
        company.now = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)  # the third in Shanghai
        let_the_clock_remind(company)

        assert len(told(company, BIRTHDAY)) == 1

    def test_tells_once_a_year(self, company, born):
        born("--03-05")
        for days in (0, 1, 2, 300, 60, 5):
            company.pass_days(days)
            let_the_clock_remind(company)

        assert [event["on"] for event in told(company, BIRTHDAY)] == ["2026-03-05", "2027-03-05"]

    def test_tells_once_a_year_though_the_day_is_corrected(self, company, born):
        contact = born("--03-05")
        let_the_clock_remind(company)
        version = company.ask(company.song, "list_contacts", customer_id=contact["customer_id"])["items"][0]["version"]
        company.ask(company.song, "change_contact", contact_id=contact["id"], version=version, birthday="--03-06")
        let_the_clock_remind(company)

        assert len(told(company, BIRTHDAY)) == 1

    @pytest.mark.parametrize(("year", "on"), [(2027, "2027-02-28"), (2028, "2028-02-29")])
    def test_takes_29_february_for_28_in_other_years(self, company, born, year, on):
        born("2000-02-29")
        company.now = datetime(year, 2, 23, 4, tzinfo=UTC)
        let_the_clock_remind(company)

        assert [event["on"] for event in told(company, BIRTHDAY)] == [on]

    def test_crosses_the_year(self, company, born):
        born("--01-02")
        company.now = datetime(2026, 12, 28, 4, tzinfo=UTC)
        let_the_clock_remind(company)
        company.pass_days(4)
        let_the_clock_remind(company)

        assert [(event["on"], event["days"]) for event in told(company, BIRTHDAY)] == [("2027-01-02", 5)]

    def test_leaves_customers_without_an_owner(self, company, born, customer_id):
        born("--03-05")
        company.ask(company.song, "drop_customers_to_pool", ids=[customer_id])
        let_the_clock_remind(company)

        assert told(company, BIRTHDAY) == []


class TestRemindOfFalls:
    def test_tells_the_owner_when_the_red_days_begin(self, company):
        company.rule(30, red_days=3)
        customer_id = company.create(company.song)["id"]
        company.pass_days(26)
        let_the_clock_remind(company)
        assert told(company, FALL) == []

        company.pass_days(1)
        let_the_clock_remind(company)

        (event,) = told(company, FALL)
        assert (event["customer_id"], event["days"], event["state"]["owner"]["name"]) == (customer_id, 3, "宋肖肖")

    def test_tells_once_per_date_of_fall(self, company):
        company.rule(30, red_days=3)
        customer_id = company.create(company.song)["id"]
        company.pass_days(28)
        let_the_clock_remind(company)
        company.pass_days(1)
        let_the_clock_remind(company)
        assert len(told(company, FALL)) == 1

        follow(company, customer_id)
        company.pass_days(28)
        let_the_clock_remind(company)

        assert len(told(company, FALL)) == 2

    def test_leaves_those_in_the_pool_and_in_the_bin(self, company):
        company.rule(30, red_days=3)
        company.dropped()
        company.pass_days(28)
        let_the_clock_remind(company)

        assert told(company, FALL) == []

    def test_says_nothing_of_what_falls_now(self, company):
        company.rule(30, red_days=3)
        company.create(company.song)
        company.pass_days(30)
        let_the_clock_remind(company)

        assert told(company, FALL) == []


class TestRemindOfFollowUps:
    def test_tells_who_wrote_it_once_its_date_has_come(self, company):
        customer_id = company.create(company.song)["id"]
        follow_up = follow(company, customer_id, next_at=(company.now + timedelta(days=1)).isoformat())
        let_the_clock_remind(company)
        assert told(company, DUE) == []

        for days in (1, 1, 1):
            company.pass_days(days)
            let_the_clock_remind(company)

        (event,) = told(company, DUE)
        assert (event["follow_up_id"], event["written_by"]["name"]) == (follow_up["id"], "宋肖肖")
        assert event["customer"] == {"id": customer_id, "name": "成都友趣"}

    def test_tells_of_a_lead_too(self, company):
        lead = company.ask(company.song, "create_lead", name="陈嘉")
        draft = {"lead_id": lead["id"], "behaviour_id": company.choice("behaviours", "电话"), "content": "约了再谈"}
        next_at = (company.now + timedelta(days=1)).isoformat()
        company.ask(company.song, "write_follow_up", **draft, next_at=next_at)
        company.pass_days(1)
        let_the_clock_remind(company)

        (event,) = told(company, DUE)
        assert (event["customer"], event["lead"]) == (None, {"id": lead["id"], "name": "陈嘉"})

    def test_leaves_customers_in_the_recycle_bin(self, company):
        customer_id = company.create(company.head)["id"]
        follow(company, customer_id, by=company.head, next_at=(company.now + timedelta(days=1)).isoformat())
        company.ask(company.head, "delete_customers", ids=[customer_id])
        company.pass_days(2)
        let_the_clock_remind(company)

        assert told(company, DUE) == []

    def test_tells_in_every_company(self, found):
        one, other = found(), found()
        for each in (one, other):
            follow(each, each.create(each.song)["id"], next_at=(each.now + timedelta(days=1)).isoformat())
        one.pass_days(1)
        CrmService.remind_of_follow_ups(one)

        assert [len(told(each, DUE)) for each in (one, other)] == [1, 1]


def follow(company, customer_id, *, by=None, next_at=None):
    by = by or company.song
    writer = type(by)(**{**by.__dict__, "scopes": {**by.scopes, "follow_ups": Scope("self")}})
    draft = {"customer_id": customer_id, "behaviour_id": company.choice("behaviours", "电话"), "content": "联系过"}
    return company.ask(writer, "write_follow_up", **draft, next_at=next_at)
