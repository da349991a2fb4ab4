"""Whatever happens to customers, stock at the end = stock at the start + added - removed, and rows add up to cells."""

import random
from collections import Counter
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.kernel.actor import Scope
from tests.integration.stats.company import Company
from tests.integration.stats.reading import assert_rows_add_up, assert_stock_adds_up, by_employee, read

STATUSES = [{"id": "01900000-0000-7000-8000-00000000000" + n, "name": f"状态{n}"} for n in "12"]
TAGS = [{"id": "01900000-0000-7000-8000-00000000001" + n, "name": f"标签{n}"} for n in "123"]


class History:
    """Random lives of customers in a company of two departments, with people who change between them."""

    def __init__(self, stats, *, seed):
        self.dice = random.Random(seed)
        self.company = Company(stats)
        self.departments = [self.company.department("运营部"), self.company.department("开发部")]
        self.people = [self.company.employee(f"员工{n}", department=self.departments[n % 2]) for n in range(3)]
        self.owned, self.pool, self.signed, self.bin = set(), set(), set(), set()
        self.dates = {}
        frequent = (self.create, self.delete, self.label, self.tag)
        others = (self.import_, self.drop, self.take, self.transfer, self.restore, self.purge, self.sign, self.unsign)
        self.happenings = [*frequent, *frequent, *others, self.reorganize]

    def live(self, steps):
        for _ in range(steps):
            if self.dice.random() < 0.3:
                self.company.days_pass(self.dice.randint(1, 9))
            self.dice.choice(self.happenings)()
            self.note()

    def note(self):
        """How many each has, as the day ends."""
        held = [self.company.state(each)["owner"]["id"] for each in self.owned]
        self.dates[self.company.at.date()] = Counter(held)

    def anybody(self):
        return self.dice.choice(self.people)

    def one_of(self, customers):
        return self.dice.choice(sorted(customers)) if customers else None

    def create(self):
        tags = self.dice.sample(TAGS, self.dice.randint(0, 2))
        status = self.dice.choice([None, *STATUSES])
        self.owned.add(self.company.create(self.anybody(), status=status, tags=tags))

    def import_(self):
        self.owned.update(self.company.import_(self.anybody(), number=self.dice.randint(1, 4)))

    def drop(self):
        if one := self.one_of(self.owned):
            former = self.company.state(one)["owner"]
            if self.dice.random() < 0.2:  # moved to another department since the customer was last told of
                former = former | {"department_id": self.dice.choice(self.departments)["id"]}
            self.company.drop(one, kind=self.dice.choice(["by_hand", "automatic"]), former=former)
            self.owned.remove(one)
            self.pool.add(one)

    def take(self):
        if one := self.one_of(self.pool):
            self.company.take(one, by=self.anybody())
            self.pool.remove(one)
            self.owned.add(one)

    def transfer(self):
        if one := self.one_of(self.owned | self.signed):
            self.company.transfer(one, to=self.anybody())

    def delete(self):
        if one := self.one_of(self.owned | self.pool):
            self.company.delete(one)
            self.owned.discard(one)
            self.pool.discard(one)
            self.bin.add(one)

    def restore(self):
        if one := self.one_of(self.bin):
            self.company.restore(one)
            self.bin.remove(one)
            (self.owned if self.company.state(one)["owner"] else self.pool).add(one)

    def purge(self):
        if one := self.one_of(self.bin):
            self.company.purge(one)
            self.bin.remove(one)

    def label(self):
        if one := self.one_of(self.owned | self.signed):
            self.company.label(one, status=self.dice.choice([None, *STATUSES]))

    def tag(self):
        if one := self.one_of(self.owned | self.signed | self.pool):
            self.company.tag(one, tags=self.dice.sample(TAGS, self.dice.randint(0, 3)))

    def sign(self):
        if one := self.one_of(self.owned):
            self.company.set_stage(one, "signed")
            self.owned.remove(one)
            self.signed.add(one)

    def unsign(self):
        if one := self.one_of(self.signed):
            self.company.set_stage(one, "developing")
            self.signed.remove(one)
            self.owned.add(one)

    def reorganize(self):
        if one := self.one_of(self.owned | self.signed):
            self.company.reorganize(one, department=self.dice.choice(self.departments))

    def range(self):
        first = date(2026, 4, 1) + timedelta(days=self.dice.randint(0, 80))
        return first, first + timedelta(days=self.dice.choice([0, 3, 29, 30, 61]))

    def stock_at(self, day):
        """What each had at the end of a day."""
        known = [each for each in sorted(self.dates) if each <= day]
        return {who: number for who, number in self.dates[known[-1]].items() if number} if known else {}


class TestWhateverHappens:
    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(seed=st.integers(0, 2**32), steps=st.integers(1, 60))
    def test_stock_and_rows_add_up_for_everybody(self, stats, seed, steps):
        history = History(stats, seed=seed)
        history.live(steps)
        history.company.hear(batch=history.dice.choice([1, 7, 300]))
        viewers = [
            (history.company.boss(), {}),
            (history.company.boss(), {"department_id": history.departments[0]["id"]}),
            (history.company.boss(), {"employee_id": history.people[0]["id"]}),
            (history.company.actor(history.people[1]), {}),
            (history.company.actor(history.people[0], scope=_only(history.departments[1])), {}),
        ]

        for actor, filters in history.dice.sample(viewers, 2):
            first, last = history.range()
            net = read(stats, actor, "customer-net", first=first, last=last, **filters)
            assert_stock_adds_up(net)
            for name, more in (
                ("customer-increments", {}),
                ("customer-net", {}),
                ("status-stock", {"by": "status"}),
                ("status-stock", {"by": "tag"}),
                ("status-stock", {"by": "status", "stage": "signed"}),
            ):
                assert_rows_add_up(stats, actor, name, first=first, last=last, **filters, **more)

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(seed=st.integers(0, 2**32), steps=st.integers(1, 60))
    def test_stock_is_what_each_really_had(self, stats, seed, steps):
        history = History(stats, seed=seed)
        history.live(steps)
        history.company.hear()

        for _ in range(4):
            first, last = history.range()
            net = by_employee(read(stats, history.company.boss(), "customer-net", first=first, last=last))
            assert {who: row["stock_end"] for who, row in net.items() if row["stock_end"]} == history.stock_at(last)
            before = history.stock_at(first - timedelta(days=1))
            assert {who: row["stock_start"] for who, row in net.items() if row["stock_start"]} == before


def _only(department):
    return Scope("departments", department_ids=(department["id"],))
