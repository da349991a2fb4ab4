"""Custom fields of leads, contacts, products, opportunities and orders: the same rules as those of customers (C19)."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from shared.kernel.errors import DomainError, Invalid
from tests.integration.crm.deals import Deals


class Things:
    """Things of one kind: how the kind's methods are called, and what a new one needs."""

    def __init__(self, company, of):
        self.company, self.of = company, of
        self.by = company.administrator if of == "product" else company.song
        deals = Deals(company)
        self.customer_id = None if of in {"lead", "product"} else deals.customer()
        self.needs = {
            "lead": lambda: {"name": "陈嘉"},
            "contact": lambda: {"name": "陈嘉", "customer_id": self.customer_id},
            "product": lambda: {"name": "快启 5 号", "price": "1200.00"},
            "opportunity": lambda: {"title": "年度续费", "customer_id": self.customer_id},
            "order": lambda: {
                "title": "年度续费",
                "customer_id": self.customer_id,
                "lines": [{"product_id": deals.product()["id"], "quantity": 1}],
            },
        }[of]

    def define(self, title, kind="single_line", **options):
        asked = {"of": self.of, "title": title, "type": kind} | options
        return self.company.ask(self.company.administrator, "create_custom_field", **asked)["id"]

    def create(self, **given):
        return self.company.ask(self.by, f"create_{self.of}", **self.needs() | given)

    def change(self, thing, **given):
        asked = {f"{self.of}_id": thing["id"], "version": thing["version"]} | given
        return self.company.ask(self.by, f"change_{self.of}", **asked)

    def listed(self, **query):
        plural = {"opportunity": "opportunities"}.get(self.of, f"{self.of}s")
        return [each["id"] for each in self.company.ask(self.by, f"list_{plural}", **query)["items"]]

    def log(self, thing):
        asked = {f"{self.of}_id": thing["id"]}
        return self.company.ask(self.by, f"list_{self.of}_changes", **asked)["items"]


KINDS = ("lead", "contact", "product", "opportunity", "order")
IN_LISTS = tuple(kind for kind in KINDS if kind != "contact")


@pytest.fixture(params=KINDS)
def things(company, request):
    return Things(company, request.param)


@pytest.fixture(params=IN_LISTS)
def listed(company, request):
    return Things(company, request.param)


class TestValues:
    def test_are_kept_and_change_one_by_one(self, things):
        trade, size = things.define("行业", "single_choice", choices=["制造", "贸易"]), things.define("规模", "integer")

        made = things.create(fields={trade: "贸易", size: 5})
        changed = things.change(made, fields={trade: None})

        assert (made["fields"], changed["fields"]) == ({trade: "贸易", size: 5}, {size: 5})

    def test_stay_where_a_change_does_not_name_them(self, things):
        trade = things.define("行业")
        made = things.create(fields={trade: "贸易"})
        named = "title" if things.of in {"opportunity", "order"} else "name"

        assert things.change(made, **{named: "另一个"})["fields"] == {trade: "贸易"}

    def test_are_missed_where_required(self, things):
        field = things.define("行业", required=True)
        with pytest.raises(Invalid) as refused:
            things.create()
        assert list(refused.value.errors) == [f"fields.{field}"]

    @pytest.mark.parametrize(
        ("kind", "wrong"),
        [
            ("date", "2026-02-30"),
            ("integer", "七"),
            ("single_line", "长" * 201),
            ("single_line", 7),
            ("url", "javascript:1"),
        ],
    )
    def test_are_of_the_fields_type(self, things, kind, wrong):
        field = things.define("字段", kind)
        with pytest.raises(Invalid) as refused:
            things.create(fields={field: wrong})
        assert list(refused.value.errors) == [f"fields.{field}"]

    def test_are_of_fields_of_this_kind_alone(self, things):
        other = Things(things.company, "lead" if things.of != "lead" else "product").define("行业")
        for unknown in (other, str(uuid4()), "name"):
            with pytest.raises(Invalid):
                things.create(fields={unknown: "贸易"})

    def test_have_their_pictures_described(self, things):
        field = things.define("照片", "picture")
        described = {"id": str(uuid4()), "name": "a.png", "size": 9, "media_type": "image/png"}

        made = things.create(fields={field: [described["id"]]}, file_ids=[described])

        assert (made["fields"], made["files"]) == ({field: [described["id"]]}, [described])


class TestUniqueValues:
    def test_are_held_by_the_database_also_at_once(self, things):
        field = things.define("编号", unique=True)

        def create(_):
            try:
                return things.create(fields={field: "同一个"})["id"]
            except DomainError:
                return None

        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(create, range(4)))

        assert len([each for each in made if each]) == 1

    def test_are_refused_in_a_change(self, things):
        field = things.define("编号", unique=True)
        things.create(fields={field: "1"})
        other = things.create(fields={field: "2"})

        with pytest.raises(Invalid) as refused:
            things.change(other, fields={field: "1"})
        assert refused.value.errors == {f"fields.{field}": ["Is taken already."]}

    def test_do_not_go_into_a_copy(self, company):
        orders = Things(company, "order")
        number, trade = orders.define("合同号", unique=True), orders.define("行业")
        made = orders.create(fields={number: "HT-1", trade: "贸易"})

        assert company.ask(company.song, "copy_order", order_id=made["id"])["fields"] == {trade: "贸易"}


class TestLists:
    def test_are_narrowed_and_sorted(self, listed):
        size = listed.define("规模", "integer", filterable=True, sortable=True)
        small, large, none = (listed.create(fields=each)["id"] for each in ({size: 9}, {size: 100}, {}))

        assert listed.listed(field=[f"{size}:from:10"]) == [large]
        assert listed.listed(field=[f"{size}:none:"]) == [none]
        assert listed.listed(sort=f"field:{size}") == [small, large, none]
        assert listed.listed(sort=f"-field:{size}") == [large, small, none]

    def test_refuse_fields_that_are_not_for_it(self, listed):
        field = listed.define("备用")
        for asked in ({"field": f"{field}:is:1"}, {"sort": f"field:{field}"}, {"sort": "colour"}):
            with pytest.raises(Invalid):
                listed.listed(**asked)

    def test_serve_bulk_verbs_alike(self, company):
        leads = Things(company, "lead")
        size = leads.define("规模", "integer", filterable=True)
        for number in (9, 100):
            leads.create(fields={size: number})

        wanted = {"view": "team", "field": [f"{size}:from:10"]}
        done = company.ask(company.head, "set_lead_status", status_id=None, filter=wanted)

        assert done["done"] == 1


def test_changes_are_told_in_the_log_by_title(listed):
    field = listed.define("kind")
    made = listed.create(fields={field: "贸易"})

    listed.change(made, fields={field: "制造"})

    assert listed.log(made)[0]["changes"] == [{"field": "kind", "before": "贸易", "after": "制造"}]
