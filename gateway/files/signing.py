"""Addresses of files that work without the sign-in, for a few minutes: for `<img>`, players and downloads."""

import hmac
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from urllib.parse import urlencode
from uuid import UUID

from shared.kernel.errors import Missing
from shared.messaging.context_token import read_key

SECONDS = 300
_WINDOW = 900


class FileSigner:
    """Signs and checks `company`, `expires` and the file's id."""

    def __init__(self, private_key: str, *, clock: Callable[[], float] = time.time) -> None:
        self._key = sha256(b"files\0" + read_key(private_key).encode()).digest()
        self._clock = clock

    def address(self, company_id: str, *, file_id: str) -> str:
        """Works for five minutes."""
        return f"/api/v1/files/{file_id}?{self._query(company_id, file_id, int(self._clock()) + SECONDS)}"

    def addresses(self, company_id: str, *, file_id: str) -> tuple[str, str]:
        """Of a file and its thumbnail, for 15 to 30 minutes; the same for a while, so that browsers keep them."""
        query = self._query(company_id, file_id, int(self._clock()) // _WINDOW * _WINDOW + 2 * _WINDOW)
        return f"/api/v1/files/{file_id}?{query}", f"/api/v1/files/{file_id}/thumbnail?{query}"

    def company(self, file_id: str, *, query: Mapping[str, str]) -> str:
        """Whose file it is. :raises Missing: forged, altered or expired"""
        company_id, expires, signature = (query.get(name, "") for name in ("company", "expires", "signature"))
        proof = self._proof(company_id, file_id, expires)
        if not hmac.compare_digest(signature.encode(), proof.encode()) or int(expires) < self._clock():
            raise Missing
        return str(UUID(company_id))

    def _query(self, company_id: str, file_id: str, expires: int) -> str:
        proof = self._proof(company_id, file_id, str(expires))
        return urlencode({"company": company_id, "expires": expires, "signature": proof})

    def _proof(self, company_id: str, file_id: str, expires: str) -> str:
        digest = hmac.digest(self._key, f"{company_id}\0{file_id}\0{expires}".encode(), sha256)
        return urlsafe_b64encode(digest).decode().rstrip("=")
