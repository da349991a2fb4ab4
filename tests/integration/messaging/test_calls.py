import json
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from shared.kernel.errors import Away, Late, TooLarge
from shared.messaging import metrics
from shared.messaging.rpc_client import RpcClient
from shared.messaging.wire import RemoteError
from shared.testing.eventually import eventually
from tests.integration.messaging.conftest import fresh_database, runner


@pytest.fixture(scope="module")
def addresses(postgres_server, test_secrets):
    with fresh_database(postgres_server, test_secrets) as made:
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("service")


@pytest.fixture(scope="module")
def run_service(addresses, office_url, test_secrets, folder):
    return runner(addresses, office_url, test_secrets, folder)


@pytest.fixture(scope="module")
def shared_service(run_service):
    """One process for the tests that leave it as they found it."""
    with run_service() as process:
        yield process


@pytest.fixture
def service(shared_service):
    return shared_service


class TestCall:
    def test_brings_the_answer_back(self, service, caller):
        assert json.loads(caller("count_notes")) == {"notes": 0}

    def test_gives_each_of_many_threads_its_own_answer(self, service, caller):
        def ask(number):
            body = f"note {number}"
            caller("take_note", arguments={"body": body})
            return json.loads(caller("answer_slowly", arguments={"seconds": number / 10_000}))["slept"]

        with ThreadPoolExecutor(16) as threads:
            answers = list(threads.map(ask, range(100)))

        assert answers == [number / 10_000 for number in range(100)]
        assert json.loads(caller("count_notes")) == {"notes": 100}

    def test_comes_back_at_once_where_no_such_service_is(self, service, caller):
        started = time.monotonic()

        with pytest.raises(Away):
            caller("count_notes", service="nowhere")

        assert time.monotonic() - started < 0.5

    def test_is_late_at_its_deadline_and_the_late_answer_is_counted(self, service, caller):
        late = metrics.RPC_LATE_REPLIES._value.get()
        started = time.monotonic()

        with pytest.raises(Late):
            caller("answer_slowly", arguments={"seconds": 0.6}, timeout=0.3)

        assert 0.3 <= time.monotonic() - started < 0.5
        eventually(lambda: metrics.RPC_LATE_REPLIES._value.get() == late + 1)

    def test_is_dropped_when_its_deadline_passed_before_it_was_read(self, service, caller):
        caller("count_notes")
        service.popen.send_signal(signal.SIGSTOP)
        try:
            with pytest.raises(Late):
                caller("take_note", arguments={"body": "too late"}, timeout=0.2)
        finally:
            service.popen.send_signal(signal.SIGCONT)

        assert json.loads(caller("count_notes")) == {"notes": 0}

    def test_connects_again_after_the_connection_was_lost(self, service, caller):
        caller("count_notes")
        caller.client._link._connection.sock.shutdown(2)

        assert eventually(lambda: _answers(caller))

    def test_finds_the_broker_away(self, test_secrets, caller):
        client = RpcClient("amqp://guest:guest@127.0.0.1:1", caller="gateway")
        started = time.monotonic()

        with pytest.raises(Away):
            client.call("office", "count_notes", {}, token="", request_id="test")

        assert time.monotonic() - started < 1

    def test_refuses_arguments_over_a_megabyte(self, caller):
        with pytest.raises(TooLarge):
            caller("take_note", arguments={"body": "x" * 1_100_000})

    def test_is_bounded_per_service(self, service, caller):
        caller.client._in_flight = 2
        with ThreadPoolExecutor(3) as threads:
            slow = [threads.submit(caller, "answer_slowly", arguments={"seconds": 0.5}) for _ in range(3)]

        outcomes = sorted(type(each.exception()).__name__ for each in slow)

        assert outcomes == ["Away", "NoneType", "NoneType"]


def _answers(caller):
    try:
        return caller("count_notes")
    except Away:
        return None


class TestEntrypoint:
    @pytest.mark.parametrize("token", ["", "a.b.c"])
    def test_refuses_a_call_without_a_valid_token(self, service, caller, token):
        with pytest.raises(RemoteError) as refused:
            caller("count_notes", token=token or " ")

        assert refused.value.kind == "unauthenticated"

    def test_names_wrong_missing_and_unknown_fields(self, service, caller):
        with pytest.raises(RemoteError) as refused:
            caller("take_note", arguments={"body": 7, "colour": "red"})

        assert refused.value.kind == "invalid"
        assert set(refused.value.errors) == {"body", "colour"}

    def test_refuses_arguments_where_there_are_none(self, service, caller):
        with pytest.raises(RemoteError) as refused:
            caller("count_notes", arguments={"colour": "red"})

        assert refused.value.errors.keys() == {"colour"}

    def test_asks_for_the_function(self, service, caller):
        caller.actor = replace(caller.actor, scopes={})

        with pytest.raises(RemoteError) as refused:
            caller("take_note", arguments={"body": "x"})

        assert refused.value.kind == "forbidden"

    def test_asks_for_the_action(self, service, caller):
        with pytest.raises(RemoteError) as refused:
            caller("delete_notes", arguments={"body": "x"})

        assert refused.value.kind == "forbidden"

    def test_knows_no_other_methods(self, service, caller):
        with pytest.raises(RemoteError) as refused:
            caller("tick")

        assert refused.value.kind == "missing"

    def test_tells_nothing_of_an_unforeseen_failure(self, service, caller):
        with pytest.raises(RemoteError) as refused:
            caller("fail", language="en")

        assert refused.value.to_wire("en") == {
            "code": "internal",
            "kind": "internal",
            "detail": "Something went wrong on the server",
            "errors": {},
            "params": {},
        }

    def test_cannot_write_in_a_query(self, service, caller):
        with pytest.raises(RemoteError):
            caller("write_in_a_query", arguments={"body": "x"})

        assert json.loads(caller("count_notes")) == {"notes": 0}

    def test_sees_only_the_actor_s_company(self, service, caller):
        caller("take_note", arguments={"body": "mine"})
        caller.actor = replace(caller.actor, company_id="01a20b58-c978-7450-9de6-414118bc8333")

        assert json.loads(caller("count_notes")) == {"notes": 0}


class TestDenial:
    def test_is_logged_with_who_asked_for_what(self, service, caller, folder):
        with pytest.raises(RemoteError, match="forbidden"):
            caller("delete_notes", arguments={"body": "x"})

        def logged():
            lines = (line for path in folder.glob("service-*.log") for line in path.read_text().splitlines())
            calls = [json.loads(line) for line in lines if '"event":"rpc"' in line and '"delete_notes"' in line]
            return [each for each in calls if each["employee"] == caller.actor.employee_id]

        assert eventually(logged)[-1]["status"] == "forbidden"
