from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from gateway.access.errors import OtpAlreadyOn, OtpWrong
from gateway.access.second_factor import SecondFactor
from gateway.access.throttle import buckets

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXP" * 2


def code(seconds: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(NOON + timedelta(seconds=seconds))


@pytest.fixture
def factor() -> SecondFactor:
    return SecondFactor(secret=SECRET, last_step=0, confirmed_at=None)


class TestSecondFactor:
    @pytest.mark.parametrize("seconds", [-30, 0, 30])
    def test_accepts_the_apps_code_though_clocks_differ(self, factor: SecondFactor, seconds: int) -> None:
        assert factor.accept(code(seconds), at=NOON)

    @pytest.mark.parametrize("given", ["", "000000", "１２３４５６", code(-60), code(60)])
    def test_accepts_nothing_else(self, factor: SecondFactor, given: str) -> None:
        assert not factor.accept(given, at=NOON)

    def test_accepts_a_code_once_and_none_before_it(self, factor: SecondFactor) -> None:
        assert factor.accept(code(), at=NOON)

        assert not factor.accept(code(), at=NOON)
        assert not factor.accept(code(-30), at=NOON)
        assert factor.accept(code(30), at=NOON + timedelta(seconds=30))

    def test_is_on_from_its_confirmation(self, factor: SecondFactor) -> None:
        with pytest.raises(OtpWrong):
            factor.confirm("000000", at=NOON)
        assert factor.confirmed_at is None

        factor.confirm(code(), at=NOON)

        assert factor.confirmed_at == NOON
        with pytest.raises(OtpAlreadyOn):
            factor.confirm(code(30), at=NOON)


class TestBuckets:
    @pytest.mark.parametrize(
        ("address", "prefix"),
        [
            ("203.0.113.77", "203.0.113.0/24"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("unix", "unix"),
        ],
    )
    def test_count_by_account_and_by_the_network_it_comes_from(self, address: str, prefix: str) -> None:
        assert [each.key for each in buckets("1", address=address)] == ["account:1", f"address:{prefix}"]
