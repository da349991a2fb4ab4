from typing import Any

from sqlalchemy import RowMapping, select

from shared.database import Transaction
from shared.jobs.starting import shown
from shared.jobs.table import jobs
from shared.kernel.errors import Missing


def get_job(tx: Transaction, job_id: str) -> dict[str, Any]:
    """:raises Missing: no such job, or another started it"""
    return shown(dict(_own(tx, job_id)))


def get_job_file(tx: Transaction, job_id: str) -> dict[str, Any]:
    """:raises Missing: no such job, another started it, or it has no file"""
    job = _own(tx, job_id)
    if job["file_id"] is None:
        raise Missing
    return {"file_id": job["file_id"], "name": job["file_name"]}


def _own(tx: Transaction, job_id: str) -> RowMapping:
    own = select(jobs).where(
        jobs.c.company_id == tx.company_id, jobs.c.id == job_id, jobs.c.started_by == tx.actor.employee_id
    )
    row = tx.session.execute(own).mappings().one_or_none()
    if row is None:
        raise Missing
    return row
