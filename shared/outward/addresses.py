"""Which addresses may be called: https on its usual port, whose host is public wherever it resolves to."""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

HTTPS, LONGEST = 443, 2_000
_TRANSLATED = IPv6Network("64:ff9b::/96")  # carries an IPv4 address of any kind
Resolve = Callable[[str], Sequence[str]]


class NotOutward(ValueError):
    """The address may not be called; the message says why."""


@dataclass(frozen=True)
class Outward:
    """A checked address and the public IP that it is called at, so that a second answer of the DNS changes nothing."""

    host: str
    path: str
    ip: str


def resolve(host: str) -> list[str]:
    """The system's answer; it blocks. :raises NotOutward: there is no such host"""
    try:
        found = socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)
    except OSError as error:
        raise NotOutward(f"no such host: {host}") from error
    return [str(each[4][0]) for each in found]


def read(url: str) -> tuple[str, str]:
    """Host and path of an address that has the right form. :raises NotOutward: it has not"""
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        raise NotOutward("not an address")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotOutward("not an address") from error
    if parts.scheme != "https" or not parts.hostname:
        raise NotOutward("not https")
    if parts.username is not None or parts.password is not None or port not in (None, HTTPS):
        raise NotOutward("neither a sign-in nor another port is allowed")
    if _literal(parts.hostname) is not None or "." not in parts.hostname.strip("."):
        raise NotOutward("not a public host")
    return parts.hostname, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def check(url: str, *, resolve: Resolve = resolve) -> Outward:
    """:raises NotOutward: not https, or any of its addresses is not public"""
    host, path = read(url)
    ips = list(resolve(host))
    if not ips or not all(is_public(each) for each in ips):
        raise NotOutward("not a public host")
    return Outward(host, path, ips[0])


def is_public(ip: str) -> bool:
    """Whether an address is one of the internet's, also when it hides in another form."""
    address = _literal(ip.partition("%")[0])
    if address is None:
        return False
    if isinstance(address, IPv6Address):
        hidden = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if hidden is not None or address in _TRANSLATED:
            return False
    return address.is_global and not address.is_multicast


def _literal(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text.strip("[]"))
    except ValueError:
        return None
