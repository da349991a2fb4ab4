from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from services.crm.paging import named
from services.crm.views.rules import rights
from services.crm.views.tables import first_views, saved_views
from shared.database import Transaction
from shared.database.tables import employees

Answer = dict[str, Any]
_V, _F = saved_views.c, first_views.c
_SHOWN = tuple(_V[name].label(name) for name in ("id", "version", "list", "name", "query", "columns", "shared"))


def list_views(tx: Transaction, of: str) -> Answer:
    """The actor's own views of a list, then those that colleagues share, each in the order they were made."""
    mine = _V.author_id == tx.actor.employee_id
    return {"items": _read(tx, [_V.list == of, or_(mine, _V.shared)], ordered=[mine.desc(), _V.id])}


def get_view(tx: Transaction, view_id: str) -> Answer:
    """One that is there."""
    return _read(tx, [_V.id == view_id])[0]


def _read(
    tx: Transaction, where: list[ColumnElement[bool]], *, ordered: Sequence[ColumnElement[Any]] = ()
) -> list[Answer]:
    me = tx.actor.employee_id
    first = and_(_F.company_id == _V.company_id, _F.employee_id == me, _F.view_id == _V.id)
    author = and_(employees.c.company_id == _V.company_id, employees.c.id == _V.author_id)
    wanted = (
        select(*_SHOWN, _V.author_id, employees.c.name.label("author_name"), _F.view_id.is_not(None).label("first"))
        .select_from(saved_views.outerjoin(first_views, first).outerjoin(employees, author))
        .where(_V.company_id == tx.company_id, *where)
        .order_by(*ordered)
    )
    return [_shown(row, tx) for row in tx.session.execute(wanted).mappings()]


def _shown(row: Any, tx: Transaction) -> Answer:
    is_author = row["author_id"] == tx.actor.employee_id
    allowed = rights(shared=row["shared"], is_author=is_author, keeps=tx.actor.may("crm_settings"))
    plain = {name: value for name, value in row.items() if not name.startswith("author_")}
    return plain | {"author": named(row["author_id"], row["author_name"]), "may": sorted(allowed - {"see"})}
