"""Signed customers beside developing ones: their lists, their statuses and tags, and what these become (S3, S4)."""

import pytest

from shared.kernel.errors import Invalid, Missing
from tests.integration.crm.deals import Deals


@pytest.fixture
def deals(company):
    return Deals(company)


@pytest.fixture
def choose(company):
    def by_name(kind, name):
        return company.choice(kind, name)

    return by_name


@pytest.fixture
def signed(company, deals, choose):
    """A signed customer that was 意向 and 重点客户 before."""
    draft = {"status_id": choose("customer-statuses", "意向"), "tag_ids": [choose("customer-tags", "重点客户")]}

    def make(**more):
        customer_id = company.create(company.song, **(draft | more))["id"]
        order = deals.running(customer_id)
        return customer_id, order["id"]

    return make


def labels(company, customer_id):
    customer = company.get(company.song, customer_id)
    return customer["status"] and customer["status"]["name"], [each["name"] for each in customer["tags"]]


def map_to(company, kind, name, other, becomes):
    given = {"choice_id": company.choice(kind, name), "becomes_id": becomes and company.choice(other, becomes)}
    return company.ask(company.administrator, "change_choice", kind=kind, **given)


class TestSigning:
    def test_gives_the_status_that_the_company_mapped_and_keeps_development_tags(self, company, signed):
        assert labels(company, signed()[0]) == ("新签约", ["重点客户"])

    def test_follows_the_mapping_of_each_entry(self, company, signed):
        map_to(company, "customer-statuses", "意向", "signed-statuses", "正常合作")
        map_to(company, "customer-tags", "重点客户", "signed-tags", "A 类客户")

        customer_id = signed()[0]

        assert labels(company, customer_id) == ("正常合作", ["重点客户", "A 类客户"])
        (log,) = [
            each
            for each in company.ask(company.song, "list_customer_changes", customer_id=customer_id)["items"]
            if each["kind"] == "signed"
        ]
        assert {each["field"]: each["after"] for each in log["changes"]} == {
            "stage": "signed",
            "status": "正常合作",
            "tags": "重点客户、A 类客户",
        }

    def test_leaves_no_status_where_none_is_mapped(self, company, signed):
        map_to(company, "customer-statuses", "意向", "signed-statuses", None)

        assert labels(company, signed()[0]) == (None, ["重点客户"])

    def test_tells_the_new_labels_with_the_new_stage(self, company, signed):
        signed()

        state = next(body["data"]["state"] for kind, body in company.events() if kind == "crm.customer.signed")

        assert (state["stage"], state["status"]["name"]) == ("signed", "新签约")


class TestGoingBack:
    def test_takes_signing_tags_away_and_maps_the_status(self, company, deals, signed, choose):
        map_to(company, "signed-tags", "B 类客户", "customer-tags", "老客户")
        customer_id, order_id = signed()
        tags = [choose("signed-tags", each) for each in ("A 类客户", "B 类客户")]
        company.ask(company.song, "set_signed_customer_tags", ids=[customer_id], tag_ids=tags)

        deals.ask("terminate_order", order_id=order_id, reason="停业")

        assert company.get(company.song, customer_id)["stage"] == "developing"
        assert labels(company, customer_id) == ("有意向", ["重点客户", "老客户"])


class TestLabelsOfASignedCustomer:
    def test_are_changed_apart(self, company, signed, choose):
        customer_id = signed()[0]

        def ask(verb, **given):
            return company.ask(company.song, verb, ids=[customer_id], **given)["done"]

        assert ask("set_signed_customer_tags", tag_ids=[choose("signed-tags", "C 类客户")]) == 1
        assert ask("set_customer_tags", tag_ids=[choose("customer-tags", "展会")]) == 1
        assert ask("set_customer_status", status_id=choose("signed-statuses", "待续约")) == 1
        assert labels(company, customer_id) == ("待续约", ["展会", "C 类客户"])

    def test_are_not_those_of_the_other_stage(self, company, signed, choose):
        customer_id, developing = signed()[0], company.create(company.song)["id"]
        asked = [
            (customer_id, "set_customer_status", {"status_id": choose("customer-statuses", "新建")}),
            (developing, "set_customer_status", {"status_id": choose("signed-statuses", "待续约")}),
            (developing, "set_signed_customer_tags", {"tag_ids": [choose("signed-tags", "C 类客户")]}),
        ]

        for one, verb, given in asked:
            (refused,) = company.ask(company.song, verb, ids=[one], **given)["refused"]
            assert refused["code"] == "customer.other_stage"

    def test_may_be_set_with_its_data_and_by_a_follow_up(self, company, signed, choose):
        customer_id = signed()[0]
        version = company.get(company.song, customer_id)["version"]
        both = [choose("customer-tags", "展会"), choose("signed-tags", "A 类客户")]

        company.ask(company.song, "change_customer", customer_id=customer_id, version=version, tag_ids=both)
        status = choose("signed-statuses", "待续约")
        follow_up = {"behaviour_id": choose("behaviours", "电话"), "content": "约了续签", "status_id": status}
        company.ask(company.song, "write_follow_up", customer_id=customer_id, **follow_up)

        assert labels(company, customer_id) == ("待续约", ["展会", "A 类客户"])
        with pytest.raises(Invalid):
            company.ask(
                company.song,
                "write_follow_up",
                customer_id=customer_id,
                **follow_up | {"status_id": choose("customer-statuses", "新建")},
            )


class TestLists:
    def test_of_each_stage_are_counted_and_read_apart(self, company, signed):
        customer_id, developing = signed()[0], company.create(company.song)["id"]

        assert company.listed(company.song, stage="signed") == [customer_id]
        assert company.listed(company.song, stage="developing") == [developing]
        counts = [company.ask(company.song, "count_customers", **stage)["mine"] for stage in ({"stage": "signed"}, {})]
        assert counts == [1, 2]


class TestParticipant:
    def test_edits_a_signed_customer_only_when_the_owner_granted_it(self, company, signed):
        customer_id = signed()[0]

        def rights(**grant):
            company.ask(
                company.song, "add_participants", ids=[customer_id], employee_ids=[company.xu.employee_id], **grant
            )
            return company.get(company.xu, customer_id)["may"]

        assert "edit" not in rights()
        assert {"edit", "set_status", "set_tags", "follow_up"} <= set(rights(may_edit=True))
        assert not {"drop_to_pool", "delete", "transfer", "change_participants"} & set(rights(may_edit=True))


class TestMapping:
    def test_goes_to_the_list_of_the_other_stage_alone(self, company, keeper, found):
        other, status, source = found(), company.choice("customer-statuses", "新建"), company.choice("sources", "展会")
        asked = [
            ("customer-statuses", status, company.choice("customer-statuses", "意向")),
            ("customer-statuses", status, other.choice("signed-statuses", "待续约")),
            ("sources", source, source),
        ]

        for kind, one, becomes in asked:
            with pytest.raises(Invalid) as refused:
                company.ask(keeper, "change_choice", kind=kind, choice_id=one, becomes_id=becomes)
            assert set(refused.value.errors) == {"becomes_id"}

    def test_ends_with_the_entry_it_goes_to(self, company, keeper):
        first = company.ask(keeper, "list_choices", kind="customer-statuses")["items"][0]
        assert first["becomes_id"] == company.choice("signed-statuses", "新签约")

        company.ask(keeper, "delete_choice", kind="signed-statuses", choice_id=first["becomes_id"])

        assert company.ask(keeper, "list_choices", kind="customer-statuses")["items"][0]["becomes_id"] is None
        with pytest.raises(Missing):
            company.ask(keeper, "delete_choice", kind="signed-statuses", choice_id=first["becomes_id"])
