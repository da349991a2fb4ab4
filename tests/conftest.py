"""Fixtures of all tests: see `shared.testing`."""

import re

pytest_plugins = ["shared.testing.fixtures"]

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def pytest_make_parametrize_id(val: object) -> str | None:
    """An id made for a parameter has no place in the test's name, which is the same in every process of a run."""
    return _ID.sub("id", val) if isinstance(val, str) and _ID.search(val) else None
