from datetime import UTC, datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from gateway.access.errors import PasswordTooWeak, SessionEnded
from gateway.access.model import Session
from gateway.access.passwords import check_strength, fits, hash_password
from gateway.access.tokens import ACCESS_SECONDS, SignedIn, Tokens
from shared.kernel.errors import Unauthenticated

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
WHO = SignedIn(company_id="c", employee_id="e", session_id="s")


def a_key() -> str:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def a_session(**changes: object) -> Session:
    return Session(**({"id": "s", "turn": 3, "turned_at": NOON, "started_at": NOON, "ended_at": None} | changes))


class TestAccessToken:
    def test_says_who_signed_in(self) -> None:
        tokens = Tokens(a_key())

        assert tokens.read_access(tokens.access(WHO)) == WHO

    def test_expires_after_ten_minutes(self) -> None:
        tokens = Tokens(a_key(), clock=lambda: datetime.now(UTC).timestamp() - ACCESS_SECONDS - 1)

        with pytest.raises(Unauthenticated):
            tokens.read_access(tokens.access(WHO))

    def test_of_another_key_is_refused(self) -> None:
        with pytest.raises(Unauthenticated):
            Tokens(a_key()).read_access(Tokens(a_key()).access(WHO))

    @pytest.mark.parametrize("algorithm", ["none", "HS256"])
    def test_of_another_algorithm_is_refused(self, algorithm: str) -> None:
        forged = jwt.encode({"sub": "e"}, "k" * 32 if algorithm != "none" else None, algorithm, {"typ": "at+jwt"})

        with pytest.raises(Unauthenticated):
            Tokens(a_key()).read_access(forged)


class TestRefreshToken:
    def test_names_its_session_and_turn(self) -> None:
        tokens = Tokens(a_key())

        assert tokens.read_refresh(tokens.refresh("s", turn=7)) == ("s", 7)

    @pytest.mark.parametrize("token", ["", "s.1", "s.x.proof", "s.1.proof", "s.1.prüfung"])
    def test_that_was_made_up_is_refused(self, token: str) -> None:
        with pytest.raises(SessionEnded):
            Tokens(a_key()).read_refresh(token)


class TestSession:
    def test_moves_on_with_the_current_token(self) -> None:
        session = a_session()

        assert session.take_turn(3, at=NOON)
        assert session.turn == 4

    def test_takes_the_one_before_for_ten_seconds_without_moving_on(self) -> None:
        session = a_session()

        assert session.take_turn(2, at=NOON + timedelta(seconds=10))
        assert session.turn == 3

    @pytest.mark.parametrize(("turn", "seconds"), [(2, 11), (1, 0), (0, 0)])
    def test_ends_when_an_older_one_is_used_again(self, turn: int, seconds: int) -> None:
        session = a_session()

        assert not session.take_turn(turn, at=NOON + timedelta(seconds=seconds))
        assert session.ended_at is not None

    def test_that_has_ended_stays_so(self) -> None:
        with pytest.raises(SessionEnded):
            a_session(ended_at=NOON).take_turn(3, at=NOON)

    def test_ends_after_thirty_days_of_rest(self) -> None:
        with pytest.raises(SessionEnded):
            a_session().take_turn(3, at=NOON + timedelta(days=31))


class TestPassword:
    def test_fits_its_own_hash_alone(self) -> None:
        kept = hash_password("kuaiqi-demo")

        assert fits("kuaiqi-demo", kept=kept)
        assert not fits("kuaiqi-Demo", kept=kept)
        assert not fits("kuaiqi-demo", kept=None)

    @pytest.mark.parametrize("new", ["short", "88888888", "Password1", "x" * 65, "the old one"])
    def test_that_is_weak_is_refused(self, new: str) -> None:
        with pytest.raises(PasswordTooWeak) as refusal:
            check_strength(new, old="the old one")

        assert "new_password" in refusal.value.errors
