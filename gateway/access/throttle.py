"""Throttling of what guesses could break: a token bucket in PostgreSQL per account and per address prefix.

A try takes a token before the password is looked at, so that many at once count; success gives it back.
"""

from dataclasses import dataclass
from ipaddress import ip_network
from math import ceil

from sqlalchemy import text

from gateway.access.errors import SignInThrottled
from shared.database import Database, Transaction

_TAKE = text(
    "insert into throttles as kept (key, tokens, at) values (:key, :most - 1, clock_timestamp()) "
    "on conflict (key) do update set at = clock_timestamp(), "
    "tokens = least(:most, kept.tokens + extract(epoch from clock_timestamp() - kept.at) / :seconds) - 1 "
    "where least(:most, kept.tokens + extract(epoch from clock_timestamp() - kept.at) / :seconds) >= 1 "
    "returning true"
)
_WAIT = text(
    "select (1 - tokens) * :seconds - extract(epoch from clock_timestamp() - at) from throttles where key = :key"
)
_GIVE_BACK = text("update throttles set tokens = least(:most, tokens + 1) where key = :key")
_FORGET = text(
    "delete from throttles where key in "
    "(select key from throttles where at < now() - interval '1 day' limit 100 for update skip locked)"
)


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """At most `most` tries at once; one comes back every so many seconds."""

    key: str
    most: int
    seconds: float


def buckets(account: str, *, address: str | None) -> tuple[Bucket, ...]:
    """What a try with this account from this address is counted under."""
    of_account = Bucket(key=f"account:{account}", most=5, seconds=60)
    if address is None:
        return (of_account,)
    return (of_account, Bucket(key=f"address:{_prefix(address)}", most=100, seconds=3))


class Throttle:
    """Counts tries across all processes of the gateway."""

    def __init__(self, system: Database) -> None:
        self._system = system

    def take(self, *wanted: Bucket) -> None:
        """Counts one try, before it is made. :raises SignInThrottled: too many; nothing is taken"""
        with self._system.system_transaction() as tx:
            tx.session.execute(_FORGET)
            for bucket in wanted:
                values = {"key": bucket.key, "most": bucket.most, "seconds": bucket.seconds}
                if tx.session.scalar(_TAKE, values) is None:
                    raise SignInThrottled(retry_after=self._wait(tx, bucket))

    def give_back(self, *taken: Bucket) -> None:
        """The try was none of a guesser."""
        with self._system.system_transaction() as tx:
            for bucket in taken:
                tx.session.execute(_GIVE_BACK, {"key": bucket.key, "most": bucket.most})

    @staticmethod
    def _wait(tx: Transaction, bucket: Bucket) -> int:
        wait = tx.session.scalar(_WAIT, {"key": bucket.key, "seconds": bucket.seconds})
        return max(1, ceil(wait or 0))


def _prefix(address: str) -> str:
    """The network an address belongs to, as far as one party usually holds it."""
    try:
        return str(ip_network(f"{address}/{64 if ':' in address else 24}", strict=False))
    except ValueError:
        return address
