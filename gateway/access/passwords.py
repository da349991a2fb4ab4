"""Passwords: argon2id, a few at once; the common ones are known."""

import secrets
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from gateway.access.errors import PasswordTooWeak

SHORTEST, LONGEST = 8, 64
_HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
_AT_ONCE = BoundedSemaphore(2)
_COMMON = Path(__file__).with_name("common_passwords.txt")  # the most used of known leaks that are long enough
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads like something else
_INITIAL_LENGTH = 10


def hash_password(password: str) -> str:
    with _AT_ONCE:
        return _HASHER.hash(password)


def fits(password: str, *, kept: str | None) -> bool:
    """Whether the password is the kept one; takes as long where there is no such account."""
    with _AT_ONCE:
        try:
            _HASHER.verify(kept or _nobody(), password)
        except (VerifyMismatchError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with other settings than today's; it is made again at the next sign-in."""
    return _HASHER.check_needs_rehash(kept)


def make_initial_password() -> str:
    return "".join(secrets.choice(_READABLE) for _ in range(_INITIAL_LENGTH))


def check_strength(password: str, *, old: str) -> None:
    """:raises PasswordTooWeak: too short, too long, common, or unchanged"""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordTooWeak(errors={"new_password": [f"Length must be between {SHORTEST} and {LONGEST}."]})
    if password.lower() in _common():
        raise PasswordTooWeak(errors={"new_password": ["Too many people use this password."]})
    if password == old:
        raise PasswordTooWeak(errors={"new_password": ["Must differ from the present password."]})


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON.read_text(encoding="ascii").split())


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
