"""Custom fields (C19): defined by the company, filled in, found again, unique ones held by the database."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from shared.kernel.errors import Conflict, DomainError, Forbidden, Invalid, Missing


@pytest.fixture
def define(company):
    """Defines a field of customers: its id."""

    def make(title, kind="single_line", **options):
        of = options.pop("of", "customer")
        made = company.ask(company.administrator, "create_custom_field", of=of, title=title, type=kind, **options)
        return made["id"]

    return make


def change(company, field_id, **fields):
    known = {each["id"]: each for each in company.ask(company.song, "list_custom_fields", of="customer")["items"]}
    return company.ask(
        company.administrator,
        "change_custom_field",
        field_id=field_id,
        version=known[field_id]["version"],
        **fields,
    )


class TestDefinitions:
    def test_stand_in_the_order_they_are_given(self, company, define):
        first, second = define("行业"), define("规模", "integer")

        company.ask(company.administrator, "order_custom_fields", of="customer", ids=[second, first])

        shown = company.ask(company.song, "list_custom_fields", of="customer")["items"]
        assert [each["title"] for each in shown] == ["规模", "行业"]

    def test_have_titles_of_their_own(self, company, define):
        define("行业")
        with pytest.raises(Invalid) as refused:
            define("行业 ")
        assert refused.value.errors == {"title": ["Is taken already."]}

    @pytest.mark.parametrize(
        ("kind", "options", "wrong"),
        [
            ("single_choice", {}, "choices"),
            ("integer", {"choices": ["一"]}, "choices"),
            ("multi_line", {"sortable": True}, "sortable"),
            ("single_choice", {"choices": ["一"], "unique": True}, "unique"),
            ("picture", {"filterable": True}, "filterable"),
        ],
    )
    def test_refuse_what_does_not_go_together(self, define, kind, options, wrong):
        with pytest.raises(Invalid) as refused:
            define("字段", kind, **options)
        assert list(refused.value.errors) == [wrong]

    def test_need_the_permission(self, company):
        with pytest.raises(Forbidden):
            company.ask(company.head, "create_custom_field", of="customer", title="行业", type="single_line")

    def test_are_another_companys_to_change(self, company, found, define):
        stranger = found().administrator
        with pytest.raises(Missing):
            company.ask(stranger, "change_custom_field", field_id=define("行业"), version=1, title="我的")

    def test_are_switched_off_rather_than_deleted_once_there_are_values(self, company, define):
        used, unused = define("行业"), define("规模")
        company.create(company.song, fields={used: "贸易"})

        company.ask(company.administrator, "delete_custom_field", field_id=unused)
        with pytest.raises(Conflict):
            company.ask(company.administrator, "delete_custom_field", field_id=used)
        change(company, used, enabled=False)

        with pytest.raises(Invalid):
            company.create(company.song, "另一个", fields={used: "贸易"})

    def test_are_guarded_by_their_version(self, company, define):
        field = define("行业")
        change(company, field, title="所属行业")
        with pytest.raises(Conflict):
            company.ask(company.administrator, "change_custom_field", field_id=field, version=1, title="别的")


class TestValues:
    def test_are_kept_with_the_customer(self, company, define):
        trade, money = define("行业", "single_choice", choices=["制造", "贸易"]), define("年销售额", "money")

        made = company.create(company.song, fields={trade: "贸易", money: "1200"})

        assert made["fields"] == {trade: "贸易", money: "1200.00"}

    def test_are_told_in_the_change_log_by_title(self, company, define):
        field = define("行业")
        made = company.create(company.song, fields={field: "贸易"})

        company.ask(company.song, "change_customer", customer_id=made["id"], version=1, fields={field: "制造"})

        log = company.ask(company.song, "list_customer_changes", customer_id=made["id"])["items"]
        assert log[0]["changes"] == [{"field": "行业", "before": "贸易", "after": "制造"}]

    def test_change_one_by_one(self, company, define):
        one, other = define("行业"), define("规模", "integer")
        made = company.create(company.song, fields={one: "贸易", other: 5})

        changed = company.ask(company.song, "change_customer", customer_id=made["id"], version=1, fields={one: None})

        assert changed["fields"] == {other: 5}

    def test_are_missed_where_required(self, company, define):
        field = define("行业", required=True)
        with pytest.raises(Invalid) as refused:
            company.create(company.song)
        assert list(refused.value.errors) == [f"fields.{field}"]

    def test_have_the_pictures_described_that_came_with_them(self, company, define):
        field, picture = define("门头照", "picture"), {"name": "a.png", "size": 9, "media_type": "image/png"}
        described = picture | {"id": str(uuid4())}

        made = company.create(company.song, fields={field: [described["id"]]}, file_ids=[described])

        assert (made["fields"], made["files"]) == ({field: [described["id"]]}, [described])
        with pytest.raises(Invalid):
            company.create(company.song, "另一个", fields={field: [str(uuid4())]})


class TestUniqueValues:
    def test_are_refused_a_second_time(self, company, define):
        field = define("税号", unique=True)
        company.create(company.song, fields={field: "91510000"})

        with pytest.raises(Invalid) as refused:
            company.create(company.zhou, "另一个", fields={field: "91510000"})
        assert refused.value.errors == {f"fields.{field}": ["Is taken already."]}

    def test_are_refused_in_a_change_and_free_again_afterwards(self, company, define):
        field = define("税号", unique=True)
        one, other = company.create(company.song, fields={field: "1"}), company.create(company.song, "另一个")

        with pytest.raises(Invalid):
            company.ask(company.song, "change_customer", customer_id=other["id"], version=1, fields={field: "1"})
        company.ask(company.song, "change_customer", customer_id=one["id"], version=1, fields={field: "2"})
        company.ask(company.song, "change_customer", customer_id=other["id"], version=1, fields={field: "1"})

        assert company.get(company.song, other["id"])["fields"] == {field: "1"}

    def test_are_held_under_concurrency(self, company, define):
        field = define("税号", unique=True)

        def create(number):
            try:
                return company.create(company.song, f"客户 {number}", fields={field: "同一个"})["id"]
            except DomainError:
                return None

        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(create, range(8)))

        assert len([each for each in made if each]) == 1

    def test_are_free_when_the_customer_is_purged(self, company, define):
        field = define("税号", unique=True)
        made = company.create(company.head, fields={field: "1"})
        company.ask(company.head, "delete_customers", ids=[made["id"]])
        company.ask(company.head, "purge_customers", ids=[made["id"]])

        assert company.create(company.song, "另一个", fields={field: "1"})["fields"] == {field: "1"}

    def test_cannot_be_demanded_where_two_are_equal(self, company, define):
        field = define("税号")
        for name in ("甲", "乙"):
            company.create(company.song, name, fields={field: "1"})
        with pytest.raises(Invalid) as refused:
            change(company, field, unique=True)
        assert list(refused.value.errors) == ["unique"]

    def test_count_from_when_they_are_demanded(self, company, define):
        field = define("税号")
        company.create(company.song, fields={field: "1"})

        change(company, field, unique=True)

        with pytest.raises(Invalid):
            company.create(company.song, "另一个", fields={field: "1"})

    def test_are_each_companys_own(self, company, found, define):
        field, other = define("税号", unique=True), found()
        company.create(company.song, fields={field: "1"})
        theirs = other.ask(
            other.administrator, "create_custom_field", of="customer", title="税号", type="single_line", unique=True
        )
        assert other.create(other.song, fields={theirs["id"]: "1"})


class TestLists:
    @pytest.fixture
    def filled(self, company, define):
        """Three customers with values of each way of comparing."""
        fields = {
            "text": define("行业", filterable=True, sortable=True),
            "number": define("规模", "integer", filterable=True, sortable=True),
            "choices": define("产品线", "multiple_choice", choices=["甲", "乙"], filterable=True),
            "day": define("成立", "date", filterable=True, sortable=True),
            "moment": define("开业", "date_time", filterable=True),
        }
        rows = {
            "一": {"text": "国际贸易", "number": 9, "choices": ["甲"], "day": "2020-01-01"},
            "二": {"text": "制造", "number": 100, "choices": ["甲", "乙"], "moment": "2026-01-02T23:00:00+08:00"},
            "三": {},
        }
        for name, values in rows.items():
            company.create(company.song, name, fields={fields[key]: value for key, value in values.items()})
        return fields

    @pytest.mark.parametrize(
        ("asked", "names"),
        [
            (["text:has:贸易"], {"一"}),
            (["text:is:制造"], {"二"}),
            (["text:none:"], {"三"}),
            (["number:from:10"], {"二"}),
            (["number:to:10"], {"一"}),
            (["number:is:9", "number:is:100"], {"一", "二"}),
            (["choices:is:乙"], {"二"}),
            (["choices:is:甲", "text:has:%"], set()),
            (["day:from:2019-01-01", "day:to:2020-01-01"], {"一"}),
            (["moment:from:2026-01-02", "moment:to:2026-01-02"], {"二"}),
            (["moment:to:2026-01-01"], set()),
        ],
    )
    def test_are_narrowed(self, company, filled, asked, names):
        field = [f"{filled[key]}:{rest}" for key, _, rest in (each.partition(":") for each in asked)]

        found = company.ask(company.song, "list_customers", field=field)["items"]

        assert {each["name"] for each in found} == names

    @pytest.mark.parametrize(
        ("sort", "names"), [("number", ["一", "二", "三"]), ("-number", ["二", "一", "三"]), ("day", ["一"])]
    )
    def test_are_sorted_with_what_has_no_value_last(self, company, filled, sort, names):
        sign, key = ("-", sort[1:]) if sort.startswith("-") else ("", sort)

        found = company.ask(company.song, "list_customers", sort=f"{sign}field:{filled[key]}")["items"]

        assert [each["name"] for each in found][: len(names)] == names

    def test_refuse_fields_that_are_not_for_it(self, company, define):
        field = define("备用")
        for asked in ({"field": f"{field}:is:1"}, {"sort": f"field:{field}"}, {"field": f"{uuid4()}:none:"}):
            with pytest.raises(Invalid):
                company.ask(company.song, "list_customers", **asked)

    def test_refuse_values_that_are_none_of_the_type(self, company, filled):
        for asked in (f"{filled['number']}:from:x", f"{filled['day']}:is:x", f"{filled['moment']}:from:x"):
            with pytest.raises(Invalid):
                company.ask(company.song, "list_customers", field=asked)

    def test_serve_bulk_verbs_alike(self, company, filled):
        asked = {"view": "mine", "field": [f"{filled['text']}:has:贸易"]}

        assert company.ask(company.song, "drop_customers_to_pool", filter=asked)["done"] == 1
