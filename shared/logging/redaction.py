"""Keeps secrets out of the logs, by the name of the field they stand in."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_SECRET = (
    "password", "passwd", "secret", "token", "authorization", "cookie", "credential", "private_key", "api_key", "otp",
    "recovery_code", "verification_code",
)  # fmt: skip
REDACTED = "***"


def redact(value: Any) -> Any:
    """The same, with what stands under a secret's name replaced, at any depth."""
    if isinstance(value, Mapping):
        return {name: REDACTED if _is_secret(str(name)) else redact(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [redact(inner) for inner in value]
    return value


@lru_cache(maxsize=1024)
def _is_secret(name: str) -> bool:
    lowered = name.lower().replace("-", "_")
    return any(word in lowered for word in _SECRET)


def redact_entry(_logger: Any, _method: str, entry: dict[str, Any]) -> dict[str, Any]:
    """The same as a step of structlog."""
    clean: dict[str, Any] = redact(entry)
    return clean
