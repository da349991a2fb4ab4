from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy import DateTime, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.contacts import rules
from services.crm.contacts.errors import BirthdayInFuture, OneStaysDefault
from services.crm.db import Base
from shared.contracts.crm.events import ContactChanged, ContactCreated, ContactDeleted
from shared.contracts.crm.reminders import ContactBirthdayNear
from shared.database import Aggregate, Id
from shared.kernel.actor import Person

_MOMENT = DateTime(timezone=True)


class Contact(Aggregate, Base):
    """A person at a customer."""

    __tablename__ = "contacts"

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    customer_id: Mapped[str] = mapped_column(Id)
    name: Mapped[str]
    title: Mapped[str | None]
    role_id: Mapped[str | None] = mapped_column(Id)
    mobiles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    landlines: Mapped[list[str]] = mapped_column(ARRAY(Text))
    email: Mapped[str | None]
    qq: Mapped[str | None]
    wechat: Mapped[str | None]
    birthday: Mapped[str | None]
    is_default: Mapped[bool]
    birthday_told: Mapped[int | None]
    values: Mapped[dict[str, Any]] = mapped_column("fields", JSONB)
    created_at: Mapped[datetime] = mapped_column(_MOMENT)
    updated_at: Mapped[datetime] = mapped_column(_MOMENT)

    @classmethod
    def create(
        cls,
        *,
        company_id: str,
        contact_id: str,
        customer_id: str,
        fields: dict[str, Any],
        is_default: bool,
        at: datetime,
        today: date,
    ) -> Self:
        """:raises BirthdayInFuture: born after today"""
        _refuse_future(fields.get("birthday"), today=today)
        contact = cls(
            company_id=company_id,
            id=contact_id,
            customer_id=customer_id,
            is_default=is_default,
            created_at=at,
            updated_at=at,
            **{"mobiles": [], "landlines": [], "values": {}} | fields,
        )
        contact.record(ContactCreated(contact_id=contact_id, customer_id=customer_id, name=contact.name))
        return contact

    def change(self, *, fields: dict[str, Any], at: datetime, today: date) -> None:
        """:raises BirthdayInFuture: born after today"""
        _refuse_future(fields.get("birthday"), today=today)
        if all(getattr(self, name) == new for name, new in fields.items()):
            return
        for name, new in fields.items():
            setattr(self, name, new)
        self._changed(at=at)

    def become_default(self, *, at: datetime) -> None:
        if not self.is_default:
            self.is_default = True
            self._changed(at=at)

    def step_back(self, *, at: datetime) -> None:
        """Another contact becomes the default one."""
        self.is_default = False
        self._changed(at=at)

    def refuse_to_step_back(self) -> None:
        """:raises OneStaysDefault: it is the default contact"""
        if self.is_default:
            raise OneStaysDefault

    def delete(self) -> None:
        """Its last word, before the repository removes it."""
        self.record(ContactDeleted(contact_id=self.id, customer_id=self.customer_id, name=self.name))

    def tell_of_birthday(self, *, customer_name: str, people: Sequence[Person], today: date) -> None:
        """Owner and participants are reminded of the next one, once a year."""
        on = rules.next_birthday(self.birthday, today=today) if self.birthday else None
        if on is None or self.birthday_told == on.year:
            return
        self.birthday_told = on.year
        self.record(
            ContactBirthdayNear(
                contact_id=self.id,
                customer_id=self.customer_id,
                name=self.name,
                customer_name=customer_name,
                on=on.isoformat(),
                days=(on - today).days,
                people=list(people),
            )
        )

    def _changed(self, *, at: datetime) -> None:
        self.updated_at = at
        self.record(ContactChanged(contact_id=self.id, customer_id=self.customer_id, name=self.name))


def _refuse_future(birthday: str | None, *, today: date) -> None:
    if birthday is not None and rules.in_future(birthday, today=today):
        raise BirthdayInFuture(errors={"birthday": ["Must not be in the future."]})
