from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from services.crm.product_categories.errors import CategoryNameTaken, CategoryNotEmpty
from services.crm.product_categories.model import ProductCategory
from services.crm.product_categories.rules import Parents
from shared.database import Transaction
from shared.kernel.errors import Invalid, Missing

_ALONE = text("select pg_advisory_xact_lock(:lock, hashtext(:company_id))")
_LOCK = 7_303
_UNIQUE, _REFERRED_TO = "23505", "23503"


class ProductCategories:
    """The tree of the transaction's company, changed by one at a time, so that no two changes make it too deep."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        tx.session.execute(_ALONE, {"lock": _LOCK, "company_id": tx.company_id})

    @cached_property
    def parents(self) -> Parents:
        found = self._tx.session.execute(
            select(ProductCategory.id, ProductCategory.parent_id).where(
                ProductCategory.company_id == self._tx.company_id
            )
        )
        return {row.id: row.parent_id for row in found}

    def fetch(self, category_id: str) -> ProductCategory:
        """:raises Missing: not there"""
        found = self._tx.session.scalars(
            select(ProductCategory).where(
                ProductCategory.company_id == self._tx.company_id, ProductCategory.id == category_id
            )
        ).one_or_none()
        if found is None:
            raise Missing
        self._tx.track(found)
        return found

    def parent(self, category_id: str | None) -> str | None:
        """:raises Invalid: no such category"""
        if category_id is not None and category_id not in self.parents:
            raise Invalid(errors={"parent_id": ["Unknown category."]})
        return category_id

    def add(self, category: ProductCategory) -> None:
        """:raises CategoryNameTaken: the parent has one of this name"""
        self._tx.add(category)
        self.save()

    def save(self) -> None:
        """:raises CategoryNameTaken: the parent has one of this name"""
        with _refusing(_UNIQUE, CategoryNameTaken):
            self._tx.flush()

    def remove(self, category: ProductCategory) -> None:
        """:raises CategoryNotEmpty: products or categories lie in it"""
        category.delete()
        self._tx.flush()
        with _refusing(_REFERRED_TO, CategoryNotEmpty):
            self._tx.session.delete(category)
            self._tx.session.flush()


@contextmanager
def _refusing(pgcode: str, broken: type[Exception]) -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        if getattr(error.orig, "pgcode", None) != pgcode:
            raise
        raise broken from error
