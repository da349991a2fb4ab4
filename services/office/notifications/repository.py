from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from services.office.notifications.tables import notifications, switched_off
from shared.database import Transaction
from shared.kernel.errors import Missing

_N = notifications.c


class Inbox:
    """The actor's own notifications, to be read, and the kinds they want to hear of."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._own = (_N.company_id == tx.company_id, _N.employee_id == tx.actor.employee_id)

    def read(self, ids: Sequence[str]) -> int:
        """Marks these as read; how many were unread. Those of others are not there."""
        return self._mark(_N.id.in_(ids))

    def read_one(self, notification_id: str) -> None:
        """:raises Missing: not there, or somebody else's"""
        found = self._tx.session.execute(select(_N.id).where(*self._own, _N.id == notification_id)).first()
        if found is None:
            raise Missing
        self._mark(_N.id == notification_id)

    def read_all(self, *, kind: str | None) -> int:
        return self._mark(*([_N.kind == kind] if kind else []))

    def switch(self, enabled: dict[str, bool]) -> None:
        """Switches kinds on and off; those not named stay as they are."""
        me: dict[str, Any] = {"company_id": self._tx.company_id, "employee_id": self._tx.actor.employee_id}
        self._tx.session.execute(delete(switched_off).filter_by(**me).where(switched_off.c.kind.in_(list(enabled))))
        off = [me | {"kind": kind} for kind, on in enabled.items() if not on]
        if off:
            self._tx.session.execute(insert(switched_off), off)

    def _mark(self, *which: Any) -> int:
        marked = (
            update(notifications)
            .where(*self._own, _N.read_at.is_(None), *which)
            .values(read_at=self._tx.now)
            .returning(_N.id)
        )
        return len(self._tx.session.execute(marked).all())
