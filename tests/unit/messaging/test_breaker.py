import pytest

from shared.messaging.breaker import Breaker


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def breaker(clock):
    return Breaker(failures=3, rest_seconds=1.0, counts_seconds=5.0, clock=lambda: clock[0])


class TestAdmits:
    def test_calls_while_failures_are_few(self, breaker):
        breaker.failed()
        breaker.failed()

        assert breaker.admits()

    def test_nothing_after_failures_in_a_row(self, breaker):
        for _ in range(3):
            breaker.failed()

        assert not breaker.admits()

    def test_one_probe_per_rest(self, breaker, clock):
        for _ in range(3):
            breaker.failed()

        clock[0] = 1.0

        assert breaker.admits()
        assert not breaker.admits()

    def test_all_again_after_the_probe_succeeded(self, breaker, clock):
        for _ in range(3):
            breaker.failed()
        clock[0] = 1.0
        breaker.admits()

        breaker.succeeded()

        assert breaker.admits()
        assert breaker.admits()

    def test_failures_with_successes_between(self, breaker):
        for _ in range(5):
            breaker.failed()
            breaker.failed()
            breaker.succeeded()

        assert breaker.admits()

    def test_all_after_a_quiet_while(self, breaker, clock):
        for _ in range(3):
            breaker.failed()
        clock[0] = 5.0

        assert breaker.admits()
        assert breaker.admits()

    def test_failures_that_are_far_apart(self, breaker, clock):
        for _ in range(5):
            breaker.failed()
            clock[0] += 5.0

        assert breaker.admits()
        assert not breaker.open
