"""`/job-titles`."""

from typing import Any

from flask import Blueprint

from gateway.interface import described
from gateway.organization import queries, schemas
from gateway.organization.model import JobTitle
from gateway.organization.repository import Organization
from gateway.schemas import list_of
from shared.database import Transaction

job_titles = Blueprint("job_titles", __name__)
_MANAGES = "manage_organization"
Answer = dict[str, Any]


@job_titles.get("/job-titles")
@described(answers=list_of(schemas.JobTitle))
def list_job_titles(tx: Transaction) -> Answer:
    """In their order, also those switched off."""
    return queries.list_job_titles(tx)


@job_titles.post("/job-titles")
@described(takes=schemas.JobTitleDraft, answers=schemas.JobTitle, status=201, needs_action=_MANAGES)
def create_job_title(tx: Transaction, *, name: str) -> Answer:
    """Add a job title at the end."""
    organization = Organization(tx)
    organization.company()
    order = organization.next_order(JobTitle)
    title = JobTitle(company_id=tx.company_id, id=tx.new_id(), name=name, order=order, enabled=True)
    tx.session.add(title)
    organization.write()
    return queries.get_job_title(tx, title.id)


@job_titles.patch("/job-titles/<job_title_id>")
@described(takes=schemas.JobTitleChange, answers=schemas.JobTitle, needs_action=_MANAGES)
def change_job_title(
    tx: Transaction,
    *,
    job_title_id: str,
    name: str | None = None,
    order: int | None = None,
    enabled: bool | None = None,
) -> Answer:
    """Rename, move or switch a job title; those who have it are told of under the new name."""
    organization = Organization(tx)
    title = organization.job_title(job_title_id)
    renamed = name is not None and name != title.name
    title.name = name or title.name
    title.order = title.order if order is None else order
    title.enabled = title.enabled if enabled is None else enabled
    organization.write()
    for holder in organization.holders(title) if renamed else ():
        holder.has_new_title()
    organization.write()
    return queries.get_job_title(tx, job_title_id)


@job_titles.delete("/job-titles/<job_title_id>")
@described(status=204, needs_action=_MANAGES)
def delete_job_title(tx: Transaction, *, job_title_id: str) -> None:
    """Remove a job title that nobody has."""
    organization = Organization(tx)
    organization.delete_job_title(organization.job_title(job_title_id))
