"""Two customers that are one: what hangs on the other moves over, then the other is gone, in one transaction."""

from functools import cache
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from sqlalchemy import column, table, update

from services.crm.custom_fields.values import FILES, values_stay_unique
from services.crm.customers import answers, queries
from services.crm.customers.likeness import find_like
from services.crm.customers.model import Customer
from services.crm.customers.record import Participant
from services.crm.customers.repository import Customers
from services.crm.duplicates import schemas
from services.crm.duplicates.holding import customers_stay_unique, get_rules
from shared.contracts.crm.events import Named
from shared.database import Id, Transaction
from shared.kernel.errors import Invalid
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]
# What hangs on a customer and moves over; tags and participants are joined, past owners go with the other.
MOVED = (
    "attachments",
    "contacts",
    "follow_ups",
    "visits",
    "calls",
    "leads",
    "opportunities",
    "orders",
    "customer_changes",
)
JOINED = ("customer_tags", "participants", "ownerships", "unique_customers")
_FILLED = ("phone", "address", "note")


class MergeDraft(Schema):
    customer_id = fields.UUID(required=True)
    version = fields.Integer(required=True, strict=True)
    other_id = fields.UUID(required=True)
    other_version = fields.Integer(required=True, strict=True)


class MergeCustomers:
    """What others may ask of customers that may be the same."""

    @query(takes=schemas.Typed, answers=schemas.Hits, needs="customers")
    def find_duplicates(self, tx: Transaction, *, name: str, phone: str, except_id: UUID | None) -> Answer:
        """Customers of the same name or phone, for a form while somebody types; others' are masked."""
        known = get_rules(tx)
        found = find_like(tx, name=name, phone=phone, except_id=except_id)
        return {"items": found, "name_unique": known["name_unique"], "phone_unique": known["phone_unique"]}

    @command(takes=MergeDraft, answers=answers.CustomerInFull, needs="customers", needs_action="delete_customer")
    def merge_customers(
        self, tx: Transaction, *, customer_id: UUID, version: int, other_id: UUID, other_version: int
    ) -> Answer:
        """Move everything of the other customer to this one and remove the other; what is filled in here stays."""
        repositories = {str(customer_id): Customers(tx), str(other_id): Customers(tx)}
        locked = {key: repositories[key].fetch(key, to="edit") for key in sorted(repositories)}
        if customer_id == other_id:
            raise Invalid(errors={"other_id": ["Must be another customer."]})
        kept, other = locked[str(customer_id)], locked[str(other_id)]
        other.require("delete")
        kept.expect_version(version)
        other.expect_version(other_version)
        _move(tx, kept.id, other)
        _remove(tx, repositories[other.id], other)
        _fill(tx, kept, other)
        with values_stay_unique(), customers_stay_unique():
            repositories[kept.id].save()
        return queries.get_customer(tx, kept.id)


def _move(tx: Transaction, kept_id: str, other: Customer) -> None:
    if _has_contacts(tx, kept_id):
        contacts = _of("contacts")
        tx.session.execute(
            update(contacts).where(*_hanging("contacts", tx, other.id)).values({contacts.c.is_default: False})
        )
    for name in MOVED:
        tx.session.execute(update(_of(name)).where(*_hanging(name, tx, other.id)).values(customer_id=kept_id))


def _has_contacts(tx: Transaction, customer_id: str) -> bool:
    found = _of("contacts").select().where(*_hanging("contacts", tx, customer_id)).limit(1)
    return tx.session.execute(found).first() is not None


def _remove(tx: Transaction, others: Customers, other: Customer) -> None:
    """:raises SignedCustomerStays: the signed one is the one to keep (S4)"""
    other.delete(at=tx.now)
    other.purge()
    others.save()
    others.remove([other.id])


def _fill(tx: Transaction, kept: Customer, other: Customer) -> None:
    """What is empty here is taken from the other."""
    by, at = tx.actor.as_person(), tx.now
    columns = {name: getattr(other, name) for name in _FILLED if not getattr(kept, name) and getattr(other, name)}
    if kept.longitude is None and other.longitude is not None:
        columns |= {"longitude": other.longitude, "latitude": other.latitude}
    custom = {**other.fields, **kept.fields}
    pictures = {each["id"]: each for each in (*other.fields.get(FILES, ()), *kept.fields.get(FILES, ()))}
    if custom != kept.fields:
        columns["fields"] = custom | ({FILES: list(pictures.values())} if pictures else {})
    kept.change(fields=columns, source=None if kept.source else (other.source,), by=by, at=at)
    if kept.status is None and other.status is not None and kept.stage == other.stage:
        kept.set_status(other.status, by=by, at=at)
    known = {each["id"] for each in kept.tags}
    kept.set_tags([*kept.tags, *(each for each in other.tags if each["id"] not in known)], by=by, at=at)
    joining = [each for key, each in other.participants.items() if key not in kept.participants]
    if other.owner is not None:
        joining.append(Participant(other.owner, may_edit=False))
    kept.change_participants(added=[each for each in joining if each.person["id"] not in kept.participants])
    kept.absorb(Named(id=other.id, name=other.name), acts=other.clocks(), by=by, at=at)


@cache
def _of(name: str) -> Any:
    return table(name, column("company_id", Id), column("customer_id", Id), column("is_default"))


def _hanging(name: str, tx: Transaction, customer_id: str) -> tuple[Any, ...]:
    c = _of(name).c
    return c.company_id == tx.company_id, c.customer_id == customer_id
