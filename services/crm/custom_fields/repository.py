"""Definitions to be changed, one transaction at a time per company."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, TableClause, column, delete, func, insert, literal, select, table, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError

from services.crm.custom_fields.errors import HasValues, NotUniqueYet, TitleTaken, TooManyFields
from services.crm.custom_fields.model import CustomField
from services.crm.custom_fields.tables import FIELDS_LOCK, HOLDERS, custom_fields, unique_values
from shared.database import Id, Transaction
from shared.kernel.errors import Invalid, Missing

MOST = 100
_ALONE = text("select pg_advisory_xact_lock(:lock, hashtext(:company_id))")


class CustomFields:
    """The definitions of the transaction's company. Who writes values meanwhile is waited for, and waits."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        tx.session.execute(_ALONE, {"lock": FIELDS_LOCK, "company_id": tx.company_id})

    def fetch(self, field_id: str) -> CustomField:
        """:raises Missing: no such field"""
        wanted = select(CustomField).where(
            custom_fields.c.company_id == self._tx.company_id, CustomField.id == field_id
        )
        found = self._tx.session.scalars(wanted).one_or_none()
        if found is None:
            raise Missing
        return found

    def all_of(self, kind: str) -> dict[str, CustomField]:
        """By id, in their order."""
        wanted = select(CustomField).where(custom_fields.c.company_id == self._tx.company_id, CustomField.of == kind)
        return {each.id: each for each in self._tx.session.scalars(wanted.order_by(CustomField.order))}

    def add(self, *, kind: str, fields: dict[str, Any]) -> CustomField:
        """Puts it at the end. :raises TitleTaken :raises TooManyFields :raises Invalid: does not go together"""
        count, last = self._tx.session.execute(
            select(func.count(), func.max(CustomField.order)).where(
                custom_fields.c.company_id == self._tx.company_id, CustomField.of == kind
            )
        ).one()
        if count >= MOST:
            raise TooManyFields(most=MOST)
        made = CustomField(
            company_id=self._tx.company_id, id=self._tx.new_id(), version=1, of=kind, order=(last or 0) + 1, **fields
        )
        made.refuse_mistakes()
        self._tx.session.add(made)
        self.save()
        return made

    def save(self) -> None:
        """:raises TitleTaken: there is a field of this title"""
        try:
            self._tx.session.flush()
        except IntegrityError as error:
            raise TitleTaken from error

    def gather_unique(self, field: CustomField) -> None:
        """Takes the values there are into account from now on. :raises NotUniqueYet: two are equal"""
        holder, value = _holder(field)
        filled = select(holder.c.company_id, literal(field.id, Id), value, holder.c.id).where(
            holder.c.company_id == self._tx.company_id, value.is_not(None)
        )
        names = ["company_id", "field_id", "value", "thing_id"]
        try:
            self._tx.session.execute(insert(unique_values).from_select(names, filled))
        except IntegrityError as error:
            raise NotUniqueYet from error

    def forget_unique(self, field: CustomField) -> None:
        u = unique_values.c
        self._tx.session.execute(
            delete(unique_values).where(u.company_id == self._tx.company_id, u.field_id == field.id)
        )

    def remove(self, field: CustomField) -> None:
        """:raises HasValues: something has a value in it"""
        holder, value = _holder(field)
        filled = select(holder.c.id).where(holder.c.company_id == self._tx.company_id, value.is_not(None)).limit(1)
        if self._tx.session.execute(filled).first() is not None:
            raise HasValues
        self._tx.session.delete(field)
        self._tx.session.flush()


def _holder(field: CustomField) -> tuple[TableClause, ColumnElement[Any]]:
    """Where its values lie, and the value there."""
    holder = table(HOLDERS[field.of], column("company_id", Id), column("id", Id), column("fields", JSONB))
    return holder, holder.c.fields[field.id].astext


def in_order(found: dict[str, CustomField], ids: Sequence[str]) -> None:
    """Gives the fields the order of the ids. :raises Invalid: not just the kind's fields, each once"""
    if len(ids) != len(found) or set(ids) != set(found):
        raise Invalid(errors={"ids": ["Must name every entry of the list once."]})
    for order, field_id in enumerate(ids, start=1):
        found[field_id].place(order)
