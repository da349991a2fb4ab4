"""Companies are apart in every table of every service: PostgreSQL holds it, whatever a query forgets."""

import psycopg2
import pytest

from tools.devstack.addresses import SERVICES

# Rows of the installation, not of a company: messages that cannot be read, throttles before anybody is signed in, up
# to when a queue was heard.
OF_NOBODY = {"alembic_version", "heard_up_to", "parked", "throttles"}
# What must be the only one in the whole installation: who signs in, or finds a session, has no company yet.
ACROSS_COMPANIES = {"employees_account", "sessions_refresh", "outbox_seq"}
_TABLES = """
select c.relname, c.relrowsecurity and c.relforcerowsecurity,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id' and a.attnotnull)
from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
"""
_UNIQUES = """
select i.relname, exists (select from pg_attribute a where a.attrelid = x.indrelid and a.attname = 'company_id'
                          and a.attnum = any(x.indkey::int2[]))
from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
where x.indisunique and t.relnamespace = 'public'::regnamespace and not t.relispartition and t.relname <> all(%s)
"""
_REFERENCES = """
select f.conrelid::regclass::text, exists (select from pg_attribute a where a.attrelid = f.conrelid
                                           and a.attname = 'company_id' and a.attnum = any(f.conkey))
from pg_constraint f where f.contype = 'f'
"""
_ROLES = "select rolname from pg_roles where rolname like %s and (rolsuper or rolbypassrls)"


@pytest.fixture(params=("gateway", *SERVICES))
def ask(request, service_database):
    made = service_database(request.param)
    connection = psycopg2.connect(made.owner_url)
    with connection.cursor() as cursor:

        def ask(statement, *parameters):
            cursor.execute(statement, parameters or None)
            return cursor.fetchall()

        ask.service = request.param
        yield ask
    connection.close()


class TestEveryTable:
    def test_is_forced_to_show_one_company(self, ask):
        tables = {name: (forced, company) for name, forced, company in ask(_TABLES)}

        assert {name for name, held in tables.items() if held != (True, True)} <= OF_NOBODY

    def test_has_uniques_and_references_within_a_company(self, ask):
        crossing = {name for name, within in ask(_UNIQUES, list(OF_NOBODY)) if not within}

        assert crossing <= ACROSS_COMPANIES
        assert [table for table, within in ask(_REFERENCES) if not within] == []


class TestRoles:
    def test_never_pass_by_it(self, ask):
        assert ask(_ROLES, f"{ask.service}\\_%") == []
