"""What the roles of the databases may and may not do."""

import psycopg2
import pytest

from tools.devstack.databases import Databases


@pytest.fixture(scope="module")
def databases(postgres_server, test_secrets):
    databases = Databases(postgres_server.url, secrets=test_secrets)
    databases.create_all()
    return databases


@pytest.fixture
def connect(databases):
    opened = []

    def open_as(service, *, role, database=None):
        opened.append(psycopg2.connect(databases.url(service, role=role, database=database)))
        return opened[-1].cursor()

    yield open_as
    for cursor in opened:
        cursor.close()


class TestCreateAll:
    def test_changes_nothing_the_second_time(self, databases, connect):
        connect("crm", role="owner").execute("select 1")

        databases.create_all()

        connect("crm", role="owner").execute("select 1")


class TestOwner:
    def test_makes_tables(self, connect):
        connect("crm", role="owner").execute("create table made (id int)")


class TestApp:
    def test_makes_no_tables(self, connect):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            connect("crm", role="app").execute("create table made (id int)")

    def test_cannot_open_the_database_of_another_service(self, connect):
        with pytest.raises(psycopg2.OperationalError, match="permission denied"):
            connect("crm", role="app", database="kuaiqi_office")

    @pytest.mark.parametrize("role", ["app", "system", "owner"])
    def test_is_held_by_row_level_security(self, connect, role):
        cursor = connect("crm", role=role)

        cursor.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")

        assert cursor.fetchone() == (False,)
