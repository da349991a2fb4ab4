from datetime import UTC, datetime

import pytest

from services.crm.journeys import export_records
from shared.kernel.errors import Forbidden, Invalid, Missing
from tests.integration.crm.at_work import Crm, person

HERE = {"lng": 104.065735, "lat": 30.659462}


@pytest.fixture
def crm(module_database, tmp_path):
    crm = Crm(module_database("crm"), tmp_path, clock=lambda: datetime(2026, 5, 30, 8, tzinfo=UTC))
    yield crm
    crm.close()


@pytest.fixture
def owner():
    return person()


@pytest.fixture
def customer_id(crm, owner):
    return crm.ask(owner, "create_customer", name="成都友趣")["id"]


@pytest.fixture
def export(crm, owner):
    def run(kind, by=owner, **query):
        started = crm.ask(by, "start_record_export", kind=kind, filter=query)
        job = crm.work(by, started)
        return job, crm.made_rows(by, job)

    return run


class TestFollowUps:
    def test_are_written_with_all_pages_newest_first(self, crm, owner, customer_id, export, monkeypatch):
        monkeypatch.setattr(export_records, "_PAGE", 2)
        phone = crm.choose(owner, "behaviours", "电话")
        for number in range(5):
            crm.ask(owner, "write_follow_up", customer_id=customer_id, behaviour_id=phone, content=f"第 {number} 次")

        job, (titles, *rows) = export("follow-ups", customer_id=customer_id)

        assert (job["status"], job["result"]) == ("done", {"rows": 5})
        assert titles[:5] == ["Written", "Written by", "Object", "Kind", "Behaviour"]
        assert [row[6] for row in rows] == [f"第 {number} 次" for number in (4, 3, 2, 1, 0)]
        assert rows[0][0] == "2026-05-30 16:00"
        assert rows[0][2:5] == ["成都友趣", "Developing", "电话"]

    def test_are_those_of_the_filter(self, crm, owner, customer_id, export):
        for name in ("电话", "微信"):
            behaviour_id = crm.choose(owner, "behaviours", name)
            crm.ask(owner, "write_follow_up", customer_id=customer_id, behaviour_id=behaviour_id, content=name)

        _, (_, *rows) = export("follow-ups", behaviour_id=[behaviour_id])

        assert [row[4] for row in rows] == ["微信"]


class TestVisits:
    def test_are_written_with_distance_and_place(self, crm, owner, export):
        customer_id = crm.ask(owner, "create_customer", name="成都友趣", position=HERE)["id"]
        crm.ask(owner, "check_in", customer_id=customer_id, content="=1+1", position=HERE, address="天府广场")

        _, (titles, row) = export("visits")

        assert (
            dict(zip(titles, row, strict=True)).items()
            >= {
                "Customer": "成都友趣",
                "Content": "=1+1",
                "Place": "天府广场",
                "Distance (m)": "0",
            }.items()
        )


class TestRights:
    def test_need_the_action_and_the_function(self, crm, owner):
        with pytest.raises(Forbidden):
            crm.ask(person(owner.company_id, actions=frozenset()), "start_record_export", kind="visits")
        without = person(owner.company_id)
        without.scopes.pop("visits")
        with pytest.raises(Forbidden):
            crm.ask(without, "start_record_export", kind="visits")

    def test_end_at_customers_one_does_not_see(self, crm, owner, customer_id):
        query = {"customer_id": customer_id}

        with pytest.raises(Missing):
            crm.ask(person(owner.company_id), "start_record_export", kind="follow-ups", filter=query)

    def test_name_what_is_wrong_with_the_filter(self, crm, owner):
        with pytest.raises(Invalid) as refused:
            crm.ask(owner, "start_record_export", kind="visits", filter={"stage": "lead"})

        assert [name.partition(".")[0] for name in refused.value.errors] == ["filter"]
