"""Passwords: argon2id, a few at once."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from gateway.access.errors import PasswordTooWeak

_HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
_AT_ONCE = BoundedSemaphore(2)
_COMMON = frozenset(
    (
        "12345678",
        "123456789",
        "1234567890",
        "11111111",
        "00000000",
        "88888888",
        "66666666",
        "password",
        "password1",
        "qwertyui",
        "1qaz2wsx",
        "abcd1234",
        "a1234567",
        "woaini1314",
        "iloveyou",
        "5201314520",
    )
)
_NOBODY = _HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    with _AT_ONCE:
        return _HASHER.hash(password)


def fits(password: str, *, kept: str | None) -> bool:
    """Whether the password is the kept one; takes as long where there is no such account."""
    with _AT_ONCE:
        try:
            _HASHER.verify(kept or _NOBODY, password)
        except (VerifyMismatchError, InvalidHashError):
            return False
    return kept is not None


def check_strength(password: str, *, old: str) -> None:
    """:raises PasswordTooWeak: too short, too long, common, or unchanged"""
    if not 8 <= len(password) <= 64 or password.lower() in _COMMON or password == old:  # noqa: PLR2004  # A1's bounds
        error = PasswordTooWeak()
        error.errors = {"new_password": [error.detail("zh-CN")]}
        raise error
