"""What the screens of customers read."""

from typing import Any

from sqlalchemy import ColumnElement, Row, RowMapping, Select, and_, func, or_, select

from services.crm.customers.model import Customer
from services.crm.customers.tables import customer_changes
from shared.database import Transaction
from shared.database.tables import employees
from shared.directory.scope import within_scope
from shared.kernel.errors import Forbidden, Missing

_BOUND = 10_000
_C = Customer.__table__.c
_PLAIN = (
    "id",
    "version",
    "name",
    "phone",
    "address",
    "note",
    "stage",
    "created_at",
    "updated_at",
    "taken_at",
    "followed_at",
    "pooled_at",
    "recycled_at",
)
_owners = employees.alias("owners")


def _customers() -> Select[Any]:
    joined = Customer.__table__.outerjoin(
        _owners, and_(_owners.c.company_id == _C.company_id, _owners.c.id == _C.owner_id)
    )
    return select(*(_C[name] for name in _PLAIN), _C.owner_id, _owners.c.name.label("owner_name")).select_from(joined)


def _shown(row: RowMapping) -> dict[str, Any]:
    owner = {"id": row["owner_id"], "name": row["owner_name"]} if row["owner_id"] else None
    return {name: row[name] for name in _PLAIN} | {"owner": owner}


def _view(tx: Transaction, view: str) -> ColumnElement[bool]:
    mine = within_scope(tx.actor, "customers", owner=_C.owner_id)
    if view == "recycled":
        if not tx.actor.may("use_recycle_bin"):
            raise Forbidden
        return and_(_C.recycled_at.is_not(None), or_(_C.owner_id.is_(None), mine))
    chosen = {"mine": _C.owner_id == tx.actor.employee_id, "pool": _C.owner_id.is_(None)}
    return and_(_C.recycled_at.is_(None), chosen.get(view, and_(_C.owner_id.is_not(None), mine)))


def list_customers(
    tx: Transaction, *, view: str, q: str | None, stage: str | None, sort: str, page: int, page_size: int
) -> dict[str, Any]:
    """One page of a list; the total is exact up to 10,000."""
    where = [_C.company_id == tx.company_id, _view(tx, view)]
    if q:
        where.append(or_(_C.name.contains(q, autoescape=True), _C.phone.contains(q, autoescape=True)))
    if stage:
        where.append(_C.stage == stage)
    column = _C[sort.removeprefix("-")]
    order = column.desc().nulls_last() if sort.startswith("-") else column.asc()
    rows = tx.session.execute(
        _customers().where(*where).order_by(order, _C.id).limit(page_size).offset((page - 1) * page_size)
    ).mappings()
    counted = select(_C.id).where(*where).limit(_BOUND + 1).subquery()
    total = tx.session.scalar(select(func.count()).select_from(counted)) or 0
    answer = {"items": [_shown(row) for row in rows], "total": min(total, _BOUND), "page": page, "page_size": page_size}
    return answer | ({"total_is_lower_bound": True} if total > _BOUND else {})


def get_customer(tx: Transaction, customer_id: str) -> dict[str, Any]:
    """:raises Missing: not there, or not the actor's to see"""
    seen = or_(_C.owner_id.is_(None), within_scope(tx.actor, "customers", owner=_C.owner_id))
    state = _C.recycled_at.is_(None) if not tx.actor.may("use_recycle_bin") else _C.id.is_not(None)
    row = (
        tx.session.execute(_customers().where(_C.company_id == tx.company_id, _C.id == customer_id, seen, state))
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise Missing
    return _shown(row)


def list_changes(tx: Transaction, customer_id: str, *, page: int, page_size: int) -> dict[str, Any]:
    """The change log, newest first.

    :raises Missing: not there, or not the actor's to see
    """
    get_customer(tx, customer_id)
    log = customer_changes.c
    where = (log.company_id == tx.company_id, log.customer_id == customer_id)
    found = tx.session.execute(
        select(log.id, log.at, log.by_id, employees.c.name, log.kind, log.changes)
        .select_from(
            customer_changes.outerjoin(
                employees, and_(employees.c.company_id == log.company_id, employees.c.id == log.by_id)
            )
        )
        .where(*where)
        .order_by(log.id.desc())
        .limit(page_size)
        .offset((page - 1) * page_size)
    )
    items = [_change(each) for each in found]
    total = tx.session.scalar(select(func.count()).select_from(customer_changes).where(*where))
    return {"items": items, "total": total, "page": page, "page_size": page_size}


def _change(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    fields = [{"field": name, "before": before, "after": after} for name, (before, after) in row.changes.items()]
    return {"id": row.id, "at": row.at, "by": {"id": row.by_id, "name": row.name}, "kind": row.kind, "changes": fields}
