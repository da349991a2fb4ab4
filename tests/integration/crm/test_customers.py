from datetime import timedelta

import pytest

from shared.kernel.errors import Conflict, Forbidden, Invalid, Missing

WRONG = "00000000-0000-7000-8000-0000000000ff"


class TestCreateCustomer:
    def test_puts_it_among_mine_and_tells_it(self, company):
        made = company.create(company.song, phone="02812345678", position={"lng": 104.06, "lat": 30.67})

        assert company.listed(company.song, view="mine", q="友趣") == [made["id"]]
        assert made["version"] == 1
        assert made["owner"] == made["created_by"] == {"id": company.song.employee_id, "name": "宋肖肖"}
        assert made["position"] == {"lng": 104.06, "lat": 30.67}
        log = company.ask(company.song, "list_customer_changes", customer_id=made["id"])["items"]
        assert [each["kind"] for each in log] == ["created"]
        assert [kind for kind, _ in company.events()] == ["crm.customer.created"]

    def test_tells_status_and_tags_by_name(self, company):
        status, tag = company.choice("customer-statuses", "意向"), company.choice("customer-tags", "重点客户")
        source = company.ask(company.song, "list_choices", kind="sources")["items"][0]

        made = company.create(company.song, status_id=status, tag_ids=[tag], source_id=source["id"])

        state = company.events()[0][1]["data"]["state"]
        assert made["status"] == state["status"] == {"id": status, "name": "意向"}
        assert made["tags"] == state["tags"] == [{"id": tag, "name": "重点客户"}]
        assert made["source"] == {"id": source["id"], "name": source["name"]}

    @pytest.mark.parametrize(
        ("draft", "field"),
        [
            ({}, "name"),
            ({"name": "  "}, "name"),
            ({"name": 7}, "name"),
            ({"name": "a" * 201}, "name"),
            ({"name": "a", "phone": "1" * 51}, "phone"),
            ({"name": "a", "colour": "red"}, "colour"),
            ({"name": "a", "fields": {"x": 1}}, "fields.x"),
            ({"name": "a", "status_id": WRONG}, "status_id"),
            ({"name": "a", "source_id": "x"}, "source_id"),
            ({"name": "a", "tag_ids": [WRONG]}, "tag_ids"),
            ({"name": "a", "position": {"lng": 104}}, "position.lat"),
            ({"name": "a", "position": {"lng": 181, "lat": 0}}, "position.lng"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, company, draft, field):
        with pytest.raises(Invalid) as refused:
            company.ask(company.song, "create_customer", **draft)

        assert list(refused.value.errors) == [field]

    def test_refuses_a_choice_that_is_switched_off(self, company):
        status = company.choice("customer-statuses", "意向")
        made = company.create(company.song, status_id=status)
        company.ask(company.administrator, "change_choice", kind="customer-statuses", choice_id=status, enabled=False)

        with pytest.raises(Invalid):
            company.create(company.song, status_id=status)
        changed = company.ask(
            company.song, "change_customer", customer_id=made["id"], version=1, status_id=status, phone="1"
        )
        assert changed["status"]["name"] == "意向", "what has it may keep it"


class TestChangeCustomer:
    def test_logs_before_and_after_in_words(self, company):
        made = company.create(company.song)
        intent = company.choice("customer-statuses", "意向")
        tags = [company.choice("customer-tags", each) for each in ("重点客户", "老客户")]

        changed = company.ask(
            company.song,
            "change_customer",
            customer_id=made["id"],
            version=1,
            address="高新区",
            status_id=intent,
            tag_ids=tags,
        )

        log = company.ask(company.song, "list_customer_changes", customer_id=made["id"])["items"]
        assert [(each["kind"], each["changes"]) for each in reversed(log[:3])] == [
            ("changed", [{"field": "address", "before": None, "after": "高新区"}]),
            ("status_changed", [{"field": "status", "before": None, "after": "意向"}]),
            ("tags_changed", [{"field": "tags", "before": None, "after": "重点客户、老客户"}]),
        ]
        assert changed["version"] == 4
        assert [kind for kind, _ in company.events()[1:]] == [
            "crm.customer.changed",
            "crm.customer.status_changed",
            "crm.customer.tags_changed",
        ]

    def test_is_refused_to_who_read_an_older_version(self, company):
        made = company.create(company.song)
        company.ask(company.song, "change_customer", customer_id=made["id"], version=1, phone="1")

        with pytest.raises(Conflict):
            company.ask(company.song, "change_customer", customer_id=made["id"], version=1, phone="2")

    def test_writes_nothing_when_nothing_changed(self, company):
        made = company.create(company.song, position={"lng": 104.06, "lat": 30.67})

        same = company.ask(
            company.song,
            "change_customer",
            customer_id=made["id"],
            version=1,
            name=made["name"],
            position=made["position"],
        )

        assert same["version"] == 1


class TestListCustomers:
    def test_shows_each_list_its_own(self, company):
        mine, theirs, dropped, deleted = company.ids(company.head, 4)
        company.ask(company.head, "transfer_customers", ids=[theirs], owner_id=company.song.employee_id)
        company.ask(company.head, "drop_customers_to_pool", ids=[dropped])
        company.ask(company.head, "delete_customers", ids=[deleted])
        company.ask(company.head, "add_participants", ids=[theirs, mine], employee_ids=[company.zhou.employee_id])

        lists = {view: set(company.listed(company.head, view=view)) for view in ("mine", "team", "pool", "recycled")}
        assert lists == {"mine": {mine}, "team": {mine, theirs}, "pool": {dropped}, "recycled": {deleted}}
        assert set(company.listed(company.zhou, view="participating")) == {mine, theirs}
        assert company.ask(company.head, "count_customers") == {
            "mine": 1,
            "participating": 0,
            "team": 2,
            "pool": 1,
            "recycled": 1,
        }
        with pytest.raises(Forbidden):
            company.ask(company.song, "list_customers", view="recycled")
        assert company.ask(company.song, "count_customers")["recycled"] == 0

    def test_filters_by_status_tag_owner_department_and_source(self, company):
        new, intent = (company.choice("customer-statuses", each) for each in ("新建", "意向"))
        tag = company.choice("customer-tags", "展会")
        first = company.create(company.song, status_id=new, tag_ids=[tag])["id"]
        second = company.create(company.zhou, status_id=intent)["id"]
        third = company.create(company.xu)["id"]

        def found(**query):
            return set(company.listed(company.administrator, view="team", **query))

        assert found(status_id=new) == {first}
        assert found(status_id=[new, "none"]) == {first, third}
        assert found(tag_id="none") == {second, third}
        assert found(tag_id=[tag]) == {first}
        assert found(owner_id=[company.song.employee_id, company.xu.employee_id]) == {first, third}
        assert found(department_id=company.operations) == {first, second}
        assert found(source_id="none") == {first, second, third}
        assert found(stage="signed") == set()
        assert found(status_id=intent, tag_id=tag) == set()

    def test_finds_letters_whatever_their_case(self, company):
        made = company.create(company.song, name="KuaiQi 快启")["id"]

        assert company.listed(company.song, q="kUAIq") == company.listed(company.song, q="快启") == [made]

    def test_searches_name_and_phone_as_they_are_written(self, company):
        made = company.create(company.song, name="100%_Ltd", phone="028-1")["id"]
        company.create(company.song, name="1000 Ltd")

        assert company.listed(company.song, q="0%_l") == company.listed(company.song, q="028-") == [made]

    def test_counts_days_in_the_time_zone_of_the_company(self, company):
        before = company.create(company.song)["id"]  # 09:00 on 2 March in Shanghai
        company.now += timedelta(hours=15, minutes=1)  # 00:01 on 3 March there, 2 March in UTC
        after = company.create(company.song)["id"]

        assert company.listed(company.song, created_from="2026-03-02", created_to="2026-03-02") == [before]
        assert company.listed(company.song, created_from="2026-03-03") == [after]
        assert company.listed(company.song, followed_from="2026-03-01") == []

    @pytest.mark.parametrize("sort", ["created_at", "updated_at", "name", "followed_at", "falls_at", "pooled_at"])
    def test_sorts_up_and_down(self, company, sort):
        for name in "bac":
            company.create(company.song, name=name)
            company.now += timedelta(hours=1)

        up, down = company.listed(company.song, sort=sort), company.listed(company.song, sort=f"-{sort}")

        assert up == down[::-1]
        assert len(up) == 3

    def test_pages_with_an_exact_total(self, company):
        ids = company.ids(company.song, 7)

        pages = [company.ask(company.song, "list_customers", page=page, page_size=3) for page in (1, 2, 3, 4)]

        assert [len(each["items"]) for each in pages] == [3, 3, 1, 0]
        assert {each["total"] for each in pages} == {7}
        assert {row["id"] for each in pages for row in each["items"]} == set(ids)

    def test_takes_two_statements_for_a_page_and_one_for_a_customer(self, company):
        tags = [company.choice("customer-tags", "展会")]
        company.ids(company.song, 5, tag_ids=tags)
        company.listed(company.song)

        with company.statements() as asked:
            page = company.ask(company.song, "list_customers", page_size=3)
            assert len(asked) == 2, asked
            company.ask(company.song, "get_customer", customer_id=page["items"][0]["id"])
            assert len(asked) == 3, asked

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ({"view": "all"}, "view"),
            ({"sort": "phone"}, "sort"),
            ({"page": "x"}, "page"),
            ({"page_size": 101}, "page_size"),
            ({"created_from": "2026-02-30"}, "created_from"),
            ({"status_id": "none of them"}, "status_id.0"),
            ({"colour": "red"}, "colour"),
        ],
    )
    def test_names_the_parameter_that_is_wrong(self, company, query, field):
        with pytest.raises(Invalid) as refused:
            company.ask(company.song, "list_customers", **query)

        assert list(refused.value.errors) == [field]


class TestRecycleBin:
    def test_gives_back_and_purges_with_all_that_hangs_on_it(self, company):
        kept, gone = company.ids(company.head, 2)
        company.ask(company.head, "delete_customers", ids=[kept, gone])

        restored = company.ask(company.head, "restore_customers", ids=[kept])
        purged = company.ask(company.head, "purge_customers", ids=[kept, gone])

        assert restored == {"done": 1, "refused": []}
        assert [each["code"] for each in purged["refused"]] == ["customer.not_recycled"]
        assert company.get(company.head, kept)["recycled_at"] is None
        for question in ("get_customer", "list_customer_changes", "list_customer_owners"):
            with pytest.raises(Missing):
                company.ask(company.head, question, customer_id=gone)
        kind, told = company.events()[-1]
        assert (kind, told["aggregate_version"]) == ("crm.customer.purged", 3)

    def test_keeps_its_customers_from_being_worked_on(self, company):
        customer = company.create(company.head)["id"]
        company.ask(company.head, "delete_customers", ids=[customer])

        answer = company.ask(company.head, "drop_customers_to_pool", ids=[customer])

        assert [each["code"] for each in answer["refused"]] == ["customer.recycled"]
        assert company.get(company.head, customer)["may"] == ["purge", "restore", "see_contacts"]


class TestOwners:
    def test_are_all_kept_with_dates(self, company):
        customer = company.create(company.head)["id"]
        company.pass_days(1)
        company.ask(company.head, "drop_customers_to_pool", ids=[customer])
        company.pass_days(1)
        company.ask(company.song, "take_customers", ids=[customer])
        company.pass_days(1)
        company.ask(company.head, "transfer_customers", ids=[customer], owner_id=company.zhou.employee_id)

        owners = company.ask(company.head, "list_customer_owners", customer_id=customer)["items"]

        assert [(each["owner"]["name"], each["how"]) for each in owners] == [
            ("周长生", "transferred"),
            ("宋肖肖", "taken"),
            ("卯卯卯", "created"),
        ]
        assert owners[0]["to"] is None
        assert owners[1]["to"] == owners[0]["from"]
        assert owners[2]["to"] < owners[1]["from"]
