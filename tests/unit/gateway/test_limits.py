import pytest

from gateway.limits import Rates, TooManyRequests


class TestRates:
    def test_allow_a_burst_then_so_many_a_second(self):
        now = [0.0]
        rates = Rates(50, clock=lambda: now[0])

        for _ in range(200):
            rates.take("one")
        with pytest.raises(TooManyRequests) as refused:
            rates.take("one")
        rates.take("another")
        now[0] += 1
        for _ in range(50):
            rates.take("one")
        with pytest.raises(TooManyRequests):
            rates.take("one")

        assert refused.value.params["retry_after"] == 1

    def test_can_be_switched_off(self):
        rates = Rates(0)

        for _ in range(1_000):
            rates.take("one")
