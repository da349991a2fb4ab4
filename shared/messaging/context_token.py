"""The signed word of the gateway about who acts: 60 seconds, Ed25519, carried by every call."""

import time
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from re import findall
from typing import TypeVar

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from shared.kernel.actor import Actor
from shared.kernel.errors import Unauthenticated

ISSUER, AUDIENCE, TYPE = "kuaiqi-gateway", "kuaiqi-services", "context+jwt"
LIFETIME_SECONDS, REUSE_SECONDS = 60, 20
_REMEMBERED = 2_000
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_PEM = r"(?s)-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----"


class ContextRefused(Unauthenticated):
    """A call came without a valid context token; the reason is logged, never told."""

    code = "context.refused"


def read_key(value: str) -> str:
    """A key from the environment; `@/path` names the file that holds it."""
    return Path(value[1:]).read_text() if value.startswith("@") else value


def key_id(key: Ed25519PublicKey) -> str:
    """The name of a key: the beginning of its hash."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return urlsafe_b64encode(sha256(raw).digest()[:9]).decode()


class ContextSigner:
    """Signs for the gateway; an actor's token is used again for up to 20 seconds."""

    def __init__(self, private_key: str, *, clock: Callable[[], float] = time.time) -> None:
        key = load_pem_private_key(read_key(private_key).encode(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError("the context key is not an Ed25519 key")
        self._key = key
        self._headers = {"typ": TYPE, "kid": key_id(key.public_key())}
        self._clock = clock
        self._recent: OrderedDict[tuple[str, str], tuple[float, Actor, str]] = OrderedDict()

    def sign(self, actor: Actor) -> str:
        now, key = self._clock(), (actor.company_id, actor.employee_id)
        recent = self._recent.get(key)
        if recent and now - recent[0] < REUSE_SECONDS and recent[1] == actor:
            return recent[2]
        token = jwt.encode(
            {
                "iss": ISSUER,
                "aud": AUDIENCE,
                "iat": int(now),
                "exp": int(now) + LIFETIME_SECONDS,
                "actor": actor.to_claims(),
            },
            self._key,
            algorithm="EdDSA",
            headers=self._headers,
        )
        _remember(self._recent, key, (now, actor, token))
        return token


class ContextVerifier:
    """Verifies for the services, with a ring of public keys so that keys can be changed without a stop."""

    def __init__(self, public_keys: str, *, clock: Callable[[], float] = time.time) -> None:
        keys = [load_pem_public_key(pem.encode()) for pem in findall(_PEM, read_key(public_keys))]
        self._ring = {key_id(key): key for key in keys if isinstance(key, Ed25519PublicKey)}
        if not self._ring:
            raise ValueError("no Ed25519 public key to verify context tokens with")
        self._clock = clock
        self._verified: OrderedDict[str, tuple[float, Actor]] = OrderedDict()

    def verify(self, token: object) -> Actor:
        """Who acts; a token seen before costs nothing until it expires.

        :raises ContextRefused: missing, forged, expired, or made for something else
        """
        if not isinstance(token, str):
            raise ContextRefused
        known = self._verified.get(token)
        if known is None:
            known = self._read(token)
            _remember(self._verified, token, known)
        if self._clock() >= known[0]:
            raise ContextRefused
        return known[1]

    def _read(self, token: str) -> tuple[float, Actor]:
        try:
            header = jwt.get_unverified_header(token)
            if header.get("typ") != TYPE:
                raise ContextRefused
            claims = jwt.decode(
                token,
                self._ring[header.get("kid", "")],
                algorithms=["EdDSA"],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={"require": ["exp", "iat", "iss", "aud"], "verify_exp": False, "verify_iat": False},
            )
            return float(claims["exp"]), Actor.from_claims(claims["actor"])
        except (jwt.InvalidTokenError, KeyError, TypeError, ValueError) as error:
            raise ContextRefused from error


def _remember(memory: OrderedDict[_Key, _Value], key: _Key, value: _Value) -> None:
    memory[key] = value
    while len(memory) > _REMEMBERED:
        memory.popitem(last=False)
