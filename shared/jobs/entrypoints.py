from typing import Any
from uuid import UUID

from shared.database import Transaction
from shared.jobs import queries, schemas
from shared.nameko.entrypoints import query


class JobEntrypoints:
    """What who started a job may ask about it."""

    @query(takes=schemas.OneJob, answers=schemas.JobShown)
    def get_job(self, tx: Transaction, *, job_id: UUID) -> dict[str, Any]:
        """How far a job of one's own is."""
        return queries.get_job(tx, str(job_id))

    @query(takes=schemas.OneJob, answers=schemas.JobFile)
    def get_job_file(self, tx: Transaction, *, job_id: UUID) -> dict[str, Any]:
        """Which file a job of one's own made."""
        return queries.get_job_file(tx, str(job_id))
