import signal
import time
from pathlib import Path
from uuid import uuid4

import pytest

from shared.messaging.broker import BrokerConnection
from shared.messaging.received import MAX_EVENT_BYTES
from shared.messaging.replay import replay
from shared.testing.eventually import eventually
from tests.integration.messaging.senders import Sender, envelope, write_events


@pytest.fixture
def sender(gateway_url):
    made = Sender(gateway_url)
    yield made
    made.close()


@pytest.fixture
def applied(addresses):
    """The versions of a company that the projection wrote, in the order it wrote them."""

    def versions(company_id):
        rows = addresses.rows("select version from history where company_id = %s order by place", company_id)
        return [version for (version,) in rows]

    return versions


class TestListener:
    def test_applies_shuffled_and_repeated_events_once_in_order(self, run_service, sender, applied):
        company_id = str(uuid4())
        events = [envelope(company_id, version) for version in range(1, 31)]

        with run_service():
            for each in [*events[::-2], *events[::2], *events[5:20], *events[1::2]]:
                sender.send_event(each)

            eventually(lambda: applied(company_id) == list(range(1, 31)))

    def test_hears_what_another_service_committed(self, run_service, database, applied):
        company_id = str(uuid4())

        with run_service():
            # The sample's own relay carries them; its broker account is trusted by itself alone.
            write_events(database, company_id, [1, 2, 3])

            eventually(lambda: applied(company_id) == [1, 2, 3])

    @pytest.mark.parametrize(
        "point", ["listener.after_receive", "listener.before_commit", "listener.after_commit", "listener.after_ack"]
    )
    def test_loses_and_doubles_nothing_when_killed(self, run_service, sender, applied, tmp_path, point):
        company_id, marker = str(uuid4()), tmp_path / "killed"
        for version in range(1, 11):
            sender.send_event(envelope(company_id, version))

        with run_service(wait=False, KUAIQI_FAULT=point, KUAIQI_FAULT_MARKER=str(marker)) as service:
            assert service.popen.wait(timeout=15) == -signal.SIGKILL
        with run_service():
            eventually(lambda: applied(company_id) == list(range(1, 11)))

    def test_keeps_the_batch_while_the_database_is_away(self, run_service, sender, applied, addresses):
        company_id = str(uuid4())

        with run_service():
            for version in range(1, 101):
                sender.send_event(envelope(company_id, version))
                if version % 20 == 0:
                    addresses.rows(
                        "select pg_terminate_backend(pid) from pg_stat_activity "
                        "where pid <> pg_backend_pid() and datname = current_database() and usename = 'office_app'",
                        role="app",
                    )

            eventually(lambda: applied(company_id) == list(range(1, 101)))
            assert addresses.rows("select * from parked") == []

    def test_ends_within_a_second_of_sigterm_when_idle(self, run_service):
        with run_service() as service:
            started = time.monotonic()
            assert service.end() == 0

            assert time.monotonic() - started < 2


class TestPoison:
    def test_is_parked_with_its_reason_while_the_others_go_on(self, run_service, sender, applied, addresses):
        company_id = str(uuid4())
        bad = {
            "malformed": b"{",
            "unknown type": envelope(company_id, 1).to_bytes().replace(b"company.founded", b"company.exploded"),
            "unknown schema": envelope(company_id, 1).to_bytes().replace(b'"schema":1', b'"schema":9'),
            "bad version": envelope(company_id, 0).to_bytes(),
            "wrong fields": envelope(company_id, 1).to_bytes().replace(b"time_zone", b"zone"),
            "too large": b" " * (MAX_EVENT_BYTES + 1),
        }

        with run_service():
            for body in bad.values():
                sender.send(body, company_id=company_id, sender="gateway")
            sender.send(envelope(company_id, 7).to_bytes(), company_id=company_id)
            for version in (1, 2):
                sender.send_event(envelope(company_id, version))

            eventually(lambda: applied(company_id) == [1, 2])
            reasons = eventually(lambda: _reasons(addresses, at_least=7))

        assert reasons == sorted([*bad, "wrong sender"])

    def test_is_replayed_after_the_fix_and_applied_once(
        self, run_service, sender, applied, addresses, office_url, tmp_path
    ):
        company_id = str(uuid4())

        with run_service():
            for version, name in ((1, None), (2, "poison"), (3, None)):
                sender.send_event(envelope(company_id, version, name=name))
            eventually(lambda: _reasons(addresses, at_least=1) == ["RuntimeError"])
            assert applied(company_id) == [1]

            Path(tmp_path / "fixed").touch()
            given_back = [replay("office", database_url=addresses.system, broker_url=office_url) for _ in range(2)]

            assert given_back == [1, 0]
            eventually(lambda: applied(company_id) == [1, 2, 3])

    def test_leaves_a_copy_in_the_parking_queue(self, run_service, sender, addresses, declared):
        company_id = str(uuid4())

        with run_service():
            sender.send(b"{", company_id=company_id, sender="gateway")
            eventually(lambda: _reasons(addresses, at_least=1))

            eventually(lambda: _parked_messages(declared) >= 1)


def _reasons(addresses, *, at_least):
    reasons = sorted(reason.partition(":")[0] for (reason,) in addresses.rows("select reason from parked"))
    return reasons if len(reasons) >= at_least else None


def _parked_messages(url):
    with BrokerConnection(url, name="test") as connection:
        return connection.open_channel().queue_declare("office.parking", passive=True).message_count
