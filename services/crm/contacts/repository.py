from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select

from services.crm.contacts import rules
from services.crm.contacts.model import Contact
from services.crm.names import customer_names
from shared.database import Transaction
from shared.kernel.errors import Missing

DAYS_AHEAD = 7


class Contacts:
    """Contacts to be changed. Whoever changes one has locked its customer, which also keeps the default one single."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def fetch(self, contact_id: str) -> Contact:
        """:raises Missing: not there"""
        found = self._tx.session.scalars(
            select(Contact).where(Contact.company_id == self._tx.company_id, Contact.id == contact_id)
        ).one_or_none()
        if found is None:
            raise Missing
        self._tx.track(found)
        return found

    def fetch_all(self, ids: Sequence[str]) -> dict[str, Contact]:
        """Those that are there, by id."""
        found = self._tx.session.scalars(
            select(Contact).where(Contact.company_id == self._tx.company_id, Contact.id.in_(ids))
        ).all()
        for each in found:
            self._tx.track(each)
        return {each.id: each for each in found}

    def customer_of(self, contact_id: str) -> str:
        """:raises Missing: no such contact"""
        found = self._tx.session.scalar(
            select(Contact.customer_id).where(Contact.company_id == self._tx.company_id, Contact.id == contact_id)
        )
        if found is None:
            raise Missing
        return found

    def belongs(self, contact_id: str, *, customer_id: str) -> bool:
        """Whether there is such a contact at the customer."""
        found = select(Contact.id).where(
            Contact.company_id == self._tx.company_id, Contact.id == contact_id, Contact.customer_id == customer_id
        )
        return self._tx.session.execute(found).first() is not None

    def with_birthday_near(self, today: date, *, most: int) -> list[tuple[str, str]]:
        """Contacts, with their customers, whose people were not told yet of a birthday within `DAYS_AHEAD` days."""
        day = func.right(Contact.birthday, 5)
        near = or_(
            *(
                day.in_(sorted(days)) & (Contact.birthday_told.is_(None) | (Contact.birthday_told < year))
                for year, days in rules.days_ahead(today, days=DAYS_AHEAD).items()
            )
        )
        customer = customer_names.c
        found = self._tx.session.execute(
            select(Contact.id, Contact.customer_id)
            .join(customer_names, (customer.company_id == Contact.company_id) & (customer.id == Contact.customer_id))
            .where(Contact.company_id == self._tx.company_id, Contact.birthday.is_not(None), near)
            .where(customer.owner_id.is_not(None), customer.recycled_at.is_(None))
            .order_by(Contact.id)
            .limit(most)
        )
        return [(row.id, row.customer_id) for row in found]

    def make_room_for_default(self, customer_id: str) -> None:
        """The default contact of the customer, if there is one, steps back."""
        default = self._first(customer_id, default=True)
        if default is not None:
            default.step_back(at=self._tx.now)
            self._tx.flush()

    def has_any(self, customer_id: str) -> bool:
        return self._first(customer_id) is not None

    def add(self, contact: Contact) -> None:
        self._tx.add(contact)

    def remove(self, contact: Contact) -> None:
        """Removes it; when it was the default one, the oldest of the others follows."""
        contact.delete()
        self._tx.flush()
        self._tx.session.delete(contact)
        self._tx.session.flush()
        following = self._first(contact.customer_id) if contact.is_default else None
        if following is not None:
            following.become_default(at=self._tx.now)

    def _first(self, customer_id: str, *, default: bool = False) -> Contact | None:
        of_customer = select(Contact).where(
            Contact.company_id == self._tx.company_id, Contact.customer_id == customer_id
        )
        if default:
            of_customer = of_customer.where(Contact.is_default)
        found = self._tx.session.scalars(of_customer.order_by(Contact.id).limit(1)).one_or_none()
        if found is not None:
            self._tx.track(found)
        return found
