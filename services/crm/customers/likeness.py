"""Customers like the one that somebody is about to write down; what one may not see is masked."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, bindparam, func, or_, select

from services.crm.customers.model import Customer
from services.crm.customers.tables import participants
from services.crm.duplicates.rules import masked_name, masked_phone
from shared.database import Id, Transaction
from shared.database.tables import employees
from shared.directory.scope import Shape, scope_condition, scope_shape, scope_values

Answer = dict[str, Any]
_MOST = 10
_C = Customer.__table__.c
_NOBODY = "00000000-0000-0000-0000-000000000000"


def find_like(tx: Transaction, *, name: str, phone: str, except_id: UUID | None) -> list[Answer]:
    """The newest first, at most ten."""
    given = {"name": name.strip() or None, "phone": phone.strip() or None}
    if not any(given.values()):
        return []
    values = given | {"company_id": tx.company_id, "actor_id": tx.actor.employee_id}
    values |= {"except_id": str(except_id or _NOBODY)} | scope_values(tx.actor, "customers")
    found = tx.session.execute(_like(scope_shape(tx.actor, "customers")), values)
    return [_shown(row, **given) for row in found]


@lru_cache
def _like(shape: Shape) -> Select[Any]:
    p, company_id = participants.c, bindparam("company_id", type_=Id)
    joined = Customer.__table__.outerjoin(
        employees, and_(employees.c.company_id == company_id, employees.c.id == _C.owner_id)
    )
    participates = select(p.customer_id).where(
        p.company_id == company_id, p.customer_id == _C.id, p.employee_id == bindparam("actor_id", type_=Id)
    )
    seen = or_(_C.owner_id.is_(None), scope_condition(shape, owner=_C.owner_id), participates.exists())
    return (
        select(
            *(_C.id, _C.name, _C.phone, _C.owner_id, employees.c.name.label("owner_name")),
            func.coalesce(seen, False).label("seen"),
        )
        .select_from(joined)
        .where(
            _C.company_id == company_id,
            _C.recycled_at.is_(None),
            _C.id != bindparam("except_id", type_=Id),
            or_(_C.name == bindparam("name"), _C.phone == bindparam("phone")),
        )
        .order_by(_C.created_at.desc())
        .limit(_MOST)
    )


def _shown(row: Row[Any], *, name: str | None, phone: str | None) -> Answer:
    by = [field for field, same in (("name", row.name == name), ("phone", row.phone == phone)) if same]
    told = {"in_pool": row.owner_id is None, "by": by}
    if not row.seen:
        hidden = masked_phone(row.phone) if row.phone else None
        return told | {"id": None, "name": masked_name(row.name), "phone": hidden, "owner": None}
    owner = {"id": row.owner_id, "name": row.owner_name or ""} if row.owner_id else None
    return told | {"id": row.id, "name": row.name, "phone": row.phone, "owner": owner}
