"""Leads, contacts and products out of workbooks, by the one import (L2, C7, G2)."""

from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from services.crm.imports.errors import ColumnMissing
from shared.kernel.errors import DomainError, Forbidden
from tests.integration.crm.at_work import ACTIONS, Crm, person

LEADS = ["姓名", "公司", "电话", "状态", "来源", "备注"]
CONTACTS = ["客户名称", "姓名", "手机", "生日", "角色"]
PRODUCTS = ["产品名称", "单价", "分类", "库存", "上架"]


@pytest.fixture
def crm(module_database, tmp_path):
    crm = Crm(module_database("crm"), tmp_path)
    yield crm
    crm.close()


@pytest.fixture
def owner(crm):
    owner = person(actions=ACTIONS | {"edit_product", "crm_settings"})
    crm.choose(owner, "lead-statuses", "未处理")
    crm.choose(owner, "lead-statuses", "已联系", order=1)
    crm.choose(owner, "sources", "展会")
    crm.choose(owner, "contact-roles", "决策人")
    return owner


@pytest.fixture
def bring_in(crm, owner):
    def bring_in(kind, rows, *, mode="run", by=owner, **options):
        file_id = rows if isinstance(rows, str) else crm.upload(by, rows)
        started = crm.ask(by, "start_import", kind=kind, file_id=file_id, mode=mode, **options)
        return crm.work(by, started)

    return bring_in


@pytest.fixture
def define(crm, owner):
    def define(of, title, kind="single_line", **options):
        return crm.ask(owner, "create_custom_field", of=of, title=title, type=kind, **options)["id"]

    return define


def failures(crm, owner, job):
    """The reasons of the rows that came back."""
    return [row[-1] for row in crm.made_rows(owner, job)[1:]]


class TestLeads:
    def test_are_ones_own_with_log_and_events(self, crm, owner, bring_in):
        job = bring_in("leads", [LEADS, ["陈嘉", "友趣", 13912345678, "已联系", "展会", "a"], [], ["林晚"]])

        assert job["result"] == {"created": 2, "updated": 0, "skipped": 0, "failed": 0}
        found = {each["name"]: each for each in crm.ask(owner, "list_leads")["items"]}
        chen, lin = found["陈嘉"], found["林晚"]
        assert (chen["company"], chen["phone"], chen["note"]) == ("友趣", "13912345678", "a")
        assert (chen["status"]["name"], chen["source"]["name"], lin["status"]["name"]) == ("已联系", "展会", "未处理")
        assert chen["owner"]["id"] == owner.employee_id
        assert crm.ask(owner, "list_lead_changes", lead_id=chen["id"])["items"][0]["kind"] == "imported"
        assert crm.told(owner, "crm.lead.created")["origin"] == "imported"

    def test_of_a_phone_or_name_there_is_are_skipped_or_updated(self, crm, owner, bring_in):
        crm.ask(owner, "create_lead", name="陈嘉", phone="13912345678")
        rows = [LEADS, ["陈 嘉", "友趣", "13912345678"], ["林晚"], ["林晚", "另一家"]]

        seen = bring_in("leads", rows, mode="preview")["result"]
        skipped = bring_in("leads", rows[:2])["result"]
        updated = bring_in("leads", rows, on_duplicate="update")["result"]

        assert (seen["valid"], seen["duplicates"]) == (3, 2)
        assert (skipped["skipped"], updated) == (1, {"created": 1, "updated": 2, "skipped": 0, "failed": 0})
        names = {each["name"]: each["company"] for each in crm.ask(owner, "list_leads")["items"]}
        assert names == {"陈 嘉": "友趣", "林晚": "另一家"}

    def test_of_a_colleague_are_not_changed(self, crm, owner, bring_in):
        colleague = crm.employ(owner, "周长生")
        crm.ask(colleague, "create_lead", name="陈嘉")

        job = bring_in("leads", [LEADS, ["陈嘉", "友趣"]], on_duplicate="update")

        assert (job["result"]["updated"], job["result"]["failed"]) == (0, 1)

    def test_that_cannot_be_taken_come_back_with_the_reason(self, crm, owner, bring_in):
        job = bring_in("leads", [LEADS, ["", "友趣"], ["甲", "", "1" * 51], ["乙", "", "", "没有"], ["丙"]])

        assert job["result"]["created"] == 1
        first, second, third = failures(crm, owner, job)
        assert "Name" in first
        assert "Longer than maximum length 50." in second
        assert third == "Status：Unknown choice."

    def test_need_the_permissions(self, crm, owner, bring_in):
        for actions in (frozenset(), frozenset({"export"})):
            with pytest.raises(Forbidden):
                bring_in("leads", [LEADS, ["甲"]], by=person(owner.company_id, actions=actions))


class TestContacts:
    @pytest.fixture
    def customer(self, crm, owner):
        return crm.ask(owner, "create_customer", name="长江贸易")["id"]

    def people(self, crm, owner, customer):
        return crm.ask(owner, "list_contacts", customer_id=customer)["items"]

    def test_stand_at_their_customers_the_first_one_as_default(self, crm, owner, bring_in, customer):
        yang = ["长江贸易", "杨帆", "13900000372、13900000373", "1990/5/31", "决策人"]
        job = bring_in("contacts", [CONTACTS, yang, ["长江贸易", "林晚"]])

        assert job["result"] == {"created": 2, "updated": 0, "skipped": 0, "failed": 0}
        first, second = self.people(crm, owner, customer)
        assert (first["name"], first["is_default"], second["is_default"]) == ("杨帆", True, False)
        assert first["mobiles"] == ["13900000372", "13900000373"]
        assert (first["birthday"], first["role"]["name"]) == ("1990-05-31", "决策人")

    def test_of_a_name_or_mobile_at_the_customer_are_updated(self, crm, owner, bring_in, customer):
        crm.ask(owner, "create_contact", customer_id=customer, name="杨帆", mobiles=["13900000372"])

        job = bring_in("contacts", [CONTACTS, ["长江贸易", "杨 帆", "13900000372"]], on_duplicate="update")

        assert job["result"]["updated"] == 1
        assert [each["name"] for each in self.people(crm, owner, customer)] == ["杨 帆"]

    def test_of_customers_that_are_not_there_or_not_theirs_come_back_alike(self, crm, owner, bring_in):
        colleague = crm.employ(owner, "周长生")
        crm.ask(colleague, "create_customer", name="黄河贸易")

        job = bring_in("contacts", [CONTACTS, ["黄河贸易", "甲"], ["没有", "乙"]])

        assert failures(crm, owner, job) == ["Customer name：Unknown customer."] * 2

    @pytest.mark.parametrize("birthday", ["2999-01-01", "1990-02-30", "昨天"])
    def test_have_birthdays_that_can_be(self, bring_in, customer, birthday):
        job = bring_in("contacts", [CONTACTS, ["长江贸易", "甲", "", birthday]])

        assert (customer is not None, job["result"]["failed"]) == (True, 1)


class TestProducts:
    def test_lie_in_their_categories_with_price_and_stock(self, crm, owner, bring_in):
        software = crm.ask(owner, "create_product_category", name="软件")["id"]
        crm.ask(owner, "create_product_category", name="订阅", parent_id=software)

        job = bring_in("products", [PRODUCTS, ["年费", "1,200", "软件/订阅", 5, "否"], ["月费", 100.5]])

        assert job["result"]["created"] == 2
        found = {each["name"]: each for each in crm.ask(owner, "list_products")["items"]}
        year, month = found["年费"], found["月费"]
        assert (year["price"], year["category"]["name"], year["stock"], year["enabled"]) == (
            "1200.00",
            "订阅",
            5,
            False,
        )
        assert (month["price"], month["category"], month["stock"], month["enabled"]) == ("100.50", None, None, True)

    def test_of_a_name_there_is_are_updated(self, crm, owner, bring_in):
        crm.ask(owner, "create_product", name="年费", price="1")

        job = bring_in("products", [PRODUCTS, ["年费", 2]], on_duplicate="update")

        assert job["result"]["updated"] == 1
        assert [each["price"] for each in crm.ask(owner, "list_products")["items"]] == ["2.00"]

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            (["年费"], "Price"),
            (["年费", -1], "Price"),
            (["年费", "x"], "Price"),
            (["年费", 1, "没有"], "Category：Unknown category."),
            (["年费", 1, "", 1.5], "Stock"),
            (["年费", 1, "", "", "也许"], "On sale：Not a valid boolean."),
            (["年费", "=1+1"], "Price：A formula is not taken"),
        ],
    )
    def test_that_cannot_be_taken_say_why(self, crm, owner, bring_in, row, told):
        job = bring_in("products", [PRODUCTS, row])

        (reason,) = failures(crm, owner, job)
        assert reason.startswith(told)

    def test_need_the_right_to_edit_them(self, owner, bring_in):
        with pytest.raises(Forbidden):
            bring_in("products", [PRODUCTS, ["年费", 1]], by=person(owner.company_id))


@pytest.mark.parametrize(
    ("kind", "titles", "row"),
    [("leads", LEADS, ["陈嘉"]), ("products", PRODUCTS, ["年费", 1])],
)
class TestEveryKind:
    def test_takes_custom_fields_by_their_titles(self, crm, owner, bring_in, define, kind, titles, row):
        size = define(kind.removesuffix("s"), "规模", "integer")

        job = bring_in(kind, [[*titles, "规模"], row + [""] * (len(titles) - len(row)) + ["1,200"]])

        assert job["result"]["created"] == 1
        assert crm.ask(owner, f"list_{kind}")["items"][0]["fields"] == {size: 1200}

    def test_misses_required_and_refuses_taken_values(self, crm, owner, bring_in, define, kind, titles, row):
        define(kind.removesuffix("s"), "编号", unique=True, required=True)
        filled = [
            [*[f"{cell}{n}" if not at else cell for at, cell in enumerate(row)], *[""] * (len(titles) - len(row))]
            for n in range(3)
        ]

        job = bring_in(kind, [[*titles, "编号"], [*filled[0], "1"], [*filled[1], "1"], filled[2]])

        assert (job["result"]["created"], job["result"]["failed"]) == (1, 2)
        assert failures(crm, owner, job) == ["编号：Is taken already.", "编号：Missing data for required field."]

    def test_gives_a_template_it_can_read(self, crm, owner, bring_in, kind, titles, row):
        made = crm.ask(owner, "make_import_template", kind=kind)

        seen = bring_in(kind, made["file_id"], mode="preview")["result"]

        assert (seen["rows"], seen["valid"], all(each["field"] for each in seen["columns"])) == (1, 1, True)
        assert (titles, row) != ([], [])


@pytest.mark.parametrize("kind", ["leads", "contacts", "products"])
class TestBadFiles:
    def test_without_a_column_that_must_be_there_fail_as_a_whole(self, bring_in, kind):
        with pytest.raises(ColumnMissing):
            bring_in(kind, [["颜色"], ["红"]])

    def test_without_rows_or_no_workbooks_fail_as_a_whole(self, crm, owner, bring_in, kind, tmp_path):
        broken, bomb = tmp_path / "broken.xlsx", tmp_path / "bomb.xlsx"
        broken.write_bytes(b"PK\x03\x04 this is not a workbook")
        with ZipFile(bomb, "w", ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)

        for file_id in (crm.put(owner, broken), crm.put(owner, bomb), crm.upload(owner, [])):
            with pytest.raises(DomainError):
                bring_in(kind, file_id)
