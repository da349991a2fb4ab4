"""Access tokens that live ten minutes, and refresh tokens that change with every use.

A refresh token is `session.turn.proof`; the proof is an HMAC over both, so the successor can be made again for the
few seconds in which an answer may have been lost, and nothing secret is kept in the database.
"""

import hmac
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from gateway.access.errors import SessionEnded
from shared.kernel.errors import Unauthenticated
from shared.messaging.context_token import read_key

ACCESS_SECONDS = 600
ISSUER, AUDIENCE, TYPE = "kuaiqi-gateway", "kuaiqi-api", "at+jwt"


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """What an access token says: which session of whom."""

    company_id: str
    employee_id: str
    session_id: str


class Tokens:
    """Makes and reads both kinds."""

    def __init__(self, private_key: str, *, clock: Callable[[], float] = time.time) -> None:
        key = load_pem_private_key(read_key(private_key).encode(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError("the access key is not an Ed25519 key")
        self._key = key
        raw = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        self._proof_key = sha256(b"refresh\0" + raw).digest()
        self._clock = clock

    def access(self, who: SignedIn) -> str:
        now = int(self._clock())
        claims = {"iss": ISSUER, "aud": AUDIENCE, "iat": now, "exp": now + ACCESS_SECONDS, "sub": who.employee_id}
        claims |= {"company": who.company_id, "session": who.session_id}
        return jwt.encode(claims, self._key, algorithm="EdDSA", headers={"typ": TYPE})

    def read_access(self, token: str) -> SignedIn:
        """:raises Unauthenticated: forged, expired, or made for something else"""
        try:
            if jwt.get_unverified_header(token).get("typ") != TYPE:
                raise Unauthenticated
            claims = jwt.decode(
                token,
                self._key.public_key(),
                algorithms=["EdDSA"],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={"require": ["exp", "iat", "sub", "company", "session"]},
            )
        except jwt.InvalidTokenError as error:
            raise Unauthenticated from error
        return SignedIn(company_id=claims["company"], employee_id=claims["sub"], session_id=claims["session"])

    def refresh(self, session_id: str, *, turn: int) -> str:
        return f"{session_id}.{turn}.{self._proof(session_id, turn)}"

    def read_refresh(self, token: str) -> tuple[str, int]:
        """Session and turn. :raises SessionEnded: not a token of ours"""
        parts = token.split(".")
        if len(parts) != 3 or not parts[1].isdecimal():  # noqa: PLR2004  # session, turn, proof
            raise SessionEnded
        session_id, turn = parts[0], int(parts[1])
        if not hmac.compare_digest(parts[2].encode(), self._proof(session_id, turn).encode()):
            raise SessionEnded
        return session_id, turn

    def _proof(self, session_id: str, turn: int) -> str:
        digest = hmac.digest(self._proof_key, f"{session_id}.{turn}".encode(), sha256)
        return urlsafe_b64encode(digest).decode().rstrip("=")
