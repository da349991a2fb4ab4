from uuid import UUID

import pytest
from sqlalchemy import text

from shared.database import connections
from shared.testing.eventually import eventually

_OTHERS = "where datname = current_database() and usename = 'office_app' and pid <> pg_backend_pid()"
_CUT = f"select pg_terminate_backend(pid) from pg_stat_activity {_OTHERS}"
_LEFT = f"select 1 from pg_stat_activity {_OTHERS}"


def cut_all(addresses):
    """Ends all other connections, and waits until they are ended."""
    addresses.rows(_CUT, role="app")
    eventually(lambda: addresses.rows(_LEFT, role="app") == [])


@pytest.fixture
def clock(monkeypatch):
    """Time as the pool sees it, moved by hand."""
    now = [1_000.0]
    monkeypatch.setattr(connections, "monotonic", lambda: now[0])
    return now


class TestConnectionOfThePool:
    def test_is_replaced_when_it_died_in_silence_while_it_rested(self, database, addresses, clock, monkeypatch):
        monkeypatch.setattr(connections, "_unread", lambda _connection: False)
        assert database.answers()
        cut_all(addresses)
        clock[0] += 2

        assert database.answers()

    def test_is_replaced_at_once_when_the_server_ended_it(self, database, addresses, clock):
        assert database.answers()
        cut_all(addresses)

        assert database.answers()

    def test_is_not_asked_again_right_after_it_was_used(self, database, clock):
        with database.connection() as connection:
            before = connection.scalar(text("select pg_backend_pid()"))
        with database.connection() as connection:
            after = connection.scalar(text("select pg_backend_pid()"))
            last = connection.connection.info["rests_since"]

        assert (before, last) == (after, clock[0])

    def test_gives_ids_as_text(self, database):
        with database.connection() as connection:
            found = connection.scalar(text("select gen_random_uuid()"))

        assert found == str(UUID(found))
