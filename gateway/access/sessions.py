"""Sessions as rows: an employee's devices, and ending them."""

from typing import Any

from sqlalchemy import select, update

from gateway.access.model import LIFETIME, Session
from shared.database import Transaction
from shared.kernel.errors import Missing


def end_sessions(tx: Transaction, employee_id: str, *, but: str | None = None) -> None:
    """Signs an employee out on every device, or on every other one."""
    statement = update(Session).where(
        Session.company_id == tx.company_id, Session.employee_id == employee_id, Session.ended_at.is_(None)
    )
    if but is not None:
        statement = statement.where(Session.id != but)
    tx.session.execute(statement.values(ended_at=tx.now))


def end_session(tx: Transaction, session_id: str) -> None:
    """Signs one of the actor's own devices out. :raises Missing: not a device of theirs"""
    ended = tx.session.execute(
        update(Session)
        .where(Session.company_id == tx.company_id, Session.employee_id == tx.actor.employee_id)
        .where(Session.id == session_id, Session.ended_at.is_(None))
        .values(ended_at=tx.now)
        .returning(Session.id)
    ).first()
    if ended is None:
        raise Missing


def list_devices(tx: Transaction, *, current: str) -> dict[str, Any]:
    """Where the actor is signed in, the last used first."""
    rows = tx.session.execute(
        select(Session.id, Session.device, Session.started_at, Session.turned_at)
        .where(Session.company_id == tx.company_id, Session.employee_id == tx.actor.employee_id)
        .where(Session.ended_at.is_(None), Session.turned_at > tx.now - LIFETIME)
        .order_by(Session.turned_at.desc(), Session.id)
    )
    items = [
        {
            "id": row.id,
            "device": row.device,
            "started_at": row.started_at,
            "last_used_at": row.turned_at,
            "current": row.id == current,
        }
        for row in rows
    ]
    return {"items": items, "total": len(items)}
