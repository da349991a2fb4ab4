"""Journeys share one running product."""

import pytest

from shared.testing.live import LiveStack
from tests.journeys.person import Person


@pytest.fixture
def somebody(live_stack: LiveStack):
    """Signs somebody in by account: `somebody("13800000005")`."""
    return lambda account: Person(live_stack.url, account=account)
