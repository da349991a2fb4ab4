"""The stack to be broken."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.testing.live import LiveStack, running_stack
from tests.chaos.breaking import Breaking
from tests.chaos.truth import Truth


@pytest.fixture(scope="package")
def chaos_stack() -> Iterator[LiveStack]:
    """The product with its demo company, to be broken at will and left whole."""
    with running_stack(name="chaos", demo=True) as live:
        yield live


@pytest.fixture
def breaking(chaos_stack: LiveStack, tmp_path: Path) -> Breaking:
    return Breaking(chaos_stack, folder=tmp_path)


@pytest.fixture
def truth(chaos_stack: LiveStack) -> Truth:
    return Truth(chaos_stack)
