from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert

from shared.database import Transaction
from shared.jobs.table import jobs

Answer = dict[str, Any]
_SHOWN = ("id", "kind", "status", "done", "total", "result", "error", "created_at")


def start(tx: Transaction, *, kind: str, arguments: Mapping[str, Any], total: int = 0) -> Answer:
    """A new job of the acting employee, which runs when the transaction is committed; answers the job."""
    job = {
        "company_id": tx.company_id,
        "id": tx.new_id(),
        "kind": kind,
        "status": "waiting",
        "done": 0,
        "total": total,
        "arguments": dict(arguments),
        "state": {},
        "started_by": tx.actor.employee_id,
        "claims": tx.actor.to_claims(),
        "request_id": tx.request_id,
        "tries": 0,
        "created_at": tx.now,
    }
    tx.session.execute(insert(jobs).values(**job))
    return shown(job)


def shown(job: Mapping[str, Any]) -> Answer:
    """A job as it is told to who started it."""
    file_url = f"/api/v1/jobs/{job['id']}/file" if job.get("file_id") else None
    return {name: job.get(name) for name in _SHOWN} | {"file_url": file_url}
