"""Access tokens: ten minutes, Ed25519, with a ring of keys so that keys can be changed without a stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from re import findall

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from shared.kernel.errors import Unauthenticated
from shared.messaging.context_token import key_id, read_key

ACCESS_SECONDS = 600
ISSUER, AUDIENCE, TYPE = "kuaiqi-gateway", "kuaiqi-api", "at+jwt"
_PEM = r"(?s)-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----"
_REMEMBERED = 2_000


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """What an access token says: which session of whom."""

    company_id: str
    employee_id: str
    session_id: str


class Tokens:
    """Signs access tokens, and verifies its own and those of the keys in `former_keys`."""

    def __init__(self, private_key: str, *, former_keys: str = "", clock: Callable[[], float] = time.time) -> None:
        key = load_pem_private_key(read_key(private_key).encode(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError("the access key is not an Ed25519 key")
        former = [load_pem_public_key(pem.encode()) for pem in findall(_PEM, read_key(former_keys))]
        self._key = key
        ring = [key.public_key(), *(each for each in former if isinstance(each, Ed25519PublicKey))]
        self._ring = {key_id(each): each for each in ring}
        self._headers = {"typ": TYPE, "kid": key_id(key.public_key())}
        self._clock = clock
        self._verified = lru_cache(maxsize=_REMEMBERED)(self._verify)
        raw = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        self.refresh_key = sha256(b"refresh\0" + raw).digest()

    def access(self, who: SignedIn) -> str:
        now = int(self._clock())
        claims = {"iss": ISSUER, "aud": AUDIENCE, "iat": now, "exp": now + ACCESS_SECONDS, "sub": who.employee_id}
        claims |= {"company": who.company_id, "session": who.session_id}
        return jwt.encode(claims, self._key, algorithm="EdDSA", headers=self._headers)

    def read_access(self, token: str) -> SignedIn:
        """A token seen before costs nothing until it expires.

        :raises Unauthenticated: forged, expired, or made for something else
        """
        expires, who = self._verified(token)
        if self._clock() >= expires:
            raise Unauthenticated
        return who

    def _verify(self, token: str) -> tuple[float, SignedIn]:
        try:
            header = jwt.get_unverified_header(token)
            if header.get("typ") != TYPE:
                raise Unauthenticated
            claims = jwt.decode(
                token,
                self._ring[header.get("kid", "")],
                algorithms=["EdDSA"],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={
                    "require": ["exp", "iat", "sub", "company", "session"],
                    "verify_exp": False,
                    "verify_iat": False,
                },
            )
        except (jwt.InvalidTokenError, KeyError, TypeError) as error:
            raise Unauthenticated from error
        who = SignedIn(company_id=claims["company"], employee_id=claims["sub"], session_id=claims["session"])
        return float(claims["exp"]), who
