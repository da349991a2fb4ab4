"""Messages that only the subscribed browser can read (RFC 8291), one record of `aes128gcm` (RFC 8188)."""

import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD, SECRET_BYTES, _SALT_BYTES = 4_096, 16, 16
_LAST = b"\x02"


def encrypt(
    text: bytes,
    *,
    p256dh: str,
    auth: str,
    salt: bytes | None = None,
    sender: EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The body of a push message; salt and sender's key are fresh unless a test gives them."""
    salt = salt or os.urandom(_SALT_BYTES)
    sender = sender or generate_private_key(SECP256R1())
    receiver, own = decoded(p256dh), point_of(sender.public_key())
    shared_secret = sender.exchange(ECDH(), public_key(p256dh))
    secret = _derived(shared_secret, salt=decoded(auth), info=b"WebPush: info\0" + receiver + own, length=32)
    key = _derived(secret, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    nonce = _derived(secret, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    head = salt + struct.pack(">IB", RECORD, len(own)) + own
    return head + AESGCM(key).encrypt(nonce, text + _LAST, None)


def public_key(p256dh: str) -> EllipticCurvePublicKey:
    """:raises ValueError: no point of the curve"""
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), decoded(p256dh))


def point_of(key: EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def decoded(text: str) -> bytes:
    """:raises ValueError: not base64url"""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _derived(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
