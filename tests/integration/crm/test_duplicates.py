"""Duplicates: found while somebody types, refused by the database where the company says so, merged."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from services.crm.journeys.merge_customers import JOINED, MOVED
from shared.kernel.errors import Conflict, DomainError, Forbidden, Invalid, Missing


def demand(company, **wanted):
    known = company.ask(company.administrator, "get_duplicate_rules")
    wanted = {"name_unique": False, "phone_unique": False} | wanted
    return company.ask(company.administrator, "set_duplicate_rules", version=known["version"], **wanted)


class TestFindDuplicates:
    def test_finds_same_names_and_phones(self, company):
        made = company.create(company.song, "成都友趣", phone="02885551234")

        def found(**typed):
            return company.ask(company.song, "find_duplicates", **typed)["items"]

        assert [each["by"] for each in found(name=" 成都友趣", phone="02885551234")] == [["name", "phone"]]
        assert [each["by"] for each in found(phone="02885551234")] == [["phone"]]
        assert found(name="成都") == found(name="成都友趣", except_id=made["id"]) == found() == []

    def test_masks_what_one_may_not_see(self, company):
        company.create(company.song, "成都友趣", phone="02885551234")

        (hit,) = company.ask(company.xu, "find_duplicates", name="成都友趣")["items"]

        assert hit == {
            "id": None,
            "name": "成**趣",
            "phone": "********234",
            "owner": None,
            "in_pool": False,
            "by": ["name"],
        }
        (seen,) = company.ask(company.head, "find_duplicates", name="成都友趣")["items"]
        assert seen["owner"]["name"] == "宋肖肖"

    def test_tells_what_lies_in_the_pool(self, company):
        (pooled,) = company.dropped(1)

        (hit,) = company.ask(company.xu, "find_duplicates", name="客户 0")["items"]

        assert (hit["id"], hit["in_pool"]) == (pooled, True)

    def test_leaves_out_the_recycle_bin_and_other_companies(self, company, found):
        made = company.create(company.head, "成都友趣")
        found().create(found().song, "成都友趣")
        company.ask(company.head, "delete_customers", ids=[made["id"]])

        assert company.ask(company.head, "find_duplicates", name="成都友趣")["items"] == []


class TestUniqueCustomers:
    @pytest.mark.parametrize("kind", ["name", "phone"])
    def test_are_refused_a_second_time(self, company, kind):
        demand(company, **{f"{kind}_unique": True})
        company.create(company.song, "甲", phone="1")
        draft = {"name": "甲", "phone": "2"} if kind == "name" else {"name": "乙", "phone": "1"}

        with pytest.raises(Invalid) as refused:
            company.ask(company.zhou, "create_customer", **draft)
        assert refused.value.errors == {kind: ["Is taken already."]}

    def test_are_refused_in_a_change(self, company):
        demand(company, phone_unique=True)
        company.create(company.song, "甲", phone="1")
        other = company.create(company.song, "乙")
        with pytest.raises(Invalid):
            company.ask(company.song, "change_customer", customer_id=other["id"], version=1, phone="1")

    def test_are_held_under_concurrency(self, company):
        demand(company, phone_unique=True)

        def create(number):
            try:
                return company.create(company.song, f"客户 {number}", phone="同一个")["id"]
            except DomainError:
                return None

        with ThreadPoolExecutor(8) as pool:
            assert len([each for each in pool.map(create, range(8)) if each]) == 1

    def test_are_held_while_the_rule_is_switched_on(self, company):
        def create(number):
            try:
                return company.create(company.song, f"客户 {number}", phone="同一个")["id"]
            except DomainError:
                return None

        def switch(_):
            try:
                return demand(company, phone_unique=True)["phone_unique"]
            except DomainError:
                return False

        with ThreadPoolExecutor(6) as pool:
            first = [pool.submit(create, number) for number in range(3)]
            on = pool.submit(switch, 0)
            made = [each.result() for each in [*first, *(pool.submit(create, number) for number in range(3, 5))]]

        if on.result():
            assert len([each for each in made if each]) == 1

    def test_cannot_be_demanded_where_two_are_equal(self, company):
        for _ in range(2):
            company.create(company.song, "同名")
        with pytest.raises(Invalid) as refused:
            demand(company, name_unique=True)
        assert list(refused.value.errors) == ["name_unique"]

    def test_are_free_in_the_recycle_bin_and_taken_meanwhile(self, company):
        demand(company, name_unique=True)
        first = company.create(company.head, "甲")["id"]
        company.ask(company.head, "delete_customers", ids=[first])
        company.create(company.head, "甲")

        told = company.ask(company.head, "restore_customers", ids=[first])

        assert [each["code"] for each in told["refused"]] == ["customer.taken_meanwhile"]

    def test_are_each_companys_own(self, company, found):
        other = found()
        demand(company, name_unique=True)
        demand(other, name_unique=True)
        company.create(company.song, "甲")
        assert other.create(other.song, "甲")

    def test_are_demanded_by_those_who_may(self, company):
        with pytest.raises(Forbidden):
            company.ask(company.head, "set_duplicate_rules", version=1, name_unique=True, phone_unique=True)
        demand(company, name_unique=True)
        with pytest.raises(Conflict):
            company.ask(company.administrator, "set_duplicate_rules", version=1, name_unique=False, phone_unique=False)


class TestMergeCustomers:
    @pytest.fixture
    def two(self, company):
        """The one to keep, of the head; the other, of Song, with a contact and a follow-up."""
        kept = company.create(company.head, "成都友趣", phone="1")
        tag = company.choice("customer-tags", "展会")
        other = company.create(company.song, "成都友趣公司", phone="2", address="锦江区", tag_ids=[tag])
        company.ask(company.song, "create_contact", customer_id=other["id"], name="张三")
        behaviour = company.choice("behaviours", "电话")
        company.pass_days(1)
        company.ask(company.song, "write_follow_up", customer_id=other["id"], behaviour_id=behaviour, content="联系过")
        return kept["id"], other["id"]

    def merge(self, company, kept, other, *, by=None, **versions):
        by = by or company.head
        read = {
            "version": company.get(company.administrator, kept)["version"],
            "other_version": company.get(company.administrator, other)["version"],
        }
        return company.ask(by, "merge_customers", customer_id=kept, other_id=other, **read | versions)

    def test_moves_what_hangs_on_the_other_and_fills_what_is_empty(self, company, two):
        kept, other = two

        merged = self.merge(company, kept, other)

        assert (merged["name"], merged["phone"], merged["address"]) == ("成都友趣", "1", "锦江区")
        assert [each["name"] for each in merged["tags"]] == ["展会"]
        assert [each["name"] for each in merged["participants"]] == ["宋肖肖"]
        assert merged["followed_at"] is not None
        overview = company.ask(company.head, "read_customer_overview", customer_id=kept)
        assert [each["name"] for each in overview["contacts"]] == ["张三"]
        assert overview["contacts"][0]["is_default"]
        kinds = {each["kind"] for each in company.ask(company.head, "list_customer_changes", customer_id=kept)["items"]}
        assert "merged" in kinds
        with pytest.raises(Missing):
            company.get(company.administrator, other)

    def test_tells_that_the_other_is_gone_and_where_it_went(self, company, two):
        kept, other = two

        self.merge(company, kept, other)

        told = [
            (kind, event["data"]["customer_id"]) for kind, event in company.events() if "customer_id" in event["data"]
        ]
        assert told.index(("crm.customer.deleted", other)) < told.index(("crm.customer.purged", other))
        assert told[-1] == ("crm.customer.merged", kept) or ("crm.customer.merged", kept) in told

    def test_keeps_one_default_contact(self, company, two):
        kept, other = two
        company.ask(company.head, "create_contact", customer_id=kept, name="李四")

        self.merge(company, kept, other)

        contacts = company.ask(company.head, "list_contacts", customer_id=kept)["items"]
        assert [(each["name"], each["is_default"]) for each in contacts] == [("李四", True), ("张三", False)]

    def test_loses_nothing_to_somebody_who_edits_meanwhile(self, company, two):
        kept, other = two
        version = company.get(company.song, other)["version"]
        company.ask(company.song, "change_customer", customer_id=other, version=version, note="刚写的")

        with pytest.raises(Conflict):
            self.merge(company, kept, other, other_version=version)

        assert company.get(company.song, other)["note"] == "刚写的"

    def test_takes_place_once_when_two_merge_both_ways(self, company, two):
        kept, other = two
        versions = {each: company.get(company.administrator, each)["version"] for each in two}

        def merge(one, another):
            try:
                given = {"version": versions[one], "other_version": versions[another]}
                return company.ask(company.head, "merge_customers", customer_id=one, other_id=another, **given)["id"]
            except DomainError:
                return None

        with ThreadPoolExecutor(2) as pool:
            done = [each.result() for each in (pool.submit(merge, kept, other), pool.submit(merge, other, kept))]

        assert len([each for each in done if each]) == 1

    def test_is_refused_with_itself_with_a_signed_other_and_without_the_right(self, company, two):
        kept, other = two
        with pytest.raises(Invalid):
            self.merge(company, kept, kept)
        with pytest.raises(Forbidden):
            self.merge(company, kept, other, by=company.song)
        with company.database.transaction(company.administrator) as tx:
            tx.session.execute(text("update customers set stage = 'signed' where id = :id"), {"id": other})
        with pytest.raises(Conflict):
            self.merge(company, kept, other)

    def test_knows_everything_that_hangs_on_customers(self, company):
        with company.database.transaction(company.administrator) as tx:
            hanging = tx.session.scalars(
                text(
                    "select distinct conrelid::regclass::text from pg_constraint "
                    "where contype = 'f' and confrelid = 'customers'::regclass"
                )
            ).all()
        assert set(hanging) <= {*MOVED, *JOINED}
