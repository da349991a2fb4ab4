"""What a company wants of visits; and which of its behaviours is theirs."""

from typing import Any

from sqlalchemy import Boolean, Column, Integer, Table, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from services.crm.db import Base, choices
from shared.contracts.crm.events import Named
from shared.database import Id, Transaction
from shared.kernel.errors import Conflict

VISIT = "visit"
_KIND, _NAME = "behaviours", "拜访"
visit_rules = Table(
    "visit_rules",
    Base.metadata,
    Column("company_id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("photo_required", Boolean, nullable=False),
)
_UNSET = {"version": 1, "photo_required": False}


def read_rules(tx: Transaction) -> dict[str, Any]:
    """The rules; where nobody has set any, version 1 without demands."""
    r = visit_rules.c
    found = select(r.version, r.photo_required).where(r.company_id == tx.company_id)
    row = tx.session.execute(found).one_or_none()
    return {"version": row.version, "photo_required": row.photo_required} if row else dict(_UNSET)


def set_rules(tx: Transaction, *, version: int, photo_required: bool) -> None:
    """:raises Conflict: they were changed since the caller read that version"""
    values = {"version": version + 1, "photo_required": photo_required}
    fresh = upsert(visit_rules).values(company_id=tx.company_id, **values)
    if version == _UNSET["version"]:
        fresh = fresh.on_conflict_do_nothing()
    else:
        fresh = fresh.on_conflict_do_update(
            index_elements=["company_id"], set_=values, where=visit_rules.c.version == version
        )
    if tx.session.execute(fresh.returning(visit_rules.c.version)).first() is None:
        raise Conflict


def behaviour_of_visits(tx: Transaction) -> Named:
    """The behaviour that check-ins are follow-ups of; made where a company has removed it."""
    c = choices.c
    found = tx.session.execute(
        select(c.id, c.name)
        .where(c.company_id == tx.company_id, c.kind == _KIND, (c.code == VISIT) | (c.name == _NAME))
        .order_by(c.code.nulls_last(), c.id)
        .limit(1)
    ).one_or_none()
    if found is not None:
        return Named(id=found.id, name=found.name)
    own = (c.company_id == tx.company_id, c.kind == _KIND)
    made: dict[str, Any] = {"company_id": tx.company_id, "id": tx.new_id(), "version": 1, "kind": _KIND, "name": _NAME}
    order = (tx.session.scalar(select(func.max(c.order)).where(*own)) or 0) + 1
    tx.session.execute(insert(choices).values(**made, order=order, enabled=True, stage=None, code=VISIT))
    return Named(id=made["id"], name=_NAME)
