"""What a company configured to choose from, by name."""

from sqlalchemy import select

from services.crm.db import choices
from shared.contracts.crm.events import Named
from shared.database import Transaction


def enabled_choices(tx: Transaction, kind: str) -> dict[str, Named]:
    """In their order."""
    c = choices.c
    found = tx.session.execute(
        select(c.id, c.name).where(c.company_id == tx.company_id, c.kind == kind, c.enabled).order_by(c.order)
    )
    return {row.name: Named(id=row.id, name=row.name) for row in found}
