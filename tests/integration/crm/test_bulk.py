"""Verbs over many customers: set by set, over a filter, and as a job when the filter finds too many (C3)."""

from time import process_time

import pytest
from sqlalchemy import text

from services.crm.customers import bulk
from shared.jobs.job import Job
from shared.jobs.queue import JobQueue
from shared.kernel.errors import Invalid


def run_jobs(company):
    """Runs what waits, as a process of the service would."""
    queue = JobQueue(company.system_database, runner="test", kinds=["bulk"])
    while claimed := queue.claim():
        bulk.run_bulk(Job(claimed, database=company.database))


class TestBulk:
    @pytest.mark.parametrize(
        ("verb", "arguments", "most"),
        [
            ("drop_customers_to_pool", {"reason": "无意向"}, 14),
            ("transfer_customers", {"owner_id": "zhou"}, 14),
            ("add_participants", {"employee_ids": ["zhou"]}, 14),
            ("set_customer_status", {"status_id": "意向"}, 14),
            ("set_customer_tags", {"tag_ids": ["展会"]}, 14),
            ("delete_customers", {}, 14),
        ],
    )
    def test_takes_as_many_statements_for_a_hundred_as_for_one(self, company, verb, arguments, most):
        given = {
            "zhou": company.zhou.employee_id,
            "意向": company.choice("customer-statuses", "意向"),
            "展会": company.choice("customer-tags", "展会"),
        }
        arguments = {
            name: [given[each] for each in value] if isinstance(value, list) else given.get(value, value)
            for name, value in arguments.items()
        }
        one, *many = company.ids(company.head, 101)
        counts = []

        for ids in ([one], many):
            with company.statements() as asked:
                assert company.ask(company.head, verb, ids=ids, **arguments)["done"] == len(ids)
            counts.append(len(asked))

        assert counts[0] == counts[1] <= most, asked

    def test_does_a_thousand_with_less_than_a_second_of_its_own_work(self, company):
        fill(company, 1_000)
        started = process_time()

        answer = company.ask(company.head, "drop_customers_to_pool", filter={"view": "mine"})

        assert answer == {"done": 1_000, "refused": []}
        assert process_time() - started < 1
        assert len([kind for kind, _ in company.events()]) == 1_000

    def test_does_one_whatever_the_others_refuse(self, company):
        mine, pool = company.create(company.head)["id"], company.dropped()[0]

        answer = company.ask(company.head, "drop_customers_to_pool", ids=[mine, pool, mine])

        assert answer["done"] == 1
        assert [(each["id"], each["code"]) for each in answer["refused"]] == [(pool, "customer.already_in_pool")]

    def test_takes_a_filter_as_the_list_has_it(self, company):
        intent = company.choice("customer-statuses", "意向")
        chosen = company.ids(company.song, 2, status_id=intent)
        (other,) = company.ids(company.song, 1)

        answer = company.ask(
            company.song,
            "drop_customers_to_pool",
            filter={"view": "mine", "status_id": intent, "sort": "name", "page": 1, "page_size": 1},
        )

        assert answer["done"] == 2
        assert set(company.listed(company.song, view="pool")) == set(chosen)
        assert company.listed(company.song) == [other]

    def test_goes_on_as_a_job_when_the_filter_finds_more(self, company):
        fill(company, 1_203)
        intent = company.choice("customer-statuses", "意向")

        job = company.ask(company.head, "set_customer_status", filter={"view": "mine"}, status_id=intent)
        run_jobs(company)

        ended = company.ask(company.head, "get_job", job_id=job["id"])
        assert (job["kind"], job["total"]) == ("bulk", 1_203)
        assert (ended["status"], ended["done"]) == ("done", 1_203)
        assert ended["result"] == {"done": 1_203, "refused": []}
        assert company.ask(company.head, "list_customers", status_id="none")["total"] == 0

    def test_refuses_wrong_arguments_before_it_starts_a_job(self, company):
        fill(company, 1_001)

        with pytest.raises(Invalid) as refused:
            company.ask(company.head, "transfer_customers", filter={"view": "mine"}, owner_id=company.id)

        assert list(refused.value.errors) == ["owner_id"]

    @pytest.mark.parametrize(
        ("selection", "field"),
        [
            ({}, "ids"),
            ({"ids": []}, "ids"),
            ({"ids": ["x"]}, "ids.0"),
            ({"ids": [], "filter": {"view": "all"}}, "filter.view"),
            ({"filter": {"colour": "red"}}, "filter.colour"),
            ({"filter": "mine"}, "filter._schema"),
        ],
    )
    def test_names_what_is_wrong_in_a_selection(self, company, selection, field):
        with pytest.raises(Invalid) as refused:
            company.ask(company.song, "drop_customers_to_pool", **selection)

        assert field in refused.value.errors


def fill(company, count):
    """Many customers of the head, as an import would write them."""
    with company.database.transaction(company.head) as tx:
        tx.session.execute(
            text(
                "insert into customers (company_id, id, version, name, stage, owner_id, created_at, created_by, "
                "updated_at, updated_by, taken_at) select cast(:company as uuid), gen_random_uuid(), 1, '客户 ' || n, "
                "'developing', :owner, :now, :owner, :now, :owner, :now from generate_series(1, :count) n"
            ),
            {"company": company.id, "owner": company.head.employee_id, "now": company.now, "count": count},
        )
