"""Products to be changed, locked in the order of their ids, so that orders that share some never wait in a circle."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.exc import IntegrityError

from services.crm.change_log import write_all_lines
from services.crm.names import category_names
from services.crm.products.errors import ProductInUse
from services.crm.products.model import Product
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.kernel.errors import DomainError, Invalid, Missing

_REFERRED_TO = "23503"


class Products:
    """The products of the transaction's company."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._products: list[Product] = []

    def add(self, product: Product) -> None:
        self._tx.add(product)
        self._products.append(product)
        self.save()

    def add_all(self, products: Sequence[Product]) -> None:
        for each in products:
            self._tx.add(each)
            self._products.append(each)
        self.save()

    def fetch(self, product_id: str) -> Product:
        """The product, locked. :raises Missing: not there"""
        found = self.locked([product_id])
        if not found:
            raise Missing
        return found[product_id]

    def locked(self, ids: Sequence[str]) -> dict[str, Product]:
        """Those that are there, by id."""
        n = category_names.c
        rows = self._tx.session.execute(
            select(Product, n.name)
            .outerjoin(category_names, and_(n.company_id == Product.company_id, n.id == Product.category_id))
            .where(Product.company_id == self._tx.company_id, Product.id.in_(ids))
            .order_by(Product.id)
            .with_for_update(of=Product)
            .execution_options(populate_existing=True)
        ).all()
        for product, name in rows:
            product.category = Named(id=product.category_id, name=name) if product.category_id else None
            self._tx.track(product)
            self._products.append(product)
        return {product.id: product for product, _ in rows}

    def each(self, ids: Sequence[str], verb: Callable[[Product], None]) -> dict[str, Any]:
        """Does the verb to each; one that refuses does not keep the others from it."""
        found = self.locked(ids)
        refused: list[dict[str, str]] = []
        for product_id in sorted(set(ids)):
            try:
                if product_id not in found:
                    raise Missing
                verb(found[product_id])
            except DomainError as error:
                detail = error.detail(self._tx.actor.language)
                refused.append({"id": product_id, "code": error.code, "detail": detail})
        self.save()
        return {"done": len(set(ids)) - len(refused), "refused": refused}

    def category(self, category_id: str | None) -> Named | None:
        """:raises Invalid: no such category"""
        if category_id is None:
            return None
        n = category_names.c
        name = self._tx.session.scalar(select(n.name).where(n.company_id == self._tx.company_id, n.id == category_id))
        if name is None:
            raise Invalid(errors={"category_id": ["Unknown category."]})
        return Named(id=category_id, name=name)

    def save(self) -> None:
        """Writes what was changed, with its lines of the log."""
        self._tx.flush()
        write_all_lines(self._tx, [(each.id, each) for each in self._products])

    def remove(self, product: Product) -> None:
        """:raises ProductInUse: an opportunity or an order refers to it"""
        try:
            with self._tx.session.begin_nested():
                self._tx.session.delete(product)
                self._tx.session.flush()
        except IntegrityError as error:
            if getattr(error.orig, "pgcode", None) != _REFERRED_TO:
                raise
            raise ProductInUse from error
        product.delete()


def as_columns(draft: Mapping[str, Any]) -> dict[str, Any]:
    """A draft without the id of its category, which is looked up."""
    return {name: value for name, value in draft.items() if name != "category_id"}
