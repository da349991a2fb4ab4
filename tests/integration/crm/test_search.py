"""The search over everything: what it finds, for whom, at once and once the marks are made."""

import pytest
from sqlalchemy import text

from services.crm.concerned import concern
from services.crm.marks import queries
from services.crm.service import CrmService
from tests.integration.crm.deals import Deals

QS = ["友趣", "成都友趣有限公司", "YQ", "cdyq", "1390000", "1234", "139-0000-1234", "成 友趣", "成"]


@pytest.fixture
def found_by(company):
    def search(actor, q, **asked):
        groups = company.ask(actor, "search", q=q, **asked)["groups"]
        return {group["kind"]: [each["name"] for each in group["items"]] for group in groups if group["items"]}

    return search


def mark_all(company):
    CrmService.mark_entries(company)
    with company.database.transaction(company.administrator) as tx:
        assert tx.session.scalar(text("select count(*) from search_entries where marks is null")) == 0


class TestSearch:
    @pytest.mark.parametrize("later", [False, True], ids=["at once", "once marked"])
    def test_finds_a_customer_by_part_of_its_name_by_number_and_by_letters(self, company, found_by, later):
        company.create(company.song, "成都友趣有限公司", phone="13900001234")
        company.create(company.song, "上海蜀鼎", phone="13877776666")
        if later:
            mark_all(company)

        assert {q: found_by(company.song, q) for q in QS} == {q: {"customer": ["成都友趣有限公司"]} for q in QS}
        assert found_by(company.song, "友鼎") == {}

    def test_finds_things_of_all_kinds_each_with_what_tells_it_apart(self, company, found_by):
        deals = Deals(company)
        customer_id = company.create(company.song, "友趣软件", phone="13900001234")["id"]
        company.ask(company.song, "create_contact", customer_id=customer_id, name="刘友趣", mobiles=["13900005678"])
        company.ask(company.song, "create_lead", name="王先生", company="友趣食品")
        company.ask(company.song, "create_opportunity", customer_id=customer_id, title="友趣扩容")
        deals.order(customer_id, product=deals.product("友趣 5 号"), title="友趣续费")
        mark_all(company)

        groups = {group["kind"]: group for group in company.ask(company.song, "search", q="友趣")["groups"]}

        assert found_by(company.song, "友趣") == {
            "customer": ["友趣软件"],
            "contact": ["刘友趣"],
            "lead": ["王先生"],
            "opportunity": ["友趣扩容"],
            "order": ["友趣续费"],
            "product": ["友趣 5 号"],
        }
        assert groups["contact"]["items"][0]["customer"] == {"id": customer_id, "name": "友趣软件"}
        assert groups["contact"]["items"][0]["phone"] == "13900005678"
        assert groups["lead"]["items"][0]["company"] == "友趣食品"
        assert groups["customer"]["items"][0] == {
            "id": customer_id,
            "name": "友趣软件",
            "phone": "13900001234",
            "company": None,
            "state": "developing",
            "in_pool": False,
            "owner": {"id": company.song.employee_id, "name": "宋肖肖"},
            "customer": None,
        }
        assert found_by(company.song, "友趣", kind=["lead", "order"]).keys() == {"lead", "order"}

    def test_has_the_best_first_page_by_page(self, company):
        for name in ("四川友趣", "友趣科技", "友趣", "友趣餐饮"):
            company.create(company.song, name)
        mark_all(company)

        pages = [
            company.ask(company.song, "search", q="友趣", kind=["customer"], page=page, page_size=2)["groups"][0]
            for page in (1, 2)
        ]

        assert [each["name"] for page in pages for each in page["items"]] == [
            "友趣",
            "友趣科技",
            "友趣餐饮",
            "四川友趣",
        ]
        assert [page["total"] for page in pages] == [4, 4]

    def test_follows_what_is_changed_transferred_recycled_restored_and_purged(self, company, found_by):
        customer = company.create(company.head, "成都友趣")
        company.ask(company.head, "create_contact", customer_id=customer["id"], name="刘友趣")
        mark_all(company)
        both = {"customer": ["成都友趣"], "contact": ["刘友趣"]}

        company.ask(
            company.administrator, "transfer_customers", ids=[customer["id"]], owner_id=company.song.employee_id
        )
        mark_all(company)
        assert found_by(company.song, "友趣") == both
        assert found_by(company.zhou, "友趣") == {}

        company.ask(company.head, "delete_customers", ids=[customer["id"]])
        assert found_by(company.song, "友趣") == {}

        company.ask(company.head, "restore_customers", ids=[customer["id"]])
        assert found_by(company.song, "友趣") == both

        version = company.get(company.song, customer["id"])["version"]
        company.ask(company.song, "change_customer", customer_id=customer["id"], version=version, name="蜀鼎")
        assert found_by(company.song, "蜀鼎") == {"customer": ["蜀鼎"]}
        mark_all(company)
        assert found_by(company.song, "成都") == {}

        company.ask(company.head, "delete_customers", ids=[customer["id"]])
        company.ask(company.head, "purge_customers", ids=[customer["id"]])
        with company.database.transaction(company.administrator) as tx:
            assert tx.session.scalar(text("select count(*) from search_entries")) == 0

    def test_counts_up_to_a_hundred(self, company):
        company.ids(company.song, 101)

        group = company.ask(company.song, "search", q="客户", kind=["customer"])["groups"][0]

        assert (group["total"], group["total_is_lower_bound"], len(group["items"])) == (100, True, 5)

    def test_asks_one_statement_per_kind_and_one_for_the_scope(self, company):
        company.ids(company.song, 3)
        with company.statements() as few:
            company.ask(company.song, "search", q="客户")
        with company.statements() as of_head:
            company.ask(company.head, "search", q="客户")

        assert len(few) == 6
        assert len(of_head) <= 11


class TestWhoFinds:
    """The same as in the lists: one's scope, the pool, customers one takes part in, and what one approves."""

    @pytest.mark.parametrize("later", [False, True], ids=["at once", "once marked"])
    def test_what(self, company, found, found_by, later):
        mine = company.create(company.song, "友趣一")["id"]
        company.ask(company.song, "create_contact", customer_id=mine, name="友趣人")
        dropped = company.create(company.head, "友趣公海")["id"]
        company.ask(company.head, "drop_customers_to_pool", ids=[dropped])
        company.ask(company.song, "add_participants", ids=[mine], employee_ids=[company.xu.employee_id], may_edit=False)
        other = found()
        other.create(other.administrator, "友趣外")
        for each in (company, other) if later else ():
            CrmService.mark_entries(each)

        all_of_it = {"customer": ["友趣一", "友趣公海"], "contact": ["友趣人"]}
        assert found_by(company.song, "友趣") == all_of_it
        assert found_by(company.head, "友趣") == all_of_it
        assert found_by(company.administrator, "友趣") == all_of_it
        assert found_by(company.xu, "友趣") == all_of_it
        assert found_by(company.zhou, "友趣") == {"customer": ["友趣公海"]}
        assert found_by(company.zhou, "友趣一") == {}

    @pytest.mark.parametrize("later", [False, True], ids=["at once", "once marked"])
    def test_what_one_approves_with_its_customer(self, company, found_by, later):
        deals = Deals(company)
        customer = company.create(company.song, "友趣火锅")["id"]
        deals.order(customer, title="友趣年单")
        order = deals.order(customer, title="友趣季单")["id"]
        with company.database.transaction(company.administrator) as tx:
            concern(tx, "order", order, [company.xu.as_person()])
            concern(tx, "customer", customer, [company.xu.as_person()])
        if later:
            mark_all(company)

        assert found_by(company.xu, "友趣") == {"customer": ["友趣火锅"], "order": ["友趣季单"]}
        assert found_by(company.zhou, "友趣") == {}
        company.ask(company.administrator, "delete_customers", ids=[customer])
        assert found_by(company.xu, "友趣") == {}

    def test_nothing_of_what_a_role_leaves_out(self, company):
        company.create(company.song, "友趣")
        company.song.scopes.pop("customers")

        kinds = [group["kind"] for group in company.ask(company.song, "search", q="友趣")["groups"]]

        assert kinds == ["lead", "opportunity", "order", "product"]


class TestListsByPartOfAName:
    @pytest.mark.parametrize("most", [0, 2_000], ids=["in too many names", "by the index"])
    @pytest.mark.parametrize("later", [False, True], ids=["at once", "once marked"])
    def test_find_the_same_by_the_index_and_without(self, company, found, monkeypatch, later, most):
        monkeypatch.setattr(queries, "MOST", most)
        named = {name: company.create(company.song, name)["id"] for name in ("KuaiQi 快启", "快启科技", "快科启技")}
        ids, other = list(named.values()), found()
        other.create(other.administrator, "快启外")
        for each in (company, other) if later else ():
            CrmService.mark_entries(each)

        def names(q, view="team"):
            shown = company.ask(company.head, "list_customers", view=view, q=q, sort="created_at")["items"]
            return [each["name"] for each in shown]

        assert names("快启") == ["KuaiQi 快启", "快启科技"]
        assert (names("科技"), names("kuaiqi 快"), names("启科"), names("有限")) == (
            ["快启科技"],
            ["KuaiQi 快启"],
            ["快启科技"],
            [],
        )
        version = company.ask(company.song, "get_customer", customer_id=ids[1])["version"]
        company.ask(company.song, "change_customer", customer_id=ids[1], version=version, name="改了名字")
        assert (names("快启"), names("名字")) == (["KuaiQi 快启"], ["改了名字"])
        company.ask(company.head, "drop_customers_to_pool", ids=ids[:1])
        assert (names("快启"), names("快启", view="pool")) == ([], ["KuaiQi 快启"])
