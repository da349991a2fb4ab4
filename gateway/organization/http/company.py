"""`/companies/current` and `/sms-outbox`."""

from typing import Any

from flask import Blueprint

from gateway.audit.log import note
from gateway.interface import described
from gateway.organization import queries, schemas
from gateway.organization.errors import AdministratorsOnly
from gateway.organization.repository import Organization
from gateway.requests import address
from gateway.schemas import Paged, page_of
from shared.database import Transaction

company = Blueprint("company", __name__)


@company.get("/companies/current")
@described(answers=schemas.Company)
def get_company(tx: Transaction) -> dict[str, Any]:
    """The company I belong to."""
    return queries.get_company(tx)


@company.patch("/companies/current")
@described(takes=schemas.CompanyChange, answers=schemas.Company, needs_action="manage_organization")
def change_company(
    tx: Transaction,
    *,
    version: int,
    name: str | None = None,
    time_zone: str | None = None,
    administrators_need_second_factor: bool | None = None,
) -> dict[str, Any]:
    """Change the company's name or time zone, or whether its administrators need a second factor."""
    kept = Organization(tx).company()
    kept.expect_version(version)
    before = kept.described()
    if administrators_need_second_factor is not None:
        if not tx.actor.administrator:
            raise AdministratorsOnly
        kept.ask_second_factor(asked=administrators_need_second_factor)
    kept.change(name=name or kept.name, time_zone=time_zone or kept.time_zone)
    detail = {"before": before, "after": kept.described()}
    note(tx, "company_changed", by=tx.actor, address=address(), detail=detail)
    tx.flush()
    return queries.get_company(tx)


@company.get("/sms-outbox")
@described(query=Paged, answers=page_of(schemas.ShortMessage), administrator=True)
def list_sms_outbox(tx: Transaction, *, page: int, page_size: int) -> dict[str, Any]:
    """What the default SMS sender wrote, the newest first."""
    return queries.list_short_messages(tx, page=page, page_size=page_size)
