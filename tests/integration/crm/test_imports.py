import json
from concurrent.futures import ThreadPoolExecutor
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import text

from services.crm.imports import failures
from services.crm.service import CrmService
from shared.jobs import Interrupted
from shared.kernel.errors import DomainError, Forbidden, Invalid, Missing
from shared.spreadsheets import write_rows
from tests.integration.crm.at_work import Crm, person

TITLES = ["客户名称", "电话", "状态", "标签", "备注"]


@pytest.fixture
def crm(service_database, tmp_path):
    crm = Crm(service_database("crm"), tmp_path)
    yield crm
    crm.close()


@pytest.fixture
def owner(crm):
    owner = person()
    crm.choose(owner, "customer-statuses", "意向")
    crm.choose(owner, "customer-tags", "展会")
    crm.choose(owner, "customer-tags", "老客户", order=1)
    return owner


@pytest.fixture
def start(crm, owner):
    def start(rows, *, by=owner, mode="run", **options):
        file_id = rows if isinstance(rows, str) else crm.upload(by, rows)
        return crm.ask(by, "start_import", **{"kind": "customers", "file_id": file_id, "mode": mode} | options)

    return start


@pytest.fixture
def bring_in(crm, owner, start):
    def bring_in(rows, *, by=owner, **options):
        return crm.work(by, start(rows, by=by, **options))

    return bring_in


@pytest.fixture
def many(tmp_path):
    """A workbook of so many customers, in the store."""

    def many(crm, owner, count):
        path = tmp_path / "many.xlsx"
        write_rows(path, titles=TITLES[:2], rows=([f"客户 {n}", f"1380000{n:05}"] for n in range(count)))
        return crm.put(owner, path)

    return many


class TestBringIn:
    def test_makes_customers_with_log_owner_tags_and_events(self, crm, owner, bring_in):
        job = bring_in([TITLES, ["长江贸易", 13800000001, "意向", "展会、老客户", "a"], [], ["黄河贸易"]])

        assert job["result"] == {"created": 2, "updated": 0, "skipped": 0, "failed": 0}
        assert (job["status"], job["done"], job["total"], job["file_url"]) == ("done", 3, 3, None)
        items = crm.ask(owner, "list_customers", view="mine", sort="name")["items"]
        first = next(each for each in items if each["name"] == "长江贸易")
        assert (first["phone"], first["note"], first["owner"]["id"]) == ("13800000001", "a", owner.employee_id)
        assert (first["status"]["name"], [each["name"] for each in first["tags"]]) == ("意向", ["展会", "老客户"])
        assert crm.ask(owner, "list_customer_changes", customer_id=first["id"])["items"][0]["kind"] == "imported"
        assert crm.ask(owner, "list_customer_owners", customer_id=first["id"])["items"][0]["how"] == "imported"
        (event,) = crm.rows(owner, "select body from outbox where type = 'crm.customer_import.customers_imported'")
        told = {each["state"]["name"]: each["state"] for each in json.loads(bytes(event.body))["data"]["customers"]}
        assert told["长江贸易"]["status"]["name"] == "意向"
        assert told["黄河贸易"]["owner"]["id"] == owner.employee_id

    def test_puts_customers_into_the_pool(self, crm, owner, bring_in):
        bring_in([["客户名称"], ["长江贸易"]], kind="pool-customers")

        (pooled,) = crm.ask(owner, "list_customers", view="pool")["items"]
        assert (pooled["name"], pooled["owner"], pooled["falls_at"]) == ("长江贸易", None, None)
        assert pooled["pooled_at"] is not None

    def test_gives_failed_rows_back_with_their_reasons(self, crm, owner, bring_in):
        job = bring_in(
            [
                ["备注", "客户名称", "颜色", "状态"],
                ["a", "长江贸易", "红", ""],
                ["b", "", "绿", "没有"],
                ["=1+1", "黄河贸易", "=2+2", ""],
                ["c", "x" * 201, "", ""],
            ]
        )

        assert job["result"] == {"created": 1, "updated": 0, "skipped": 0, "failed": 3}
        rows = crm.made_rows(owner, job)
        assert rows[0] == ["备注", "客户名称", "颜色", "状态", "Reason"]
        assert [row[4] for row in rows[1:]] == [
            "Customer name：Must not be blank；Status：There is no status called “没有”",
            "Note：A formula is not taken; put its value instead",
            "Customer name：At most 200 characters",
        ]
        assert rows[1][:3] == ["b", None, "绿"]
        assert crm.rows(owner, "select * from import_failures") == []

    def test_skips_duplicates_within_the_file_and_of_anybody_in_the_company(self, crm, owner, bring_in):
        colleague = person(owner.company_id)
        crm.ask(colleague, "create_customer", name="长江贸易", phone="1")
        crm.ask(person(), "create_customer", name="黄河贸易", phone="2")

        job = bring_in([TITLES[:2], ["长江贸易"], ["别名", "1"], ["黄河贸易", "2"], ["黄河贸易", "3"], ["湘江", "2"]])

        assert job["result"] == {"created": 1, "updated": 0, "skipped": 4, "failed": 0}

    def test_updates_what_it_may_with_what_is_filled_in(self, crm, owner, bring_in):
        mine = crm.ask(owner, "create_customer", name="长江贸易", phone="1", address="旧址")["id"]
        crm.ask(person(owner.company_id), "create_customer", name="黄河贸易")

        job = bring_in(
            [TITLES, ["长江贸易", "9", "意向", "展会", "新"], ["黄河贸易"], ["湘江"], ["湘江", "7"]],
            on_duplicate="update",
        )

        assert job["result"] == {"created": 1, "updated": 2, "skipped": 0, "failed": 1}
        customer = crm.ask(owner, "get_customer", customer_id=mine)
        assert {name: customer[name] for name in ("phone", "address", "note")} == {
            "phone": "9",
            "address": "旧址",
            "note": "新",
        }
        assert (customer["status"]["name"], customer["tags"][0]["name"]) == ("意向", "展会")
        assert [row[0] for row in crm.made_rows(owner, job)[1:]] == ["黄河贸易"]
        assert crm.ask(owner, "list_customers", view="mine", q="湘江")["items"][0]["phone"] == "7"

    def test_tells_events_small_enough_for_the_bus(self, crm, owner, bring_in):
        bring_in([["客户名称"], *([f"{'长' * 190}{number}"] for number in range(250))])

        events = crm.rows(owner, "select body from outbox order by seq")
        sent = [json.loads(bytes(each.body)) for each in events]
        assert sum(len(each["data"]["customers"]) for each in sent) == 250
        assert max(len(each["data"]["customers"]) for each in sent) <= 100
        assert max(len(bytes(each.body)) for each in events) < 64_000
        assert [each["aggregate_version"] for each in sent] == list(range(1, len(sent) + 1))


class TestImportInterrupted:
    def test_goes_on_where_it_was_and_does_nothing_twice(self, crm, owner, many, start):
        started = start(many(crm, owner, 3_500))
        with pytest.raises(Interrupted):
            CrmService.run_import(crm, crm.claim(stopping=stops_after(4)))
        assert crm.ask(owner, "get_job", job_id=started["id"])["done"] == 1_999
        with crm.system.connection() as connection, connection.begin():
            connection.execute(text("update jobs set heartbeat_at = heartbeat_at - interval '1 minute'"))

        job = crm.work(owner, started)

        assert job["result"] == {"created": 3_500, "updated": 0, "skipped": 0, "failed": 0}
        assert crm.rows(owner, "select count(*), count(distinct name) from customers")[0] == (3_500, 3_500)
        assert crm.rows(owner, "select count(*) from customer_changes")[0] == (3_500,)
        sent = crm.rows(owner, "select body from outbox order by seq")
        assert sum(len(json.loads(bytes(each.body))["data"]["customers"]) for each in sent) == 3_500

    def test_leaves_a_chunk_whole_or_not_at_all(self, crm, owner, many, start, monkeypatch):
        started = start(many(crm, owner, 1_500))
        monkeypatch.setattr(failures, "remember", broken)

        with pytest.raises(RuntimeError):
            CrmService.run_import(crm, crm.claim())

        assert crm.rows(owner, "select (select count(*) from customers), (select count(*) from outbox)")[0] == (0, 0)
        assert crm.ask(owner, "get_job", job_id=started["id"])["done"] == 0

    def test_is_refused_to_who_lost_the_job(self, crm, owner, many, start):
        start(many(crm, owner, 10))
        slow = crm.claim()
        with crm.system.connection() as connection, connection.begin():
            connection.execute(text("update jobs set heartbeat_at = heartbeat_at - interval '1 minute'"))
        faster = crm.claim()

        CrmService.run_import(crm, faster)
        with pytest.raises(Interrupted):
            CrmService.run_import(crm, slow)

        assert crm.rows(owner, "select count(*) from customers")[0] == (10,)

    def test_meets_another_import_of_the_same_customers(self, crm, owner, many, start):
        file_id = many(crm, owner, 1_200)
        start(file_id)
        start(file_id)
        both = [crm.claim(), crm.claim()]

        with ThreadPoolExecutor(2) as threads:
            list(threads.map(lambda job: CrmService.run_import(crm, job), both))

        assert crm.rows(owner, "select count(*), count(distinct name) from customers")[0] == (1_200, 1_200)


class TestLook:
    def test_counts_and_changes_nothing(self, crm, owner, bring_in):
        crm.ask(owner, "create_customer", name="长江贸易")

        job = bring_in(
            [
                ["客户名称", "颜色", "状态"],
                ["长江贸易", "红"],
                ["黄河贸易", "", "意向"],
                ["黄河贸易"],
                ["湘江", "", "没有"],
            ],
            mode="preview",
        )

        result = job["result"]
        figures = {name: result[name] for name in ("rows", "valid", "invalid", "duplicates")}
        assert figures == {"rows": 4, "valid": 3, "invalid": 1, "duplicates": 2}
        assert result["columns"] == [
            {"title": "客户名称", "field": "name"},
            {"title": "颜色", "field": None},
            {"title": "状态", "field": "status"},
        ]
        assert result["errors"] == [{"row": 5, "field": "Status", "detail": "There is no status called “没有”"}]
        assert [(each["name"], each["status"]) for each in result["sample"]][1] == ("黄河贸易", "意向")
        assert crm.rows(owner, "select count(*) from customers")[0] == (1,)


class TestWorkbook:
    @pytest.mark.parametrize(
        ("rows", "code"),
        [
            ([], "import.empty"),
            ([[], ["", ""]], "import.empty"),
            ([["客户名称", "电话"]], "import.empty"),
            ([["电话", "地址"], ["1", "2"]], "import.column_missing"),
            ([["客户名称", "电话", "Phone"], ["a", "1", "2"]], "import.column_twice"),
        ],
    )
    def test_is_refused_as_a_whole(self, crm, owner, start, rows, code):
        assert refusal(crm, start(rows)) == code
        assert crm.rows(owner, "select count(*) from customers")[0] == (0,)

    @pytest.mark.parametrize(
        ("entries", "code"),
        [
            ({"a.txt": b"a"}, "spreadsheet.unreadable"),
            ({"xl/worksheets/sheet1.xml": b"0" * 20_000_000}, "spreadsheet.too_large"),
        ],
    )
    def test_is_refused_when_it_is_none_or_a_bomb(self, crm, owner, start, tmp_path, entries, code):
        path = tmp_path / "bad.xlsx"
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name, content in entries.items():
                archive.writestr(name, content)

        assert refusal(crm, start(crm.put(owner, path))) == code

    def test_of_another_company_is_not_there(self, crm, owner, start):
        stranger = person()
        theirs = crm.upload(stranger, [["客户名称"], ["a"]])

        assert refusal(crm, start(theirs)) == "missing"

    def test_needs_the_permission(self, crm, owner, start):
        with pytest.raises(Forbidden):
            start([["客户名称"], ["a"]], by=person(owner.company_id, actions=frozenset()))


class TestTemplate:
    def test_can_be_filled_in_and_brought_in(self, crm, owner, bring_in):
        made = crm.ask(owner, "make_import_template", kind="customers")

        job = bring_in(made["file_id"])

        assert job["result"]["created"] == 1
        assert crm.ask(owner, "list_customers", view="mine")["items"][0]["status"]["name"] == "意向"


class TestExport:
    def test_writes_the_list_with_chosen_columns_and_no_formula(self, crm, owner, bring_in):
        bring_in([TITLES, ["长江贸易", "1", "意向", "展会、老客户", "@a"], ["黄河贸易", "2"]])
        crm.ask(owner, "create_customer", name="=HYPERLINK(1)")
        crm.ask(person(owner.company_id), "create_customer", name="同事的")

        columns = ["tags", "name", "status"]
        job = crm.work(
            owner, crm.ask(owner, "start_export", kind="customers", filter={"view": "mine"}, columns=columns)
        )

        rows = crm.made_rows(owner, job)
        assert rows[0] == ["Customer name", "Status", "Tags"]
        assert sorted(row[0] for row in rows[1:]) == ["=HYPERLINK(1)", "长江贸易", "黄河贸易"]
        assert ["长江贸易", "意向", "展会、老客户"] in rows
        assert (job["done"], job["total"], job["result"]) == (3, 3, {"rows": 3})

    def test_follows_the_filter_over_all_pages(self, crm, owner, many, bring_in):
        bring_in(many(crm, owner, 2_100))

        job = crm.work(owner, crm.ask(owner, "start_export", kind="customers", filter={"view": "mine", "q": "客户 20"}))

        expected = {f"客户 {n}" for n in range(2_100) if f"客户 {n}".startswith("客户 20")}
        assert {row[0] for row in crm.made_rows(owner, job)[1:]} == expected

    @pytest.mark.parametrize(
        ("draft", "field"),
        [
            ({"filter": {"view": "recycled"}}, "filter.view"),
            ({"filter": {"colour": "red"}}, "filter.colour"),
            ({"columns": ["password"]}, "columns.0"),
            ({"columns": []}, "columns"),
        ],
    )
    def test_names_what_is_wrong(self, crm, owner, draft, field):
        with pytest.raises(Invalid) as refused:
            crm.ask(owner, "start_export", kind="customers", **draft)

        assert set(refused.value.errors) == {field}

    def test_needs_the_permission_and_is_for_who_started_it(self, crm, owner):
        with pytest.raises(Forbidden):
            crm.ask(person(owner.company_id, actions=frozenset()), "start_export", kind="customers")
        started = crm.ask(owner, "start_export", kind="customers")
        crm.work(owner, started)
        for stranger in (person(owner.company_id), person()):
            with pytest.raises(Missing):
                crm.ask(stranger, "get_job_file", job_id=started["id"])


def refusal(crm, started):
    """The code with which the job is refused."""
    with pytest.raises(DomainError) as refused:
        CrmService.run_import(crm, crm.claim())
    return refused.value.code


def stops_after(steps):
    """Says from the given step on that the process is to end."""
    left = iter([False] * steps)
    return lambda: next(left, True)


def broken(*_):
    raise RuntimeError("the disk is full")
