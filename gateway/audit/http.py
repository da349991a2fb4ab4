"""`/audit-log`, for administrators."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint
from sqlalchemy import select

from gateway.audit import schemas
from gateway.audit.log import audit_log
from gateway.interface import described
from gateway.organization.model import Employee
from gateway.paging import named, read_page
from gateway.schemas import page_of
from shared.database import Transaction

audit = Blueprint("audit", __name__)


@audit.get("/audit-log")
@described(query=schemas.AuditFilter, answers=page_of(schemas.AuditLine), administrator=True)
def list_audit_log(
    tx: Transaction,
    *,
    kind: str | None,
    employee_id: UUID | None,
    from_: date | None,
    to: date | None,
    page: int,
    page_size: int,
) -> dict[str, Any]:
    """The newest first; days are those of the company's time zone, both included."""
    zone = ZoneInfo(tx.actor.time_zone)
    log = audit_log.c
    statement = (
        select(log.id, log.at, log.kind, log.employee_id, Employee.name, log.detail, log.address)
        .outerjoin(Employee, (Employee.company_id == log.company_id) & (Employee.id == log.employee_id))
        .where(log.company_id == tx.company_id)
        .order_by(log.at.desc(), log.id.desc())
    )
    if kind:
        statement = statement.where(log.kind == kind)
    if employee_id:
        statement = statement.where(log.employee_id == str(employee_id))
    if from_:
        statement = statement.where(log.at >= datetime.combine(from_, time(), zone))
    if to:
        statement = statement.where(log.at < datetime.combine(to + timedelta(days=1), time(), zone))
    return read_page(tx, statement, page=page, page_size=page_size, item=_line)


def _line(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "at": row.at,
        "kind": row.kind,
        "employee": named(row.employee_id, row.name),
        "detail": row.detail,
        "address": row.address,
    }
