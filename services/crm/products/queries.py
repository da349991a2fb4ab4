from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, text

from services.crm.custom_fields.filtering import narrowed, sorted_column
from services.crm.custom_fields.values import shown_values
from services.crm.names import category_names
from services.crm.paging import containing, named, read_page
from services.crm.products.model import Product
from shared.database import Id, Transaction
from shared.kernel.errors import Missing

Answer = dict[str, Any]
_C = Product.__table__.c
_PLAIN = ("id", "version", "name", "unit", "note", "stock", "enabled", "created_at", "updated_at")
_BRANCH = text(
    "with recursive branch as (select id from product_categories where company_id = cast(:company_id as uuid) "
    "and id = any(cast(:tops as uuid[])) union select c.id from product_categories c join branch b "
    "on c.parent_id = b.id where c.company_id = cast(:company_id as uuid)) select id from branch"
).columns(id=Id)


def list_products(tx: Transaction, *, sort: str, page: int, page_size: int, **filters: Any) -> Answer:
    """One page; a category stands for its whole branch."""
    column = sorted_column(tx, "product", sort, _C)
    ordered = column.desc() if sort.startswith("-") else column.asc()
    statement = _products().where(*_conditions(tx, **filters)).order_by(ordered.nulls_last(), _C.id)
    return read_page(tx, statement, page=page, page_size=page_size, item=_shown)


def products_after(tx: Transaction, after: str, *, most: int, **filters: Any) -> list[Answer]:
    """The first products of a list behind that id, in the order of their ids."""
    wanted = _products().where(*_conditions(tx, **filters), _C.id > after).order_by(_C.id).limit(most)
    return [_shown(row) for row in tx.session.execute(wanted)]


def find_ids(tx: Transaction, **filters: Any) -> list[str]:
    """Which products a list would show on all its pages."""
    return list(tx.session.scalars(select(_C.id).where(*_conditions(tx, **filters)).order_by(_C.id)))


def _conditions(
    tx: Transaction,
    *,
    q: str | None = None,
    category_id: Sequence[str] | None = None,
    enabled: bool | None = None,
    field: Sequence[str] | None = None,
) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [_C.company_id == tx.company_id]
    if q:
        where.append(_C.name.ilike(containing(q)))
    if enabled is not None:
        where.append(_C.enabled == enabled)
    if category_id:
        where.append(_in_categories(tx, category_id))
    return where + narrowed(tx, "product", _C.fields, field)


def get_product(tx: Transaction, product_id: str) -> Answer:
    """:raises Missing: not there"""
    tx.flush()
    row = tx.session.execute(_products().where(_C.company_id == tx.company_id, _C.id == product_id)).one_or_none()
    if row is None:
        raise Missing
    return _shown(row)


def _in_categories(tx: Transaction, chosen: Sequence[str | None]) -> ColumnElement[bool]:
    tops = [str(each) for each in chosen if each is not None]
    ids = tx.session.scalars(_BRANCH, {"company_id": tx.company_id, "tops": tops}).all()
    unset = [_C.category_id.is_(None)] if None in chosen else []
    return or_(_C.category_id.in_(ids), *unset)


def _products() -> Select[Any]:
    n = category_names.c
    joined = Product.__table__.outerjoin(category_names, and_(n.company_id == _C.company_id, n.id == _C.category_id))
    return select(
        *(_C[name] for name in _PLAIN), _C.fields, _C.price, _C.category_id, n.name.label("category_name")
    ).select_from(joined)


def _shown(row: Any) -> Answer:
    plain = {name: getattr(row, name) for name in _PLAIN}
    category = named(row.category_id, row.category_name)
    return plain | {"price": f"{row.price:.2f}", "category": category} | shown_values(row.fields)
