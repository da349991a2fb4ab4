"""What goes over the wire to PostgreSQL: how many messages, what is planned once, and that a reading only reads."""

import pytest
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, cursor
from sqlalchemy import ARRAY, Text, any_, bindparam, cast, func, insert, select, text
from sqlalchemy.exc import DataError, InternalError, ProgrammingError

from shared.database import Database, Id
from shared.database.dialect import MOST_PREPARED, link_of
from shared.database.tables import companies, employees
from shared.kernel.actor import Actor

OURS, THEIRS = "00000000-0000-0000-0000-00000000000a", "00000000-0000-0000-0000-00000000000b"
ME = Actor(OURS, "00000000-0000-0000-0000-0000000000aa", "宋肖肖", None)
THEM = Actor(THEIRS, "00000000-0000-0000-0000-0000000000bb", "李四", None)
_COMPANY = select(companies.c.name).where(companies.c.company_id == bindparam("company_id", type_=Id))
_PREPARED = "select statement, generic_plans from pg_prepared_statements order by name"


@pytest.fixture(scope="module")
def database(module_database):
    """A database with two companies, and one connection in its pool."""
    made = Database(module_database("crm").app_url, pool_size=1)
    for actor, name in ((ME, "快启"), (THEM, "别家")):
        with made.transaction(actor) as tx:
            tx.session.execute(insert(companies).values(company_id=actor.company_id, name=name, time_zone="UTC"))
    yield made
    made.dispose()


@pytest.fixture
def link(database):
    """The one connection, without memory of what was prepared on it."""
    with database.connection() as connection:
        found = link_of(connection)
        with found.cursor() as cursor:
            cursor.execute("deallocate all")
        found._prepared.clear()
        return found


@pytest.fixture
def messages(link):
    """What is sent from now on."""
    sent = []

    class Remembering(cursor):
        def execute(self, statement, parameters=None):
            sent.append(statement)
            super().execute(statement, parameters)

    link.cursor_factory = Remembering
    yield sent
    link.cursor_factory = cursor


class TestReading:
    def test_sends_one_message_for_a_statement(self, database, messages):
        with database.transaction(ME, read_only=True) as tx:
            tx.connection.execute(_COMPANY, {"company_id": OURS})

        assert len(messages) == 1

    def test_sees_its_own_company_alone(self, database):
        with database.transaction(ME, read_only=True) as tx:
            found = tx.connection.scalars(text("select name from companies")).all()

        assert found == ["快启"]

    def test_changes_nothing(self, database):
        with pytest.raises(InternalError, match="read-only"), database.transaction(ME, read_only=True) as tx:
            tx.session.execute(text("update companies set name = '改名'"))

    def test_leaves_nothing_behind(self, database, link):
        with database.transaction(ME, read_only=True) as tx:
            tx.connection.execute(_COMPANY, {"company_id": OURS})

        assert (link.reading, link.get_transaction_status()) == (b"", TRANSACTION_STATUS_IDLE)
        with database.connection() as connection:
            assert connection.scalars(text("select name from companies")).all() == []

    def test_gives_ids_as_text_one_and_many(self, database):
        with database.transaction(ME, read_only=True) as tx:
            one, many = tx.connection.execute(text(f"select '{OURS}'::uuid, array['{OURS}']::uuid[]")).one()

        assert (one, many) == (OURS, [OURS])

    def test_knows_the_moment_when_it_is_asked(self, database):
        with database.transaction(ME, read_only=True) as tx:
            assert tx.now == tx.now

    def test_takes_no_company_that_is_not_an_id(self, database):
        nobody = Actor("' or ''='", ME.employee_id, "", None)

        with pytest.raises(ValueError, match="UUID"), database.transaction(nobody, read_only=True):
            pass


class TestTransaction:
    def test_begins_with_its_first_statement(self, database, messages):
        with database.transaction(ME) as tx:
            tx.connection.execute(text("select 1"))

        assert [each.count(b";") for each in messages] == [2, 0]

    def test_is_undone_when_it_fails(self, database, link):
        with pytest.raises(DataError, match="division"), database.transaction(ME) as tx:
            tx.connection.execute(text("update companies set name = '改名'; select 1 / 0"))

        assert link.get_transaction_status() == TRANSACTION_STATUS_IDLE
        with database.transaction(ME, read_only=True) as tx:
            assert tx.connection.scalar(_COMPANY, {"company_id": OURS}) == "快启"

    def test_begins_before_many_rows_at_once(self, database, link):
        row = {"company_id": OURS, "name": "卯", "account": "", "enabled": True}
        rows = [row | {"id": OURS[:-1] + str(number)} for number in range(3)]
        with database.connection() as connection, pytest.raises(ProgrammingError, match="row-level security"):
            connection.execute(insert(employees), rows)

        assert link.get_transaction_status() == TRANSACTION_STATUS_IDLE

    def test_is_none_where_a_lock_of_the_session_is_held(self, database, link):
        with database.engine.connect().execution_options(without_transaction=True) as connection:
            assert connection.scalar(text("select pg_try_advisory_lock(1)"))
            assert link.get_transaction_status() == TRANSACTION_STATUS_IDLE
            assert connection.scalar(text("select pg_advisory_unlock(1)"))


class TestDeferredStatement:
    def test_leaves_with_the_commit_when_nothing_follows(self, database, messages):
        with database.transaction(THEM) as tx:
            tx.connection.execute(text("update companies set name = '别人家'").execution_options(deferred=True))

        assert len(messages) == 1
        with database.transaction(THEM, read_only=True) as tx:
            assert tx.connection.scalar(_COMPANY, {"company_id": THEIRS}) == "别人家"

    def test_leaves_before_what_follows_and_is_seen_by_it(self, database, messages):
        with database.transaction(THEM) as tx:
            tx.connection.execute(text("update companies set name = '别家'").execution_options(deferred=True))
            found = tx.connection.scalar(_COMPANY, {"company_id": THEIRS})

        assert (found, len(messages)) == ("别家", 2)

    def test_that_is_wrong_leaves_nothing_changed(self, database, link):
        wrong = text("update companies set name = '改名'; select 1 / 0").execution_options(deferred=True)

        with pytest.raises(DataError, match="division"), database.transaction(ME) as tx:
            tx.connection.execute(wrong)

        assert (link.owes, link.ahead, link.get_transaction_status()) == (False, [], TRANSACTION_STATUS_IDLE)
        with database.transaction(ME, read_only=True) as tx:
            assert tx.connection.scalar(_COMPANY, {"company_id": OURS}) == "快启"

    def test_is_forgotten_when_the_transaction_is_undone(self, database):
        deferred = text("update companies set name = '改名'").execution_options(deferred=True)
        with database.engine.connect() as connection:
            connection.execute(deferred)
            connection.rollback()

        with database.transaction(ME, read_only=True) as tx:
            assert tx.connection.scalar(_COMPANY, {"company_id": OURS}) == "快启"


class TestPreparedStatement:
    def test_is_planned_once_whatever_the_values(self, database, link):
        statement = _COMPANY.execution_options(prepared=True)

        for actor in (ME, ME, THEM):
            with database.transaction(actor, read_only=True) as tx:
                tx.connection.scalar(statement, {"company_id": actor.company_id})

        with link.cursor() as ask:
            ask.execute(_PREPARED)
            ((_, plans),) = ask.fetchall()
        assert plans == 3

    def test_is_limited_to_the_company_of_each_transaction(self, database, link):
        statement = _COMPANY.execution_options(prepared=True)

        found = []
        for actor, company_id in ((ME, OURS), (THEM, OURS), (THEM, THEIRS)):
            with database.transaction(actor, read_only=True) as tx:
                found.append(tx.connection.scalar(statement, {"company_id": company_id}))

        assert found == ["快启", None, "别家"]

    def test_takes_lists_none_and_percent_signs(self, database, link):
        ours = companies.c.company_id == any_(cast(bindparam("ids"), ARRAY(Id)))
        named = companies.c.name == func.coalesce(cast(bindparam("none"), Text), companies.c.name)
        statement = select(companies.c.name).where(ours, named, text("name like '%启'"))

        with database.transaction(ME, read_only=True) as tx:
            found = tx.connection.scalars(
                statement.execution_options(prepared=True), {"ids": [OURS], "none": None}
            ).all()

        assert found == ["快启"]

    def test_gives_way_to_newer_ones(self, database, link):
        with database.transaction(ME, read_only=True) as tx:
            for number in range(MOST_PREPARED + 3):
                tx.connection.execute(text(f"select {number}").execution_options(prepared=True))

        with link.cursor() as ask:
            ask.execute(_PREPARED)
            assert len(ask.fetchall()) == MOST_PREPARED

    def test_that_is_wrong_is_refused_as_ever(self, database, link):
        with pytest.raises(ProgrammingError, match="nowhere"), database.transaction(ME, read_only=True) as tx:
            tx.connection.execute(text("select * from nowhere").execution_options(prepared=True))

        assert not link._prepared
