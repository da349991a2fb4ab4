from typing import Any

from sqlalchemy import select

from services.crm.product_categories.model import ProductCategory
from services.crm.product_categories.rules import level
from shared.database import Transaction

_C = ProductCategory.__table__.c


def list_categories(tx: Transaction) -> dict[str, Any]:
    """The whole tree, parents before children, by name."""
    tx.flush()
    rows = tx.session.execute(
        select(_C.id, _C.version, _C.name, _C.parent_id).where(_C.company_id == tx.company_id).order_by(_C.name, _C.id)
    ).all()
    parents = {row.id: row.parent_id for row in rows}
    items = [
        {
            "id": row.id,
            "version": row.version,
            "name": row.name,
            "parent_id": row.parent_id,
            "level": level(row.id, parents=parents),
        }
        for row in rows
    ]
    return {"items": sorted(items, key=lambda each: each["level"])}


def get_category(tx: Transaction, category_id: str) -> dict[str, Any]:
    """One of the tree, which is there."""
    return next(each for each in list_categories(tx)["items"] if each["id"] == category_id)
