"""Chaos tests break a stack of their own under load, and then check promise R1. Seeds are fixed: a failure repeats."""

from pathlib import Path

import pytest

from shared.testing.live import LiveStack
from tests.chaos.breaking import Breaking
from tests.chaos.truth import Truth


@pytest.fixture
def breaking(own_live_stack: LiveStack, tmp_path: Path) -> Breaking:
    return Breaking(own_live_stack, folder=tmp_path)


@pytest.fixture
def truth(own_live_stack: LiveStack) -> Truth:
    return Truth(own_live_stack)
