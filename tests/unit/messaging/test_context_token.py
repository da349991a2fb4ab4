import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from shared.kernel.actor import Actor, Scope
from shared.messaging.context_token import AUDIENCE, ISSUER, ContextRefused, ContextSigner, ContextVerifier

ACTOR = Actor(
    company_id="01a20b58-c978-7450-9de6-414118bc8333",
    employee_id="01a20b58-c978-7450-9de6-414118bc8334",
    name="王芳",
    department_id=None,
    scopes={"customers": Scope("departments", ("d1",), ("d2",))},
    actions=frozenset({"export"}),
)


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def keys():
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(), public


@pytest.fixture
def clock():
    return Clock()


class TestVerify:
    def test_gives_the_actor_back_whole(self, clock):
        private, public = keys()

        actor = ContextVerifier(public, clock=clock).verify(ContextSigner(private, clock=clock).sign(ACTOR))

        assert actor == ACTOR

    def test_accepts_any_key_of_the_ring(self, clock):
        (_, old_public), (private, public) = keys(), keys()

        verifier = ContextVerifier(old_public + public, clock=clock)

        assert verifier.verify(ContextSigner(private, clock=clock).sign(ACTOR)) == ACTOR

    def test_refuses_a_stranger_s_key(self, clock):
        (_, public), (stranger, _) = keys(), keys()

        with pytest.raises(ContextRefused):
            ContextVerifier(public, clock=clock).verify(ContextSigner(stranger, clock=clock).sign(ACTOR))

    def test_refuses_a_token_after_sixty_seconds_even_when_seen_before(self, clock):
        private, public = keys()
        verifier = ContextVerifier(public, clock=clock)
        token = ContextSigner(private, clock=clock).sign(ACTOR)
        verifier.verify(token)

        clock.now += 60

        with pytest.raises(ContextRefused):
            verifier.verify(token)

    @pytest.mark.parametrize(
        ("headers", "claims"),
        [
            ({"typ": "at+jwt"}, {}),
            ({"alg": "none"}, {}),
            ({}, {"aud": "somebody-else"}),
            ({}, {"iss": "somebody-else"}),
            ({}, {"exp": None}),
        ],
    )
    def test_refuses_a_token_made_for_something_else(self, clock, headers, claims):
        private, public = keys()
        signer = ContextSigner(private, clock=clock)
        whole = {"iss": ISSUER, "aud": AUDIENCE, "iat": 1, "exp": clock.now + 60, "actor": ACTOR.to_claims()} | claims
        whole = {name: value for name, value in whole.items() if value is not None}
        algorithm = headers.pop("alg", "EdDSA")

        token = jwt.encode(
            whole, None if algorithm == "none" else private, algorithm=algorithm, headers=signer._headers | headers
        )

        with pytest.raises(ContextRefused):
            ContextVerifier(public, clock=clock).verify(token)

    @pytest.mark.parametrize("token", [None, 7, "", "a.b.c", "x" * 5_000])
    def test_refuses_what_is_no_token(self, clock, token):
        with pytest.raises(ContextRefused):
            ContextVerifier(keys()[1], clock=clock).verify(token)


class TestSign:
    def test_uses_a_token_again_for_twenty_seconds(self, clock):
        signer = ContextSigner(keys()[0], clock=clock)
        first = signer.sign(ACTOR)

        clock.now += 19
        again = signer.sign(ACTOR)
        clock.now += 1
        later = signer.sign(ACTOR)

        assert again == first
        assert later != first

    def test_signs_anew_when_rights_changed(self, clock):
        signer = ContextSigner(keys()[0], clock=clock)

        assert signer.sign(ACTOR) != signer.sign(Actor(**ACTOR.__dict__ | {"actions": frozenset()}))
