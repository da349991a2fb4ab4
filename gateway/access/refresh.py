"""Refresh tokens: opaque to whoever carries them, of which only a SHA-256 is kept.

The first secret of a session is random, each further one an HMAC of the one before. So the successor can be given
again when an answer was lost, and an old token proves itself by leading to the present one.
"""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass, replace
from hashlib import sha256
from struct import Struct
from typing import Self
from uuid import UUID

from gateway.access.errors import SessionEnded

_LAYOUT = Struct(">16s16sI32s")
_MOST_STEPS = 10_000  # more turns than a session takes in its life


@dataclass(frozen=True, kw_only=True)
class RefreshToken:
    """One of the tokens that a session hands out, one after the other; `turn` counts them."""

    company_id: str
    session_id: str
    turn: int
    secret: bytes

    @classmethod
    def first(cls, *, company_id: str, session_id: str) -> Self:
        return cls(company_id=company_id, session_id=session_id, turn=0, secret=secrets.token_bytes(32))

    @classmethod
    def read(cls, text: str) -> Self:
        """:raises SessionEnded: nothing like a token of ours"""
        try:
            raw = urlsafe_b64decode(text.encode("ascii") + b"==")
        except (NotBase64, UnicodeEncodeError):
            raise SessionEnded from None
        if len(raw) != _LAYOUT.size:
            raise SessionEnded
        company, session, turn, secret = _LAYOUT.unpack(raw)
        return cls(company_id=str(UUID(bytes=company)), session_id=str(UUID(bytes=session)), turn=turn, secret=secret)

    @property
    def hash(self) -> bytes:
        """What is kept of it."""
        return sha256(self.secret).digest()

    def successor(self, key: bytes) -> "RefreshToken":
        return replace(self, turn=self.turn + 1, secret=hmac.digest(key, self.secret, sha256))

    def leads_to(self, turn: int, *, kept: bytes, key: bytes) -> bool:
        """Whether this is the token kept as a hash, or one of those before it."""
        if not 0 <= turn - self.turn <= _MOST_STEPS:
            return False
        token = self
        while token.turn < turn:
            token = token.successor(key)
        return hmac.compare_digest(token.hash, kept)

    def __str__(self) -> str:
        raw = _LAYOUT.pack(UUID(self.company_id).bytes, UUID(self.session_id).bytes, self.turn, self.secret)
        return urlsafe_b64encode(raw).decode().rstrip("=")
