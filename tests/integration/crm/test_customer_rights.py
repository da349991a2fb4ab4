"""Who sees and touches which customer: other companies, colleagues, scopes, participants (C16, A3)."""

from dataclasses import replace

import pytest

from shared.kernel.actor import Scope
from shared.kernel.errors import Forbidden, Missing

UNKNOWN = "00000000-0000-7000-8000-0000000000ff"
QUESTIONS = ("get_customer", "list_customer_changes", "list_customer_owners")
BULK = {
    "drop_customers_to_pool": {},
    "take_customers": {},
    "assign_customers": {"owner_id": "song"},
    "transfer_customers": {"owner_id": "song"},
    "add_participants": {"employee_ids": ["song"]},
    "remove_participants": {"employee_ids": ["song"]},
    "set_customer_status": {"status_id": None},
    "set_customer_tags": {"tag_ids": []},
    "delete_customers": {},
    "restore_customers": {},
    "purge_customers": {},
}


def codes(answer):
    return [each["code"] for each in answer["refused"]]


class TestSomebodyWhoDoesNotSeeIt:
    def test_is_told_the_same_as_of_an_unknown_one(self, company, found):
        owned = company.create(company.xu)["id"]
        stranger = found()

        for who, of in ((company.head, company), (stranger.administrator, stranger)):
            for question in QUESTIONS:
                with pytest.raises(Missing):
                    of.ask(who, question, customer_id=owned)
            with pytest.raises(Missing):
                of.ask(who, "change_customer", customer_id=owned, version=1, name="x")
            for verb, arguments in BULK.items():
                person = of.song.employee_id
                given = {
                    name: person if value == "song" else [person] if value == ["song"] else value
                    for name, value in arguments.items()
                }
                seen, unknown = (of.ask(who, verb, ids=[each], **given) for each in (owned, UNKNOWN))
                assert codes(seen) == codes(unknown) == ["missing"], verb
                assert seen["refused"][0]["detail"] == unknown["refused"][0]["detail"]
        assert company.get(company.xu, owned)["version"] == 1

    def test_finds_neither_pool_nor_bin_of_another_company(self, company, found):
        stranger = found()
        company.dropped(2)

        assert stranger.listed(stranger.administrator, view="pool") == []
        assert stranger.ask(stranger.administrator, "count_customers")["pool"] == 0

    def test_does_not_see_what_another_department_deleted(self, company):
        deleted = company.create(company.xu)["id"]
        company.ask(company.administrator, "delete_customers", ids=[deleted])

        assert company.listed(company.head, view="recycled") == []
        assert codes(company.ask(company.head, "restore_customers", ids=[deleted])) == ["missing"]
        with pytest.raises(Missing):
            company.get(company.head, deleted)


class TestScope:
    @pytest.mark.parametrize(
        ("kind", "seen"),
        [
            ("self", ["head"]),
            ("department", ["head", "song"]),
            ("below", ["head", "song"]),
            ("other", ["head", "xu"]),
            ("company", ["head", "song", "xu"]),
        ],
    )
    def test_decides_what_the_team_list_shows(self, company, kind, seen):
        scopes = {
            "self": Scope("self"),
            "department": Scope("departments", department_ids=(company.operations,)),
            "below": Scope("departments", below_ids=(company.operations,)),
            "other": Scope("departments", department_ids=(company.development,)),
            "company": Scope("company"),
        }
        made = {name: company.create(getattr(company, name))["id"] for name in ("head", "song", "xu")}
        viewer = replace(company.head, scopes={"customers": scopes[kind]})

        assert set(company.listed(viewer, view="team")) == {made[name] for name in seen}
        for name, customer in made.items():
            if name in seen:
                assert "edit" in company.get(viewer, customer)["may"]
            else:
                with pytest.raises(Missing):
                    company.get(viewer, customer)

    def test_is_nothing_without_the_function(self, company):
        outsider = replace(company.song, scopes={})

        with pytest.raises(Forbidden):
            company.ask(outsider, "list_customers")


class TestParticipant:
    @pytest.fixture
    def customer(self, company):
        customer = company.create(company.head)["id"]
        company.ask(company.head, "add_participants", ids=[customer], employee_ids=[company.zhou.employee_id])
        return customer

    def test_works_along_but_does_not_edit(self, company, customer):
        shown = company.get(company.zhou, customer)

        assert shown["may"] == ["change_contacts", "follow_up", "see_contacts", "set_status", "set_tags"]
        assert shown["participants"] == [{"id": company.zhou.employee_id, "name": "周长生", "may_edit": False}]
        with pytest.raises(Forbidden):
            company.ask(company.zhou, "change_customer", customer_id=customer, version=2, name="x")
        status = company.choice("customer-statuses", "预约")
        assert company.ask(company.zhou, "set_customer_status", ids=[customer], status_id=status)["done"] == 1
        assert codes(company.ask(company.zhou, "drop_customers_to_pool", ids=[customer])) == ["forbidden"]

    def test_edits_where_owner_and_company_let_them(self, company, customer):
        zhou = {"ids": [customer], "employee_ids": [company.zhou.employee_id]}
        company.ask(company.head, "add_participants", **zhou, may_edit=True)

        changed = company.ask(company.zhou, "change_customer", customer_id=customer, version=3, name="x")
        company.limit(participants_may_edit=False)

        assert changed["name"] == "x"
        with pytest.raises(Forbidden):
            company.ask(company.zhou, "change_customer", customer_id=customer, version=4, name="y")
        assert "edit" not in company.get(company.zhou, customer)["may"]

    def test_loses_sight_when_removed(self, company, customer):
        zhou = {"ids": [customer], "employee_ids": [company.zhou.employee_id]}

        company.ask(company.head, "remove_participants", **zhou)

        with pytest.raises(Missing):
            company.get(company.zhou, customer)
        assert company.listed(company.zhou, view="participating") == []
        changes = company.ask(company.head, "list_customer_changes", customer_id=customer)["items"][0]["changes"]
        assert changes == [{"field": "participants", "before": "周长生", "after": None}]

    def test_leaves_with_the_owner(self, company, customer):
        company.ask(company.head, "drop_customers_to_pool", ids=[customer])

        assert company.get(company.zhou, customer)["participants"] == []


class TestPool:
    def test_is_seen_and_taken_by_all_but_not_edited(self, company):
        (customer,) = company.dropped()

        assert company.get(company.xu, customer)["may"] == ["see_contacts", "take"]
        assert company.get(company.head, customer)["may"] == ["assign", "delete", "see_contacts", "take"]
        for verb in ("transfer_customers", "add_participants"):
            who = company.song.employee_id
            given = {"owner_id": who} if verb == "transfer_customers" else {"employee_ids": [who]}
            assert codes(company.ask(company.head, verb, ids=[customer], **given)) == ["customer.already_in_pool"]
