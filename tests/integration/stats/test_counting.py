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
