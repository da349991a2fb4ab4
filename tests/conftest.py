"""Fixtures of all tests: see `shared.testing`."""

from uuid import UUID

pytest_plugins = ["shared.testing.fixtures"]


def pytest_make_parametrize_id(val: object) -> str | None:
    """An id made for a parameter has no place in the test's name, which is the same in every process of a run."""
    try:
        return f"id{UUID(val).version}" if isinstance(val, str) else None
    except ValueError:
        return None
