"""Posts bytes to a checked address: pinned to its IP, certified for its name, without redirects, within seconds."""

import socket
import ssl
from collections.abc import Mapping
from functools import cache
from http.client import HTTPException, HTTPSConnection
from typing import NamedTuple

from shared.outward.addresses import HTTPS, Outward

SECONDS, _MOST_READ = 5.0, 4_096


class Unreached(Exception):  # the domain's word
    """Nobody answered there in time; the message says why."""


class Answered(NamedTuple):
    """What came back; of the body only its beginning."""

    status: int
    retry_after: int | None


class _Pinned(HTTPSConnection):
    """Connects to an IP, and expects the certificate of the host's name."""

    def __init__(self, address: Outward, *, context: ssl.SSLContext, port: int) -> None:
        super().__init__(address.host, port, timeout=SECONDS, context=context)
        self._ip, self._tls = address.ip, context

    def connect(self) -> None:
        plain = socket.create_connection((self._ip, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)


def post(
    address: Outward,
    *,
    body: bytes,
    headers: Mapping[str, str],
    context: ssl.SSLContext | None = None,
    port: int = HTTPS,
) -> Answered:
    """:raises Unreached: no connection, no trust, or no answer in time"""
    connection = _Pinned(address, context=context or _trust(), port=port)
    try:
        connection.request("POST", address.path, body=body, headers=dict(headers))
        response = connection.getresponse()
        response.read(_MOST_READ)
    except (OSError, HTTPException) as error:
        raise Unreached(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()
    return Answered(response.status, _seconds(response.getheader("Retry-After")))


@cache
def _trust() -> ssl.SSLContext:
    """The authorities that the system trusts, read once."""
    return ssl.create_default_context()


def _seconds(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None
