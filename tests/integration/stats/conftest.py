"""The service and a company, for each test."""

import pytest

from tests.integration.stats.company import Company
from tests.integration.stats.harness import Stats


@pytest.fixture(scope="module")
def stats_database(module_database):
    return module_database("stats")


@pytest.fixture
def stats(stats_database):
    made = Stats(stats_database)
    yield made
    made.close()


@pytest.fixture
def company(stats):
    return Company(stats)
