"""What companies founded before rankings and targets get by the migration."""

from importlib import import_module

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from gateway.organization.founding import HEAD, STAFF
from shared.database import Database
from tests.integration.gateway.conftest import with_demo_companies

_MIGRATION = import_module("gateway.migrations.versions.0007_rights_of_earlier_companies")
_BEFORE = """
update roles set actions = actions - 'set_targets',
  functions = functions - '{customer_ranking,product_ranking}'::text[]
"""
_ROLES = "select name, functions, actions, version from roles order by name, version"


@pytest.fixture
def connection(service_database):
    database = Database(service_database("gateway", filled=with_demo_companies).owner_url)
    with database.connection() as connection:
        connection.execute(text("alter table roles no force row level security"))
        yield connection
    database.dispose()


def migrate(connection) -> None:
    with Operations.context(MigrationContext.configure(connection)):
        _MIGRATION.upgrade()
    connection.execute(text("alter table roles no force row level security"))


def roles(connection) -> list[dict]:
    return [dict(each) for each in connection.execute(text(_ROLES)).mappings()]


class TestMigration:
    def test_gives_them_what_a_founding_gives_today(self, connection):
        today = roles(connection)
        connection.execute(text(_BEFORE))

        migrate(connection)

        def rights(found):
            return [(each["name"], each["functions"], each["actions"]) for each in found]

        assert rights(roles(connection)) == rights(today)
        assert {each["name"] for each in roles(connection)} >= {HEAD, STAFF}

    def test_leaves_alone_what_is_there(self, connection):
        chosen = '{"customer_ranking": {"kind": "company"}, "product_ranking": {"kind": "self"}}'
        connection.execute(text(f"update roles set functions = '{chosen}'"))
        before = roles(connection)

        migrate(connection)

        assert roles(connection) == before
