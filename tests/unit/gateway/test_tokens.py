from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from gateway.access.errors import PasswordTooWeak, SessionEnded
from gateway.access.model import Session
from gateway.access.passwords import check_strength, fits, hash_password
from gateway.access.refresh import RefreshToken
from gateway.access.tokens import ACCESS_SECONDS, SignedIn, Tokens
from shared.kernel.errors import Unauthenticated

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
KEY = b"k" * 32
WHO = SignedIn(company_id="c", employee_id="e", session_id="s")


def a_key() -> str:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def a_token() -> RefreshToken:
    return RefreshToken.first(company_id=str(uuid4()), session_id=str(uuid4()))


def a_session() -> tuple[Session, list[RefreshToken]]:
    """A session whose fourth token is the present one, and its first five."""
    tokens = [a_token()]
    for _ in range(4):
        tokens.append(tokens[-1].successor(KEY))
    session = Session.begin(tokens[3], employee_id="e", device="a phone", at=NOON)
    return session, tokens


class TestAccessToken:
    def test_says_who_signed_in(self) -> None:
        tokens = Tokens(a_key())

        assert tokens.read_access(tokens.access(WHO)) == WHO

    def test_of_another_key_is_refused(self) -> None:
        with pytest.raises(Unauthenticated):
            Tokens(a_key()).read_access(Tokens(a_key()).access(WHO))

    @pytest.mark.parametrize("algorithm", ["none", "HS256"])
    def test_of_another_algorithm_is_refused(self, algorithm: str) -> None:
        forged = jwt.encode({"sub": "e"}, "k" * 32 if algorithm != "none" else None, algorithm, {"typ": "at+jwt"})

        with pytest.raises(Unauthenticated):
            Tokens(a_key()).read_access(forged)

    def test_of_a_former_key_is_read_while_the_key_is_in_the_ring(self) -> None:
        former = a_key()
        public = load_pem_private_key(former.encode(), None).public_key()
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        token = Tokens(former).access(WHO)

        assert Tokens(a_key(), former_keys=pem).read_access(token) == WHO

    def test_expires_after_ten_minutes_also_when_it_was_seen_before(self) -> None:
        now = [1_800_000_000.0]
        tokens = Tokens(a_key(), clock=lambda: now[0])
        token = tokens.access(WHO)
        tokens.read_access(token)

        now[0] += ACCESS_SECONDS
        with pytest.raises(Unauthenticated):
            tokens.read_access(token)


class TestRefreshToken:
    def test_is_read_back_as_it_was_given(self) -> None:
        token = a_token().successor(KEY)

        assert RefreshToken.read(str(token)) == token

    @pytest.mark.parametrize("text", ["", "s.1.proof", "prüfung", "=" * 10, "A" * 116, "A" * 2000])
    def test_that_is_none_is_refused(self, text: str) -> None:
        with pytest.raises(SessionEnded):
            RefreshToken.read(text)

    def test_says_nothing_of_the_next_without_the_key(self) -> None:
        token = a_token()

        assert token.successor(KEY).secret != token.successor(b"another key").secret
        assert token.successor(KEY) == token.successor(KEY), "so that a lost answer can be given again"


class TestSession:
    def test_moves_on_with_the_current_token(self) -> None:
        session, tokens = a_session()

        assert session.take_turn(tokens[3], key=KEY, at=NOON) == tokens[4]
        assert (session.turn, session.token_hash) == (4, tokens[4].hash)

    def test_gives_the_same_successor_for_ten_seconds_without_moving_on(self) -> None:
        session, tokens = a_session()

        assert session.take_turn(tokens[2], key=KEY, at=NOON + timedelta(seconds=10)) == tokens[3]
        assert session.turn == 3

    @pytest.mark.parametrize(("turn", "seconds"), [(2, 11), (1, 0), (0, 0)])
    def test_ends_when_an_older_one_is_used_again(self, turn: int, seconds: int) -> None:
        session, tokens = a_session()

        assert session.take_turn(tokens[turn], key=KEY, at=NOON + timedelta(seconds=seconds)) is None
        assert session.ended_at is not None

    @pytest.mark.parametrize("turn", [0, 2, 3, 4, 2**32 - 1])
    def test_goes_on_undisturbed_by_a_token_that_was_made_up(self, turn: int) -> None:
        session, tokens = a_session()

        with pytest.raises(SessionEnded):
            session.take_turn(replace(tokens[3], turn=turn, secret=b"x" * 32), key=KEY, at=NOON)
        assert session.take_turn(tokens[3], key=KEY, at=NOON) == tokens[4]

    def test_that_has_ended_stays_so(self) -> None:
        session, tokens = a_session()
        session.ended_at = NOON

        with pytest.raises(SessionEnded):
            session.take_turn(tokens[3], key=KEY, at=NOON)

    def test_ends_after_thirty_days_of_rest(self) -> None:
        session, tokens = a_session()

        with pytest.raises(SessionEnded):
            session.take_turn(tokens[3], key=KEY, at=NOON + timedelta(days=31))


class TestPassword:
    def test_fits_its_own_hash_alone(self) -> None:
        kept = hash_password("kuaiqi-demo")

        assert "$m=47104,t=1,p=1$" in kept
        assert fits("kuaiqi-demo", kept=kept)
        assert not fits("kuaiqi-Demo", kept=kept)
        assert not fits("kuaiqi-demo", kept=None)

    @pytest.mark.parametrize("new", ["short", "88888888", "Password1", "woaini1314", "x" * 65, "the old one"])
    def test_that_is_weak_is_refused(self, new: str) -> None:
        with pytest.raises(PasswordTooWeak) as refusal:
            check_strength(new, old="the old one")

        assert "new_password" in refusal.value.errors
