"""Fixtures of all tests: see `shared.testing`."""

import re

import pytest
from xdist.scheduler import LoadFileScheduling

pytest_plugins = ["shared.testing.fixtures"]

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TOGETHER = "tests/chaos/"


class _LoadParts(LoadFileScheduling):
    """A file stays in one process; so do all files that share a stack of their own."""

    def _split_scope(self, nodeid: str) -> str:
        return _TOGETHER if nodeid.startswith(_TOGETHER) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config) -> LoadFileScheduling:
    return _LoadParts(config)


def pytest_make_parametrize_id(val: object) -> str | None:
    """An id made for a parameter has no place in the test's name, which is the same in every process of a run."""
    return _ID.sub("id", val) if isinstance(val, str) and _ID.search(val) else None
