from datetime import date
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import and_, func, select

from services.crm.collections.model import Collection, CollectionPlan
from services.crm.db import choices
from services.crm.names import order_names
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.kernel.errors import Missing

_Kept = TypeVar("_Kept", Collection, CollectionPlan)


class Collections:
    """Plans and collections of the transaction's company. Whoever changes one has locked its order."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def order_of(self, kind: type[Collection] | type[CollectionPlan], thing_id: str) -> str:
        """:raises Missing: not there"""
        found = self._tx.session.scalar(
            select(kind.order_id).where(kind.company_id == self._tx.company_id, kind.id == thing_id)
        )
        if found is None:
            raise Missing
        return found

    def fetch(self, kind: type[_Kept], thing_id: str) -> _Kept:
        """:raises Missing: not there"""
        c = choices.c
        row = self._tx.session.execute(
            select(kind, c.name)
            .outerjoin(choices, and_(c.company_id == kind.company_id, c.id == kind.method_id))
            .where(kind.company_id == self._tx.company_id, kind.id == thing_id)
            .execution_options(populate_existing=True)
        ).one_or_none()
        if row is None:
            raise Missing
        found: _Kept = row[0]
        if found.method_id is not None:
            found.method = Named(id=found.method_id, name=row[1])
        self._tx.track(found)
        return found

    def reserved(self, order_id: str) -> Decimal:
        """What waits for approval of an order, whose lock the caller holds."""
        c = Collection
        waiting = select(func.coalesce(func.sum(c.amount), 0)).where(
            c.company_id == self._tx.company_id, c.order_id == order_id, c.status == "in_approval"
        )
        return Decimal(self._tx.session.scalar(waiting) or 0)

    def due_near(self, today: date, *, most: int) -> list[tuple[str, str]]:
        """Plans of running orders whose reminder's day has come and which nobody was told of: (plan, order)."""
        plan, order = CollectionPlan, order_names.c
        found = self._tx.session.execute(
            select(plan.id, plan.order_id)
            .join(order_names, and_(order.company_id == plan.company_id, order.id == plan.order_id))
            .where(
                plan.company_id == self._tx.company_id,
                plan.told_for.is_distinct_from(plan.due_on),
                plan.due_on >= today,
                plan.due_on - plan.remind_days <= today,
                order.status == "running",
            )
            .order_by(plan.due_on, plan.id)
            .limit(most)
        )
        return [(row.id, row.order_id) for row in found]

    def add(self, thing: Collection | CollectionPlan) -> None:
        self._tx.add(thing)
        self._tx.flush()

    def remove(self, thing: Collection | CollectionPlan) -> None:
        """Removes what has said its last word."""
        self._tx.flush()
        self._tx.session.delete(thing)
        self._tx.session.flush()
