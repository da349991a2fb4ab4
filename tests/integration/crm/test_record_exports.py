from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.crm.journeys import export_records
from shared.kernel.errors import Forbidden, Invalid, Missing
from tests.integration.crm.at_work import Crm, person
from tests.integration.crm.deals import Deals

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


class TestCalls:
    def test_are_written_with_the_columns_that_were_chosen(self, crm, owner, customer_id):
        for number, seconds in (("13912345678", 9), ("028-85551234", 90)):
            asked = {"number": number, "seconds": seconds, "started_at": f"2026-05-30T15:00:0{seconds % 7}+08:00"}
            crm.ask(owner, "receive_call", customer_id=customer_id, direction="outgoing", **asked)

        columns = ["seconds", "object", "direction", "recording"]
        order = {"kind": "calls", "filter": {"min_seconds": 60}, "columns": columns}
        job = crm.work(owner, crm.ask(owner, "start_record_export", **order))

        assert crm.made_rows(owner, job) == [
            ["Object", "Direction", "Seconds", "Recording"],
            ["成都友趣", "Outgoing", "90", "no"],
        ]


class TestCollections:
    def test_are_written_latest_first_over_all_pages(self, crm_database, company, tmp_path, monkeypatch):
        monkeypatch.setattr(export_records, "_PAGE", 1)
        deals, crm = Deals(company), Crm(crm_database, tmp_path)
        order = deals.running(title="年度续费")
        deals.collect(order["id"], "1000.10", invoiced="500", received_on="2026-03-01")
        deals.collect(order["id"], "99.90", received_on="2026-03-02")
        by = company.administrator

        order = {"kind": "collections", "filter": {"view": "team", "order_id": order["id"]}}
        columns = ["received_on", "order", "customer", "amount", "invoiced", "method", "status"]
        job = crm.work(by, crm.ask(by, "start_record_export", **order, columns=columns))

        titles, *rows = crm.made_rows(by, job)
        crm.close()
        assert titles == ["回款日期", "客户名称", "订单名称", "回款金额", "开票金额", "付款方式", "状态"]
        assert rows == [
            ["2026-03-02", "玉堂码头火锅", "年度续费", "99.90", "0.00", "银行转账", "已计入"],
            ["2026-03-01", "玉堂码头火锅", "年度续费", "1000.10", "500.00", "银行转账", "已计入"],
        ]

    def test_of_orders_one_does_not_see_are_missing(self, crm_database, company, tmp_path):
        order = Deals(company).running()
        stranger = replace(company.zhou, actions=frozenset({"export"}))
        crm = Crm(crm_database, tmp_path)

        with pytest.raises(Missing):
            crm.ask(stranger, "start_record_export", kind="collections", filter={"order_id": order["id"]})
        job = crm.work(stranger, crm.ask(stranger, "start_record_export", kind="collections"))

        assert len(crm.made_rows(stranger, job)) == 1
        crm.close()


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

    @pytest.mark.parametrize("kind", ["follow-ups", "visits", "calls", "collections"])
    def test_know_the_columns_of_each_list(self, crm, owner, kind):
        for columns in (["password"], []):
            with pytest.raises(Invalid):
                crm.ask(owner, "start_record_export", kind=kind, columns=columns)
