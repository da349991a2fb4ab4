"""Leads, contacts, opportunities, orders and products of a list as workbooks (L1, C7, P1, O1, G1)."""

import pytest

from shared.kernel.errors import Forbidden, Invalid
from tests.integration.crm.at_work import ACTIONS, Crm, person


@pytest.fixture
def crm(module_database, tmp_path):
    crm = Crm(module_database("crm"), tmp_path)
    yield crm
    crm.close()


@pytest.fixture
def owner(crm):
    owner = person(actions=ACTIONS | {"edit_product", "crm_settings"})
    crm.choose(owner, "lead-statuses", "未处理")
    return owner


@pytest.fixture
def export(crm, owner):
    def export(kind, *, by=owner, **options):
        return crm.work(by, crm.ask(by, "start_list_export", kind=kind, **options))

    return export


def test_leads_have_the_chosen_columns_and_custom_fields(crm, owner, export):
    size = crm.ask(owner, "create_custom_field", of="lead", title="规模", type="integer", filterable=True)["id"]
    for name, number in (("陈嘉", 9), ("林晚", 100)):
        crm.ask(owner, "create_lead", name=name, phone="=1+1", fields={size: number})

    job = export("leads", columns=["phone", "name", f"field:{size}"], filter={"field": [f"{size}:from:10"]})

    assert (job["status"], job["result"]) == ("done", {"rows": 1})
    assert crm.made_rows(owner, job) == [["Name", "Phone", "规模"], ["林晚", "=1+1", "100"]]


def test_products_have_all_columns_where_none_are_chosen(crm, owner, export):
    crm.ask(owner, "create_product", name="年费", price="1200", stock=0)

    titles, row = crm.made_rows(owner, export("products"))

    made = dict(zip(titles, row, strict=True))
    assert (made["Product name"], made["Price"], made["Stock"], made["On sale"]) == ("年费", "1200.00", "0", "yes")


class TestContacts:
    def test_are_those_of_the_customers_found_with_custom_fields(self, crm, owner, export):
        birth = crm.ask(owner, "create_custom_field", of="contact", title="籍贯", type="single_line")["id"]
        for customer, name in (("快启食品", "杨帆"), ("别的公司", "陈嘉")):
            customer_id = crm.ask(owner, "create_customer", name=customer)["id"]
            draft = {"mobiles": ["13900000372", "13900000373"], "fields": {birth: "成都"}}
            crm.ask(owner, "create_contact", customer_id=customer_id, name=name, **draft)

        columns = ["customer", "name", "mobiles", "is_default", f"field:{birth}"]
        job = export("contacts", columns=columns, filter={"view": "mine", "q": "快启"})

        assert crm.made_rows(owner, job) == [
            ["Customer", "Name", "Mobiles", "Default contact", "籍贯"],
            ["快启食品", "杨帆", "13900000372、13900000373", "yes", "成都"],
        ]

    def test_of_a_colleagues_customers_are_left_out(self, crm, owner, export):
        colleague = crm.employ(owner, "周长生")
        customer_id = crm.ask(colleague, "create_customer", name="快启食品")["id"]
        crm.ask(colleague, "create_contact", customer_id=customer_id, name="杨帆")

        assert len(crm.made_rows(owner, export("contacts", filter={"view": "team"}))) == 1

    def test_of_the_recycle_bin_are_not_exported(self, export):
        with pytest.raises(Invalid) as refused:
            export("contacts", filter={"view": "recycled"})

        assert set(refused.value.errors) == {"filter.view"}


@pytest.mark.parametrize("kind", ["leads", "contacts", "opportunities", "orders", "products"])
class TestEveryList:
    def test_may_be_empty(self, crm, owner, export, kind):
        assert len(crm.made_rows(owner, export(kind))) == 1

    def test_needs_the_permission_to_export(self, owner, export, kind):
        with pytest.raises(Forbidden):
            export(kind, by=person(owner.company_id, actions=frozenset({"import"})))

    @pytest.mark.parametrize("asked", [{"filter": {"colour": "red"}}, {"columns": ["password"]}, {"columns": []}])
    def test_refuses_what_it_does_not_know(self, export, kind, asked):
        with pytest.raises(Invalid):
            export(kind, **asked)


def test_holds_only_what_the_actor_sees(crm, owner, export):
    colleague = crm.employ(owner, "周长生")
    crm.ask(colleague, "create_lead", name="陈嘉")

    assert len(crm.made_rows(owner, export("leads", filter={"view": "team"}))) == 1
