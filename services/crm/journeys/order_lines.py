"""The lines of an order out of a draft: products by name, at the price given or today's."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, select

from services.crm.names import category_names
from services.crm.orders.errors import ProductSwitchedOff
from services.crm.orders.lines import Line
from services.crm.products.model import Product
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.kernel.errors import Invalid

_NO_DISCOUNT, _ALL_OF_IT = Decimal("0.00"), Decimal(100)


def lines_of(tx: Transaction, drafts: Sequence[Mapping[str, Any]], *, kept: Sequence[Line] = ()) -> list[Line]:
    """:raises Invalid: a product that is unknown, or switched off and not kept; more than all of the price off"""
    found = _products(tx, [str(each["product_id"]) for each in drafts])
    known = {each.product["id"] for each in kept}
    wrong: dict[str, list[str]] = {}
    for number, draft in enumerate(drafts):
        row = found.get(str(draft["product_id"]))
        if row is None or not (row.enabled or row.id in known):
            wrong[f"lines.{number}.product_id"] = ["Unknown product."]
        if (draft["discount"] or 0) > _ALL_OF_IT:
            wrong[f"lines.{number}.discount"] = ["Must be less than or equal to 100."]
    if wrong:
        raise Invalid(errors=wrong)
    return [
        _line(
            found[str(draft["product_id"])],
            quantity=draft["quantity"],
            price=draft["price"],
            discount=draft["discount"] or _NO_DISCOUNT,
        )
        for draft in drafts
    ]


def at_todays_prices(tx: Transaction, lines: Sequence[Line]) -> list[Line]:
    """The same lines at what their products cost now. :raises ProductSwitchedOff: one is not sold any more"""
    found = _products(tx, [each.product["id"] for each in lines])
    for row in found.values():
        if not row.enabled:
            raise ProductSwitchedOff(name=row.name)
    return [
        _line(found[each.product["id"]], quantity=each.quantity, price=None, discount=each.discount) for each in lines
    ]


def _products(tx: Transaction, ids: Sequence[str]) -> dict[str, Any]:
    p, n = Product.__table__.c, category_names.c
    rows = tx.session.execute(
        select(p.id, p.name, p.unit, p.price, p.enabled, p.category_id, n.name.label("category_name"))
        .select_from(
            Product.__table__.outerjoin(category_names, and_(n.company_id == p.company_id, n.id == p.category_id))
        )
        .where(p.company_id == tx.company_id, p.id.in_(ids))
    )
    return {row.id: row for row in rows}


def _line(row: Any, *, quantity: int, price: Decimal | None, discount: Decimal) -> Line:
    return Line(
        product=Named(id=row.id, name=row.name),
        category=Named(id=row.category_id, name=row.category_name) if row.category_id else None,
        unit=row.unit,
        quantity=quantity,
        price=row.price if price is None else price,
        discount=discount,
    )
