from typing import Any

from sqlalchemy import Boolean, Column, Integer, Table, Text, select
from sqlalchemy.dialects.postgresql import insert

from services.crm.db import Base
from shared.database import Id, Transaction
from shared.kernel.errors import Conflict

deal_terms = Table(
    "deal_terms",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("win_approval", Boolean, nullable=False),
    Column("termination_to", Text, nullable=False),
    Column("termination_approval", Boolean, nullable=False),
    Column("collection_approval", Boolean, nullable=False),
)
FIRST_TERMS = {
    "version": 1,
    "win_approval": False,
    "termination_to": "developing",
    "termination_approval": False,
    "collection_approval": False,
}


def read_terms(tx: Transaction) -> dict[str, Any]:
    """What holds now; the first values where nobody has set any."""
    row = tx.session.execute(select(deal_terms).where(deal_terms.c.company_id == tx.company_id)).mappings().first()
    return dict(row) if row else dict(FIRST_TERMS)


def set_terms(tx: Transaction, *, version: int, **terms: Any) -> dict[str, Any]:
    """:raises Conflict: they were changed since the caller read that version"""
    key = {"company_id": tx.company_id}
    tx.session.execute(insert(deal_terms).values(**key, **FIRST_TERMS).on_conflict_do_nothing())
    changed = tx.session.execute(
        deal_terms.update()
        .where(deal_terms.c.company_id == tx.company_id, deal_terms.c.version == version)
        .values(version=version + 1, **terms)
        .returning(deal_terms.c.version)
    ).first()
    if changed is None:
        raise Conflict
    return read_terms(tx)
