from datetime import timedelta
from uuid import uuid4

import pytest

from services.crm.files import PicturesOnly, TooManyFiles
from services.crm.visits.errors import PhotoRequired, TooLongAgo
from shared.kernel.actor import Scope
from shared.kernel.errors import Conflict, Forbidden, Invalid, Missing

THERE = {"lng": 104.065735, "lat": 30.659462}
NEAR = {"lng": 104.066735, "lat": 30.659462}


def file(media_type="image/jpeg"):
    return {"id": str(uuid4()), "name": "照片", "size": 1000, "media_type": media_type}


@pytest.fixture
def check_in(company):
    def order(actor, customer_id, **draft):
        return company.ask(
            actor, "check_in", **{"content": "到店", "position": NEAR, "customer_id": customer_id} | draft
        )

    return order


@pytest.fixture
def customer_id(company):
    return company.create(company.song, position=THERE)["id"]


class TestCheckIn:
    def test_tells_how_far_the_customer_s_place_is(self, company, check_in, customer_id):
        visit = check_in(company.song, customer_id, address="天府广场 1 号")

        assert (visit["distance_m"], visit["position"], visit["address"]) == (96, NEAR, "天府广场 1 号")
        assert (visit["customer"]["name"], visit["stage"]) == ("成都友趣", "developing")
        assert visit["visited_by"]["name"] == "宋肖肖"
        assert visit["visited_at"] == visit["received_at"]

    def test_is_a_follow_up_too_and_each_is_told_once(self, company, check_in, customer_id):
        visit = check_in(company.song, customer_id)

        (follow_up,) = company.ask(company.song, "list_follow_ups", customer_id=customer_id)["items"]
        assert (follow_up["id"], follow_up["behaviour"]["name"], follow_up["content"]) == (visit["id"], "拜访", "到店")
        told = [kind for kind, _ in company.events() if kind in {"crm.visit.checked_in", "crm.follow_up.written"}]
        assert sorted(told) == ["crm.follow_up.written", "crm.visit.checked_in"]

    def test_tells_statistics_all_they_count_by(self, company, check_in, customer_id):
        check_in(company.song, customer_id, file_ids=[file()], mention_ids=[company.zhou.employee_id])

        data = next(body["data"] for kind, body in company.events() if kind == "crm.visit.checked_in")

        assert data["visited_by"] == company.song.as_person()
        assert (data["customer"]["id"], data["stage"], data["distance_m"], data["photos"]) == (
            customer_id,
            "developing",
            96,
            1,
        )
        assert [each["id"] for each in data["mentions"]] == [company.zhou.employee_id]

    def test_starts_the_clock_of_the_pool_anew(self, company, check_in, customer_id):
        company.pass_days(10)

        check_in(company.song, customer_id)

        assert company.get(company.song, customer_id)["followed_at"].startswith("2026-03-12")

    def test_finds_its_behaviour_under_any_name_and_makes_it_when_it_is_gone(self, company, check_in, customer_id):
        choice_id = company.choice("behaviours", "拜访")
        company.ask(company.administrator, "change_choice", kind="behaviours", choice_id=choice_id, name="上门")

        check_in(company.song, customer_id)

        listed = company.ask(company.song, "list_follow_ups", customer_id=customer_id)["items"]
        assert listed[0]["behaviour"] == {"id": choice_id, "name": "上门"}

    def test_makes_its_behaviour_when_it_is_gone(self, company, check_in, customer_id):
        choice_id = company.choice("behaviours", "拜访")
        with company.database.transaction(company.administrator) as tx:
            tx.session.connection().exec_driver_sql("delete from choices where id = %s", (choice_id,))

        check_in(company.song, customer_id)
        check_in(company.song, customer_id)

        listed = company.ask(company.song, "list_follow_ups", customer_id=customer_id)["items"]
        assert [each["behaviour"]["name"] for each in listed] == ["拜访", "拜访"]

    def test_is_refused_in_the_pool_and_to_strangers(self, company, check_in, customer_id):
        for stranger in (company.zhou, company.xu):
            with pytest.raises(Missing):
                check_in(stranger, customer_id)
        (pooled,) = company.dropped(1)
        with pytest.raises(Conflict, match="in_pool_takes_no_follow_up"):
            check_in(company.head, pooled)

    def test_knows_no_leads(self, company, check_in, customer_id):
        with pytest.raises(Invalid) as refused:
            check_in(company.song, customer_id, lead_id=str(uuid4()))

        assert refused.value.errors == {"lead_id": ["Unknown field."]}

    @pytest.mark.parametrize(
        ("field", "value"),
        [("content", " "), ("position", None), ("position", {"lng": 181, "lat": 0}), ("contact_id", str(uuid4()))],
    )
    def test_names_the_field_that_is_wrong(self, company, check_in, customer_id, field, value):
        with pytest.raises(Invalid) as refused:
            check_in(company.song, customer_id, **{field: value})

        assert {each.partition(".")[0] for each in refused.value.errors} == {field}


class TestPlaceOfTheCustomer:
    @pytest.fixture
    def without_place(self, company):
        return company.create(company.song)["id"]

    def test_is_unknown_until_a_visit_gives_its_own(self, company, check_in, without_place):
        assert check_in(company.song, without_place)["distance_m"] is None
        assert company.get(company.song, without_place)["position"] is None

        check_in(company.song, without_place, take_as_customer_position=True, address="天府广场")

        customer = company.get(company.song, without_place)
        assert (customer["position"], customer["address"]) == (NEAR, "天府广场")
        assert check_in(company.song, without_place)["distance_m"] == 0

    def test_that_is_known_stays(self, company, check_in, customer_id):
        check_in(company.song, customer_id, take_as_customer_position=True)

        assert company.get(company.song, customer_id)["position"] == THERE

    def test_is_given_by_those_alone_who_may_edit(self, company, check_in, without_place):
        company.ask(company.song, "add_participants", ids=[without_place], employee_ids=[company.zhou.employee_id])

        with pytest.raises(Forbidden):
            check_in(company.zhou, without_place, take_as_customer_position=True)
        assert check_in(company.zhou, without_place)["distance_m"] is None


class TestPhotos:
    def test_are_required_where_the_company_says_so(self, company, check_in, customer_id):
        rules = company.ask(company.administrator, "set_visit_rules", version=1, photo_required=True)
        assert rules == {"version": 2, "photo_required": True}

        with pytest.raises(PhotoRequired):
            check_in(company.song, customer_id)
        assert len(check_in(company.song, customer_id, file_ids=[file()])["files"]) == 1

    def test_are_nine_pictures_at_most(self, company, check_in, customer_id):
        check_in(company.song, customer_id, file_ids=[file() for _ in range(9)])

        with pytest.raises((TooManyFiles, Invalid)):
            check_in(company.song, customer_id, file_ids=[file() for _ in range(10)])
        with pytest.raises(PicturesOnly):
            check_in(company.song, customer_id, file_ids=[file("application/pdf")])


class TestSentLater:
    def test_tells_when_it_was(self, company, check_in, customer_id):
        was = company.now - timedelta(hours=3)

        visit = check_in(company.song, customer_id, visited_at=was.isoformat())

        assert (visit["visited_at"], visit["received_at"]) == (was.isoformat(), company.now.isoformat())

    def test_is_refused_weeks_later(self, company, check_in, customer_id):
        with pytest.raises(TooLongAgo):
            check_in(company.song, customer_id, visited_at=(company.now - timedelta(days=8)).isoformat())


class TestListVisits:
    def test_mine_are_those_i_made_and_those_that_copied_me(self, company, check_in, customer_id):
        other = company.create(company.zhou)["id"]
        mine = check_in(company.song, customer_id)["id"]
        copied = check_in(company.zhou, other, mention_ids=[company.song.employee_id])["id"]
        to_us = check_in(company.zhou, other, mention_department_ids=[company.operations])["id"]
        check_in(company.zhou, other)

        listed = company.ask(company.song, "list_visits", view="mine")["items"]

        assert {each["id"] for each in listed} == {mine, copied, to_us}
        assert company.ask(company.song, "get_visit", visit_id=copied)["mentions"][0]["name"] == "宋肖肖"

    def test_the_team_s_go_by_scope(self, company, check_in, customer_id):
        made = check_in(company.song, customer_id)["id"]

        def team(actor):
            return [each["id"] for each in company.ask(actor, "list_visits", view="team")["items"]]

        assert team(company.head) == team(company.administrator) == [made]
        assert team(company.xu) == team(company.zhou) == []
        with pytest.raises(Missing):
            company.ask(company.xu, "get_visit", visit_id=made)

    def test_narrow_by_days_name_stage_and_people(self, company, check_in, customer_id):
        first = check_in(company.song, customer_id)["id"]
        company.pass_days(1)
        other = check_in(company.head, company.create(company.head, "武侯茶馆")["id"])["id"]

        def found(**query):
            return [each["id"] for each in company.ask(company.head, "list_visits", view="team", **query)["items"]]

        assert found() == found(stage="developing") == [other, first]
        assert found(visited_to="2026-03-02") == found(q="友趣") == [first]
        assert found(visited_from="2026-03-03") == found(employee_id=company.head.employee_id) == [other]
        assert found(department_id=company.operations) == [other, first]
        assert found(stage="signed") == found(department_id=company.development) == []

    def test_of_a_customer_are_for_those_who_see_it(self, company, check_in, customer_id):
        check_in(company.song, customer_id)

        assert company.ask(company.head, "list_visits", customer_id=customer_id)["total"] == 1
        with pytest.raises(Missing):
            company.ask(company.zhou, "list_visits", customer_id=customer_id)


class TestRules:
    def test_are_set_by_those_who_hold_the_action_and_read_before(self, company):
        with pytest.raises(Forbidden):
            company.ask(company.song, "set_visit_rules", version=1, photo_required=True)
        company.ask(company.administrator, "set_visit_rules", version=1, photo_required=True)
        for stale in (1, 3):
            with pytest.raises(Conflict):
                company.ask(company.administrator, "set_visit_rules", version=stale, photo_required=False)
        company.ask(company.administrator, "set_visit_rules", version=2, photo_required=False)
        assert company.ask(company.song, "get_visit_rules") == {"version": 3, "photo_required": False}


class TestFunction:
    def test_is_needed(self, company, customer_id):
        company.song.scopes.pop("visits")

        with pytest.raises(Forbidden):
            company.ask(company.song, "list_visits")
        company.song.scopes["visits"] = Scope("self")
