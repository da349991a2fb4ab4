"""Reminders by the clock: of birthdays, of falls into the pool, of follow-ups that are due. Mark and event are one."""

from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from services.crm.collections.model import CollectionPlan
from services.crm.collections.repository import Collections
from services.crm.contacts.repository import Contacts
from services.crm.customers.falling import tell_of_falls
from services.crm.customers.repository import Customers
from services.crm.follow_ups.reminding import companies_with_follow_ups_due, tell_of_follow_ups
from services.crm.orders.repository import Orders
from shared.database import Transaction
from shared.database.tables import companies
from shared.nameko.entrypoints import every

_AT_ONCE = 200


class Remind:
    """What the CRM's clock tells people."""

    database: Any
    system_database: Any

    @every(seconds=20)
    def remind_of_follow_ups(self) -> None:
        """Tell those who wrote a follow-up that its next date has come (U1)."""
        for company_id in companies_with_follow_ups_due(self.system_database):
            _in_company(self, company_id, tell_of_follow_ups)

    @every(seconds=300)
    def remind_of_falls(self) -> None:
        """Tell owners of customers that fall into the pool soon (C17)."""
        for company_id in _companies(self.system_database):
            _in_company(self, company_id, tell_of_falls)

    @every(seconds=600)
    def remind_of_birthdays(self) -> None:
        """Tell owners and participants of contacts' birthdays within 7 days (C5)."""
        for company_id in _companies(self.system_database):
            _in_company(self, company_id, tell_of_birthdays)

    @every(seconds=600)
    def remind_of_payments(self) -> None:
        """Tell owners of running orders of planned collections that are due soon (O4)."""
        for company_id in _companies(self.system_database):
            _in_company(self, company_id, tell_of_payments)


def tell_of_payments(tx: Transaction, *, most: int) -> int:
    """Reminds of planned collections, each under its order's lock; how many there were."""
    today, collections = _today(tx), Collections(tx)
    near = collections.due_near(today, most=most)
    for plan_id, order_id in near:
        order = Orders(tx).fetch(order_id)
        collections.fetch(CollectionPlan, plan_id).tell_of_due(order=order.told(), today=today)
        tx.flush()
    return len(near)


def tell_of_birthdays(tx: Transaction, *, most: int) -> int:
    """Reminds owner and participants of each contact's customer; how many contacts there were."""
    today, contacts = _today(tx), Contacts(tx)
    near = contacts.with_birthday_near(today, most=most)
    customers = Customers(tx).for_the_clock({customer_id for _, customer_id in near})
    ready = [(contact_id, customers[customer_id]) for contact_id, customer_id in near if customer_id in customers]
    for contact_id, customer in ready:
        people = [customer.owner, *(each.person for each in customer.participants.values())]
        known = [each for each in people if each is not None]
        contacts.fetch(contact_id).tell_of_birthday(customer_name=customer.name, people=known, today=today)
    return len(ready)


def _today(tx: Transaction) -> date:
    """The day it is in the company's time zone."""
    zone = tx.session.scalar(select(companies.c.time_zone).where(companies.c.company_id == tx.company_id))
    return tx.now.astimezone(ZoneInfo(zone or "Asia/Shanghai")).date()


def _companies(database: Any) -> list[str]:
    with database.connection() as connection:
        return list(connection.scalars(select(companies.c.company_id)))


def _in_company(service: Remind, company_id: str, tell: Callable[..., int]) -> None:
    """Some at a time, each in a transaction of its own."""
    told = _AT_ONCE
    while told == _AT_ONCE:
        with service.database.system_transaction() as tx:
            tx.enter_company(company_id)
            told = tell(tx, most=_AT_ONCE)
