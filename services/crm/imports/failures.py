"""The rows that an import could not take, kept until they go back in a workbook."""

from collections.abc import Iterator, Sequence

from sqlalchemy import delete, insert, select, text

from services.crm.imports.tables import import_failures
from shared.database import Transaction
from shared.jobs import Job

Failure = tuple[int, Sequence[str], str]
_PAGE = 2_000
_C = import_failures.c
_ONE_IMPORT_AT_A_TIME = text("select pg_advisory_xact_lock(7303, hashtext(:company_id))")


def one_import_at_a_time(tx: Transaction) -> None:
    """Two imports of one company write in turns, so that each sees what the other made."""
    tx.session.execute(_ONE_IMPORT_AT_A_TIME, {"company_id": tx.company_id})


def remember(tx: Transaction, job: Job, failures: Sequence[Failure]) -> None:
    """Keeps row number, cells and reason."""
    if failures:
        key = {"company_id": tx.company_id, "job_id": job.id}
        rows = [key | {"row": row, "cells": list(cells), "reason": reason} for row, cells, reason in failures]
        tx.session.execute(insert(import_failures), rows)


def recall(job: Job, *, width: int) -> Iterator[list[str]]:
    """The rows in their order, each `width` cells wide, with the reason as one more cell."""
    last = 0
    while True:
        with job.step() as tx:
            page = tx.session.execute(
                select(_C.row, _C.cells, _C.reason)
                .where(_C.company_id == tx.company_id, _C.job_id == job.id, _C.row > last)
                .order_by(_C.row)
                .limit(_PAGE)
            ).all()
        for row in page:
            last = row.row
            cells = (row.cells + [""] * width)[:width]
            yield [*cells, row.reason]
        if len(page) < _PAGE:
            return


def forget(tx: Transaction, job: Job) -> None:
    tx.session.execute(delete(import_failures).where(_C.company_id == tx.company_id, _C.job_id == job.id))
