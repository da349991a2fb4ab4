from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from services.crm.attachments.model import Attachment
from shared.database import Transaction
from shared.database.tables import employees

_A = Attachment.__table__.c


def list_attachments(tx: Transaction, customer_id: str) -> dict[str, Any]:
    """A customer's, the newest first; whoever asks sees the customer."""
    return {"items": _found(tx, _A.customer_id == customer_id)}


def get_attachment(tx: Transaction, attachment_id: str) -> dict[str, Any]:
    tx.flush()
    return _found(tx, _A.id == attachment_id)[0]


def count_attachments(tx: Transaction, customer_id: str) -> int:
    counted = select(func.count()).where(_A.company_id == tx.company_id, _A.customer_id == customer_id)
    return tx.session.scalar(counted) or 0


def _found(tx: Transaction, which: ColumnElement[bool]) -> list[dict[str, Any]]:
    by = employees.c
    joined = Attachment.__table__.outerjoin(employees, and_(by.company_id == _A.company_id, by.id == _A.attached_by))
    rows = tx.session.execute(
        select(_A.id, _A.file, _A.attached_by, by.name, _A.attached_at)
        .select_from(joined)
        .where(_A.company_id == tx.company_id, which)
        .order_by(_A.id.desc())
    )
    return [
        {
            "id": row.id,
            "file": row.file,
            "attached_by": {"id": row.attached_by, "name": row.name or ""},
            "attached_at": row.attached_at,
        }
        for row in rows
    ]
