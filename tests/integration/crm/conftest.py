"""Companies in the CRM's database; tests of a module share the database, each with a company of its own."""

import pytest

from tests.integration.crm.company import Company


@pytest.fixture(scope="module")
def crm_database(module_database):
    return module_database("crm")


@pytest.fixture
def found(crm_database):
    """Founds companies: `found()`."""
    made = []

    def make():
        made.append(Company(crm_database))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def company(found):
    return found()


@pytest.fixture
def keeper(company):
    """Somebody who may change the company's settings."""
    return company.administrator
