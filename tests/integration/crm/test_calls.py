from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from services.crm.calls.errors import AlreadyReceived, NotARecording, NotYetStarted
from shared.kernel.errors import Conflict, Invalid, Missing


def recording(media_type="audio/amr"):
    return {"id": str(uuid4()), "name": "通话.amr", "size": 64_000, "media_type": media_type}


@pytest.fixture
def customer_id(company):
    return company.create(company.song)["id"]


@pytest.fixture
def call(company, customer_id):
    def make(actor=None, *, ago=10, **draft):
        draft = {
            "customer_id": customer_id,
            "number": "13912345678",
            "direction": "outgoing",
            "started_at": (company.now - timedelta(minutes=ago)).isoformat(),
            "seconds": 95,
        } | draft
        return company.ask(actor or company.song, "receive_call", **draft)

    return make


class TestReceiveCall:
    def test_keeps_it_with_its_recording(self, company, call, customer_id):
        file = recording()

        made = call(file_id=file)

        assert (made["customer"]["id"], made["stage"], made["seconds"]) == (customer_id, "developing", 95)
        assert (made["file"], made["made_by"]["name"], made["direction"]) == (file, "宋肖肖", "outgoing")
        assert company.ask(company.song, "get_call", call_id=made["id"]) == made

    def test_tells_statistics_all_they_count_by(self, company, call, customer_id):
        call()

        data = next(body["data"] for kind, body in company.events() if kind == "crm.call.received")

        assert data["made_by"] == company.song.as_person()
        assert (data["customer"]["id"], data["lead"], data["stage"]) == (customer_id, None, "developing")
        assert (data["seconds"], data["recorded"], data["started_at"]) == (95, False, "2026-03-02T00:50:00+00:00")

    def test_is_there_once_however_often_it_is_sent(self, company, call):
        call()

        with pytest.raises(AlreadyReceived):
            call()
        assert company.ask(company.song, "list_calls")["total"] == 1

    def test_is_refused_in_the_pool_and_to_strangers(self, company, call):
        with pytest.raises(Missing):
            call(company.zhou)
        (pooled,) = company.dropped(1)
        with pytest.raises(Conflict):
            call(company.head, customer_id=pooled)

    def test_takes_no_other_file_and_no_call_of_tomorrow(self, call):
        with pytest.raises(NotARecording):
            call(file_id=recording("image/png"))
        with pytest.raises(NotYetStarted):
            call(ago=-10)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("number", "call me"), ("direction", "sideways"), ("seconds", -1), ("seconds", 1.5), ("started_at", "now")],
    )
    def test_names_the_field_that_is_wrong(self, call, field, value):
        with pytest.raises(Invalid) as refused:
            call(**{field: value})

        assert set(refused.value.errors) == {field}


class TestCallWithALead:
    @pytest.fixture
    def lead_id(self, company):
        return company.ask(company.song, "create_lead", name="王女士")["id"]

    def test_belongs_to_it_and_goes_along_to_the_customer(self, company, call, lead_id):
        made = call(customer_id=None, lead_id=lead_id)

        assert (made["lead"]["name"], made["customer"], made["stage"]) == ("王女士", None, "lead")
        assert company.ask(company.song, "list_calls", lead_id=lead_id)["total"] == 1
        customer_id = company.ask(company.song, "convert_lead", lead_id=lead_id)["customer_id"]
        assert company.ask(company.song, "get_call", call_id=made["id"])["customer"]["id"] == customer_id

    def test_is_refused_to_strangers(self, company, call, lead_id):
        with pytest.raises(Missing):
            call(company.zhou, customer_id=None, lead_id=lead_id)
        with pytest.raises(Missing):
            company.ask(company.zhou, "list_calls", lead_id=lead_id)

    def test_is_of_one_of_both(self, call, lead_id):
        for draft in ({"lead_id": lead_id}, {"customer_id": None}):
            with pytest.raises(Invalid):
                call(**draft)


class TestListCalls:
    def test_shows_mine_the_team_s_and_a_customer_s(self, company, call, customer_id):
        mine = call()["id"]
        heads = call(company.head)["id"]

        def found(actor, **query):
            return {each["id"] for each in company.ask(actor, "list_calls", **query)["items"]}

        assert found(company.song, view="mine") == {mine}
        assert found(company.head, view="team") == found(company.song, customer_id=customer_id) == {mine, heads}
        assert found(company.zhou, view="team") == set()
        for stranger in (company.zhou, company.xu):
            with pytest.raises(Missing):
                company.ask(stranger, "list_calls", customer_id=customer_id)
            with pytest.raises(Missing):
                company.ask(stranger, "get_call", call_id=mine)

    def test_narrow_by_length_direction_days_and_words(self, company, call):
        long = call(seconds=95)["id"]
        short = call(ago=20, seconds=3, direction="incoming", number="02888886666")["id"]

        def found(**query):
            return [each["id"] for each in company.ask(company.song, "list_calls", **query)["items"]]

        assert found() == found(stage="developing") == found(q="友趣") == [long, short]
        assert found(min_seconds=10) == found(direction="outgoing") == found(q="1391") == [long]
        assert found(direction="incoming") == [short]
        assert found(started_from="2026-03-03") == found(stage="lead") == []


class TestDatabase:
    def test_holds_that_it_belongs_to_one_customer_or_one_lead(self, company, call):
        made = call()

        for change in ("customer_id = null", "lead_id = id"):
            with company.database.transaction(company.administrator) as tx, pytest.raises(IntegrityError):
                tx.session.connection().exec_driver_sql(f"update calls set {change} where id = %s", (made["id"],))
