"""The counts that the database keeps beside the customers are true whatever is done to these."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError

from services.crm.customers import counting
from services.crm.service import CrmService

_KEPT = """
select owner_id, stage, status_id, recycled, sum(customers)::int from customer_counts
group by owner_id, stage, status_id, recycled having sum(customers) <> 0
"""
_TRUE = """
select owner_id, stage, status_id, recycled_at is not null, count(*)::int from customers
group by owner_id, stage, status_id, recycled_at is not null
"""


def rows(company, statement):
    with company.database.transaction(company.administrator, read_only=True) as tx:
        return sorted(tuple(map(str, row)) for row in tx.connection.execute(text(statement)))


def kept_rows(company):
    with company.database.transaction(company.administrator, read_only=True) as tx:
        return tx.connection.scalar(text("select count(*) from customer_counts"))


class TestCounts:
    def test_follow_every_change(self, company):
        status = company.choice("customer-statuses", "意向")
        one, two, three, four, five = company.ids(company.song, 5)
        company.ask(company.song, "set_customer_status", ids=[one, two], status_id=status)
        company.ask(company.song, "drop_customers_to_pool", ids=[two, three], reason="无意向")
        company.ask(company.zhou, "take_customers", ids=[three])
        company.ask(company.administrator, "transfer_customers", ids=[one], owner_id=company.zhou.employee_id)
        company.ask(company.administrator, "delete_customers", ids=[four, five])
        company.ask(company.administrator, "restore_customers", ids=[four])
        company.ask(company.administrator, "purge_customers", ids=[five])

        assert rows(company, _KEPT) == rows(company, _TRUE)

    def test_are_not_touched_by_a_change_of_other_data(self, company):
        customer = company.create(company.song)
        before = kept_rows(company)

        company.ask(
            company.song, "change_customer", customer_id=customer["id"], version=customer["version"], address="天府三街"
        )

        assert kept_rows(company) == before

    def test_are_undone_with_the_change(self, company):
        company.ids(company.song, 2)

        with pytest.raises(DataError), company.database.transaction(company.administrator) as tx:
            tx.connection.execute(text("delete from customers; select 1 / 0"))

        assert rows(company, _KEPT) == rows(company, _TRUE)

    def test_are_folded_into_few_rows_that_say_the_same(self, company, monkeypatch):
        company.ids(company.song, 4)
        before = rows(company, _KEPT)
        monkeypatch.setattr(counting, "_ROWS_TO_FOLD", 3)

        CrmService.fold_customer_counts(company)

        assert (kept_rows(company), rows(company, _KEPT)) == (len(before), before)


class TestListsThatAreCounted:
    @pytest.mark.parametrize("view", ["mine", "team", "pool", "recycled"])
    def test_have_as_many_as_stand_on_all_pages(self, company, view):
        status = company.choice("customer-statuses", "签约")
        ids = company.ids(company.song, 6, status_id=status) + company.ids(company.xu, 2)
        company.ask(company.administrator, "drop_customers_to_pool", ids=ids[:2], reason="无意向")
        company.ask(company.administrator, "delete_customers", ids=ids[2:3])

        for actor in (company.administrator, company.head, company.song):
            for narrowed in ({}, {"status_id": status}, {"status_id": "none"}, {"stage": "developing"}):
                if view == "recycled" and actor is company.song:
                    continue
                page = company.ask(actor, "list_customers", view=view, page_size=100, **narrowed)
                assert page["total"] == len(page["items"]), (actor.name, narrowed)
