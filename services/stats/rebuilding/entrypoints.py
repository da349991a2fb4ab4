from typing import Any

from services.stats.rebuilding.replaying import rebuild
from shared.database import Transaction
from shared.jobs import Job, start
from shared.jobs.schemas import JobShown
from shared.kernel.errors import Forbidden
from shared.nameko.entrypoints import command, runs


class RebuildingEntrypoints:
    """Counting anew."""

    database: Any  # the service's

    @command(answers=JobShown)
    def start_rebuild(self, tx: Transaction) -> dict[str, Any]:
        """Count the company anew from what was heard; for administrators."""
        if not tx.actor.administrator:
            raise Forbidden
        return start(tx, kind="rebuild", arguments={})

    @runs("rebuild")
    def run_rebuild(self, job: Job) -> None:
        """Run it beside the job's own transactions, so that the job's heartbeat goes on; again does no harm."""
        with self.database.transaction(job.actor, request_id=job.request_id) as tx:
            events = rebuild(tx)
        with job.step():
            job.progress(done=events, total=events)
            job.finish(result={"events": events})
