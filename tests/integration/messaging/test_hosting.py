import json
import time
from concurrent.futures import ThreadPoolExecutor

from shared.testing.eventually import eventually


class TestService:
    def test_finishes_what_is_under_way_before_it_ends(self, run_service, caller, addresses):
        with run_service() as service, ThreadPoolExecutor(1) as thread:
            slow = thread.submit(caller, "answer_slowly", arguments={"seconds": 1})
            eventually(lambda: _sleeps(addresses))
            started = time.monotonic()
            status = service.end()

        assert json.loads(slow.result()) == {"slept": 1}
        assert status == 0
        assert time.monotonic() - started < 10

    def test_is_waited_for_over_a_short_absence(self, run_service, caller):
        with run_service() as service:
            service.end()

        with run_service(wait=False):
            assert json.loads(caller("count_notes", timeout=8)) == {"notes": 0}

    def test_tells_its_metrics(self, run_service, caller):
        with run_service() as service:
            caller("count_notes")

            assert 'kuaiqi_rpc_served_seconds_count{method="count_notes"} 1.0' in service.metrics()


class TestTimer:
    def test_runs_in_one_process_and_in_another_when_that_one_is_gone(self, run_service, tmp_path):
        def ticks():
            return (tmp_path / "ticks").read_text().split() if (tmp_path / "ticks").exists() else []

        with run_service() as first, run_service() as second:
            eventually(lambda: len(ticks()) > 5)
            leader, other = sorted((first, second), key=lambda each: str(each.popen.pid) not in ticks())
            assert set(ticks()) == {str(leader.popen.pid)}

            leader.end()

            eventually(lambda: ticks()[-1] == str(other.popen.pid))


def _sleeps(addresses):
    asleep = "select 1 from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()"
    return addresses.rows(asleep, role="app")
