from uuid import uuid4

import pytest

from tests.integration.stats.reading import read


class TestCounting:
    def test_writes_a_fact_per_gain_and_loss_and_sums_them(self, stats, company):
        song, zhou = company.employee("宋肖肖"), company.employee("周长生")
        one, other = company.create(song), company.create(song)
        company.days_pass(1)
        company.transfer(one, to=zhou)
        company.drop(other)
        company.take(other, by=zhou)

        company.hear()

        facts = stats.rows(
            "select day::text, employee_id::text, kind, amount from facts order by id", company_id=company.id
        )
        assert facts == [
            ("2026-04-07", song["id"], "manual", 1),
            ("2026-04-07", song["id"], "manual", 1),
            ("2026-04-08", song["id"], "transferred_out", -1),
            ("2026-04-08", zhou["id"], "transferred_in", 1),
            ("2026-04-08", song["id"], "dropped", -1),
            ("2026-04-08", zhou["id"], "taken_from_pool", 1),
        ]
        ever = "select key, sum(amount)::int from totals where grain = 'ever' and measure = 'developing' group by 1"
        assert dict(stats.rows(ever, company_id=company.id)) == {
            "manual": 2,
            "transferred_out": -1,
            "transferred_in": 1,
            "dropped": -1,
            "taken_from_pool": 1,
        }


class TestLabels:
    @pytest.mark.parametrize(("by", "kind"), [("status", "customer-statuses"), ("tag", "customer-tags")])
    def test_bear_a_new_name_at_once(self, stats, company, by, kind):
        label = {"id": str(uuid4()), "name": "意向"}
        company.create(company.employee("宋肖肖"), status=label, tags=[label])

        company.rename_choice(label, "有意向", kind=kind)
        company.hear()

        report = read(stats, company.boss(), "status-stock", by=by)
        assert "有意向" in {column["title"] for column in report["columns"]}

    def test_of_other_lists_are_no_columns(self, stats, company):
        company.rename_choice({"id": str(uuid4())}, "展会", kind="sources")

        company.hear()

        assert stats.rows("select 1 from labels", company_id=company.id) == []
