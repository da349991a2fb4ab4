import json
import signal
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from shared.kernel.errors import Away, Late
from shared.messaging.wire import RemoteError
from shared.testing.eventually import eventually


def notes(caller):
    return json.loads(caller("count_notes", timeout=8))["notes"]


class TestRepeatedCommand:
    def test_takes_effect_once_when_sent_twenty_times_at_once(self, run_service, caller):
        command_id = str(uuid.uuid4())

        def send(_):
            return caller("take_note", arguments={"body": "once"}, command_id=command_id, timeout=8)

        with run_service(), ThreadPoolExecutor(20) as threads:
            answers = set(threads.map(send, range(20)))

            assert len(answers) == 1
            assert notes(caller) == 1

    def test_is_refused_with_another_body(self, run_service, caller):
        command_id = str(uuid.uuid4())

        with run_service():
            caller("take_note", arguments={"body": "one"}, command_id=command_id)
            with pytest.raises(RemoteError) as refused:
                caller("take_note", arguments={"body": "another"}, command_id=command_id)

            assert refused.value.kind == "conflict"
            assert refused.value.code == "idempotency.key_reused"
            assert notes(caller) == 1


class TestServiceKilled:
    @pytest.mark.parametrize(
        ("point", "committed"),
        [
            ("transaction.before_commit", 0),
            ("transaction.after_commit", 1),
            ("rpc.before_reply", 1),
            ("rpc.after_reply", 1),
        ],
    )
    def test_answers_nothing_before_the_commit_and_repeats_to_one_effect(
        self, run_service, caller, addresses, tmp_path, point, committed
    ):
        command_id = str(uuid.uuid4())
        marker = tmp_path / "killed"
        answer = None

        with run_service(KUAIQI_FAULT=point, KUAIQI_FAULT_MARKER=str(marker)) as service:
            with suppress(Away, Late):
                answer = caller("take_note", arguments={"body": "x"}, command_id=command_id, timeout=1)
            assert service.popen.wait(timeout=5) == -signal.SIGKILL
        kept = len(addresses.rows("select 1 from notes"))
        with run_service():
            again = caller("take_note", arguments={"body": "x"}, command_id=command_id, timeout=8)

            assert marker.read_text().startswith(point)
            assert kept == committed
            assert answer is None or committed
            assert answer in (None, again)
            assert eventually(lambda: notes(caller) == 1)
