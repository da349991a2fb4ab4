"""Signs and posts push messages (RFC 8030, VAPID of RFC 8292)."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from services.office.push.encryption import encoded, encrypt, point_of
from services.office.push.rules import Outcome, outcome_of
from shared.logging import get_logger
from shared.outward.addresses import NotOutward, Outward, check
from shared.outward.posting import Answered, Unreached, post

log = get_logger()
KEPT_SECONDS, _SIGNED_FOR_SECONDS = 86_400, 12 * 3_600
Post = Callable[..., Answered]
Check = Callable[[str], Outward]
SideBySide = Callable[..., Iterable[Outcome]]


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is to be shown on a device; a newer one of the same topic takes its place."""

    endpoint: str
    p256dh: str
    auth: str
    topic: str
    content: dict[str, Any]


class PushSender:
    """Holds the installation's key; `contact` is whom a push service may write to about it."""

    def __init__(
        self, key: str, *, contact: str, check: Check = check, post: Post = post, side_by_side: SideBySide = map
    ) -> None:
        """:raises TypeError: not a key of the curve P-256"""
        private = load_pem_private_key(key.encode(), password=None)
        if not isinstance(private, EllipticCurvePrivateKey) or not isinstance(private.curve, SECP256R1):
            raise TypeError("the push key is not a key of the curve P-256")
        self._key, self._contact = private, contact
        self._check, self._post, self._side_by_side = check, post, side_by_side
        self.public_key = encoded(point_of(private.public_key()))

    def send_all(self, messages: Sequence[Message | None]) -> list[Outcome]:
        """What became of each, in their order; none is as good as sent."""
        return list(self._side_by_side(self.send, messages))

    def send(self, message: Message | None) -> Outcome:
        """Posts one message; what became of it, never an error of the other side."""
        if message is None:
            return Outcome("sent")
        host = urlsplit(message.endpoint).hostname
        try:
            address = self._check(message.endpoint)
            body = encrypt(orjson.dumps(message.content), p256dh=message.p256dh, auth=message.auth)
            answered = self._post(address, body=body, headers=self._headers(message))
        except NotOutward as error:
            log.info("push.refused", host=host, reason=str(error))
            return Outcome("gone")
        except Unreached as error:
            log.info("push.unreached", host=host, reason=str(error))
            return Outcome("later")
        return outcome_of(answered.status, retry_after=answered.retry_after)

    def _headers(self, message: Message) -> dict[str, str]:
        parts = urlsplit(message.endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int(time.time()) + _SIGNED_FOR_SECONDS,
            "sub": self._contact,
        }
        token = jwt.encode(claims, self._key, algorithm="ES256")
        return {
            "Authorization": f"vapid t={token}, k={self.public_key}",
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(KEPT_SECONDS),
            "Topic": message.topic,
            "Urgency": "normal",
        }
