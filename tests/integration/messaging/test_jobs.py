import json
from dataclasses import replace
from uuid import uuid4

import pytest

from shared.database import Database
from shared.files import FileStore, file_key
from shared.jobs.queue import JobQueue
from shared.messaging.wire import RemoteError
from shared.testing.eventually import eventually


@pytest.fixture
def start(caller):
    return lambda notes: json.loads(caller("start_taking_notes", arguments={"notes": notes}))["id"]


@pytest.fixture
def job(caller):
    return lambda job_id: json.loads(caller("get_job", arguments={"job_id": job_id}))


class TestJob:
    def test_tells_how_far_it_is_and_what_came_of_it(self, run_service, caller, start, job):
        with run_service():
            job_id = start(3)
            end = eventually(lambda: (now := job(job_id))["status"] == "done" and now)
            file = json.loads(caller("get_job_file", arguments={"job_id": job_id}))

        assert (end["done"], end["total"], end["result"], end["error"]) == (3, 3, {"taken": 3}, None)
        assert end["file_url"] == f"/api/v1/jobs/{job_id}/file"
        assert file == {"file_id": job_id, "name": "notes.xlsx"}

    def test_is_run_once_by_two_processes(self, run_service, start, job, addresses):
        with run_service(), run_service():
            ids = [start(3) for _ in range(8)]
            eventually(lambda: all(job(each)["status"] == "done" for each in ids), within=20)

        notes = addresses.rows("select count(*), count(distinct body) from notes")
        assert notes == [(24, 24)]

    @pytest.mark.parametrize(("notes", "sentence"), [(-1, "内容已被他人修改，请刷新后重试"), (0, "服务器内部错误")])
    def test_fails_with_a_sentence_and_no_secret(self, run_service, start, job, notes, sentence):
        with run_service():
            job_id = start(notes)
            end = eventually(lambda: (now := job(job_id))["status"] == "failed" and now)

        assert end["error"] == sentence

    def test_is_shown_to_who_started_it_alone(self, run_service, caller, start):
        with run_service():
            job_id = start(1)
            for stranger in ({"employee_id": str(uuid4())}, {"company_id": str(uuid4())}):
                actor = replace(caller.actor, **stranger)
                for method in ("get_job", "get_job_file"):
                    with pytest.raises(RemoteError, match="missing"):
                        caller(method, arguments={"job_id": job_id}, token=caller.signer.sign(actor))


class TestProcessThatDies:
    def test_leaves_its_job_to_another_which_goes_on_where_it_was(self, run_service, start, job, addresses, tmp_path):
        marker = str(tmp_path / "killed")
        with run_service(KUAIQI_FAULT="job.after_step", KUAIQI_FAULT_MARKER=marker) as first:
            job_id = start(5)
            eventually(lambda: first.popen.poll() is not None)
        addresses.rows("update jobs set heartbeat_at = heartbeat_at - interval '1 minute'")

        with run_service():
            eventually(lambda: job(job_id)["status"] == "done", within=20)

        notes = addresses.rows("select count(*), count(distinct body) from notes")
        assert notes == [(5, 5)]

    def test_hands_its_job_over_at_once_when_told_to_end(self, run_service, start, job, addresses):
        with run_service() as first:
            job_id = start(200)
            eventually(lambda: job(job_id)["done"] > 1)
            first.end()

        (left,) = addresses.rows("select status, runner, tries from jobs")
        with run_service():
            eventually(lambda: job(job_id)["done"] > 5, within=20)
        assert left == ("waiting", None, 0)


class TestClaim:
    def test_takes_no_job_that_somebody_runs(self, run_service, start, addresses, database):
        with run_service() as service:
            start(500)
            eventually(lambda: addresses.rows("select 1 from jobs where status = 'running'"))
            system = Database(addresses.system)
            other = JobQueue(system, runner="another", kinds=["notes"])
            try:
                assert other.claim() is None
                service.popen.kill()
                addresses.rows("update jobs set heartbeat_at = heartbeat_at - interval '1 minute'")
                assert eventually(other.claim)["runner"] == "another"
                assert other.claim() is None
            finally:
                system.dispose()


class TestOldJobs:
    def test_go_with_their_files_a_month_after_their_end(self, run_service, start, job, addresses, caller, tmp_path):
        files = FileStore(str(tmp_path / "files"))
        with run_service():
            old, young = start(1), start(1)
            eventually(lambda: all(job(each)["status"] == "done" for each in (old, young)))
        for each in (old, young):
            files.put(file_key(caller.actor.company_id, file_id=each), content=[b"notes"])
        addresses.rows("update jobs set ended_at = ended_at - interval '31 days' where id = %s", old)

        with run_service(KUAIQI_FILES=str(tmp_path / "files")):
            eventually(lambda: addresses.rows("select id::text from jobs") == [(young,)], within=20)

        kept = [each for each in (old, young) if files.exists(file_key(caller.actor.company_id, file_id=each))]
        assert kept == [young]
