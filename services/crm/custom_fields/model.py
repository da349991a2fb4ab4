from typing import Any

from sqlalchemy.orm import Mapped

from services.crm.custom_fields import rules
from services.crm.custom_fields.tables import custom_fields
from services.crm.db import Base
from shared.fields import FieldType
from shared.kernel.errors import Conflict, Invalid


class CustomField(Base):
    """A field as the company configured it; its kind of thing and its type stay."""

    __table__ = custom_fields
    id: Mapped[str]
    version: Mapped[int]
    of: Mapped[str]
    title: Mapped[str]
    type: Mapped[FieldType]
    choices: Mapped[list[str]]
    order: Mapped[int]
    enabled: Mapped[bool]
    required: Mapped[bool]
    in_list: Mapped[bool]
    sortable: Mapped[bool]
    filterable: Mapped[bool]
    unique: Mapped[bool]

    def change(self, fields: dict[str, Any], *, version: int) -> None:
        """:raises Conflict: it was changed since the caller read that version  :raises Invalid: does not go together"""
        if version != self.version:
            raise Conflict
        for name, value in fields.items():
            setattr(self, name, value)
        self.version += 1
        self.refuse_mistakes()

    def refuse_mistakes(self) -> None:
        """:raises Invalid: does not go together"""
        names = ("type", "choices", "sortable", "filterable", "unique")
        if errors := rules.mistakes_in({name: getattr(self, name) for name in names}):
            raise Invalid(errors=errors)

    def place(self, order: int) -> None:
        if order != self.order:
            self.order = order
            self.version += 1
