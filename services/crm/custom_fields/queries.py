from typing import Any

from sqlalchemy import select

from services.crm.custom_fields.tables import custom_fields
from shared.database import Transaction

_NAMES = (
    "id",
    "version",
    "title",
    "type",
    "choices",
    "order",
    "enabled",
    "required",
    "in_list",
    "sortable",
    "filterable",
    "unique",
)
_SHOWN = tuple(custom_fields.c[name].label(name) for name in _NAMES)


def list_fields(tx: Transaction, *, kind: str) -> dict[str, Any]:
    """All fields of a kind of thing in their order, those switched off among them."""
    found = tx.session.execute(
        select(*_SHOWN)
        .where(custom_fields.c.company_id == tx.company_id, custom_fields.c.of == kind)
        .order_by(custom_fields.c.order, custom_fields.c.id)
    )
    return {"items": [dict(row) for row in found.mappings()]}


def get_field(tx: Transaction, field_id: str) -> dict[str, Any]:
    own = (custom_fields.c.company_id == tx.company_id, custom_fields.c.id == field_id)
    return dict(tx.session.execute(select(*_SHOWN).where(*own)).mappings().one())
