import random
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.messaging.applying import apply_events
from tests.integration.messaging.senders import history


class Projection:
    def __init__(self):
        self.seen = []

    def __call__(self, tx, events):
        self.seen.extend((each.envelope.company_id, each.envelope.aggregate_version) for each in events)


@pytest.fixture
def projection():
    return Projection()


def in_order(company_id, length):
    return [(company_id, version) for version in range(1, length + 1)]


class TestApplyEvents:
    def test_gives_them_to_the_projection_in_order(self, database, projection):
        company_id = str(uuid4())

        apply_events(database, history(company_id, 5), projection)

        assert projection.seen == in_order(company_id, 5)

    def test_applies_duplicates_once_within_a_batch_and_across(self, database, projection):
        company_id = str(uuid4())
        events = history(company_id, 3)

        apply_events(database, events + events, projection)
        outcome = apply_events(database, events, projection)

        assert projection.seen == in_order(company_id, 3)
        assert (outcome.applied, outcome.duplicates) == (0, 3)

    def test_keeps_an_event_until_its_predecessor_came(self, database, projection):
        company_id = str(uuid4())
        first, second, third = history(company_id, 3)

        assert apply_events(database, [third], projection).waiting == 1
        apply_events(database, [second], projection)
        assert projection.seen == []
        apply_events(database, [first], projection)

        assert projection.seen == in_order(company_id, 3)

    def test_leaves_nothing_waiting_once_applied(self, database, projection, addresses):
        company_id = str(uuid4())
        first, second, third = history(company_id, 3)

        for each in (third, second, first):
            apply_events(database, [each], projection)

        assert addresses.rows("select * from inbox_waiting") == []

    def test_skips_a_lower_version_that_came_under_another_id(self, database, projection):
        company_id = str(uuid4())
        apply_events(database, history(company_id, 2), projection)

        apply_events(database, history(company_id, 2), projection)

        assert projection.seen == in_order(company_id, 2)

    def test_does_all_or_nothing(self, database, projection, addresses):
        company_id = str(uuid4())

        def fail(tx, events):
            raise RuntimeError

        with pytest.raises(RuntimeError):
            apply_events(database, history(company_id, 2), fail)
        assert addresses.rows("select * from inbox") == []
        apply_events(database, history(company_id, 2), projection)

        assert projection.seen == in_order(company_id, 2)

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(seed=st.integers(0, 2**32), length=st.integers(1, 12), batch=st.integers(1, 7))
    def test_bears_any_order_any_repeats_any_batches(self, database, seed, length, batch):
        projection, dice = Projection(), random.Random(seed)
        companies = [str(uuid4()) for _ in range(3)]
        events = [each for company_id in companies for each in history(company_id, length)]
        events += dice.sample(events, len(events) // 3)
        dice.shuffle(events)

        for start in range(0, len(events), batch):
            apply_events(database, events[start : start + batch], projection)

        for company_id in companies:
            assert [seen for seen in projection.seen if seen[0] == company_id] == in_order(company_id, length)
