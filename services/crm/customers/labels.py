"""Statuses and tags of both stages, and what they become when a customer is signed or goes back (S4).

A customer has a status of its stage. Development tags stay with a signed customer, which has signing tags besides.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from services.crm.customers import lookups
from services.crm.customers.model import Customer
from services.crm.db import choices
from shared.contracts.crm.events import Named
from shared.database import Transaction

STATUSES: Mapping[str, str] = {"developing": "customer-statuses", "signed": "signed-statuses"}
TAGS: Mapping[str, Sequence[str]] = {"developing": ("customer-tags",), "signed": ("customer-tags", "signed-tags")}


class Labels(NamedTuple):
    """A customer's status and tags."""

    status: Named | None
    tags: Sequence[Named]


def status_of(tx: Transaction, customer: Customer, status_id: Any) -> Named | None:
    """:raises Invalid: no status of the customer's stage"""
    return lookups.choice(
        tx,
        None if status_id is None else str(status_id),
        kind=STATUSES[customer.stage],
        field="status_id",
        kept=customer.status_id,
    )


def tags_of(tx: Transaction, customer: Customer, tag_ids: Sequence[Any]) -> list[Named]:
    """:raises Invalid: no tags of the customer's stage"""
    wanted, kept = [str(each) for each in tag_ids], [each["id"] for each in customer.tags]
    return lookups.of_kinds(tx, wanted, kinds=TAGS[customer.stage], field="tag_ids", kept=kept)


def ids_of(tx: Transaction, kind: str) -> frozenset[str]:
    """All entries of a list, also those switched off."""
    return frozenset(
        tx.session.scalars(select(choices.c.id).where(choices.c.company_id == tx.company_id, choices.c.kind == kind))
    )


def after_signing(tx: Transaction, customer: Customer) -> Labels:
    """Its status becomes one of the signed, and its tags stay, with the signing tags they stand for."""
    becoming = _becoming(tx, customer)
    joining = [becoming[tag["id"]] for tag in customer.tags if tag["id"] in becoming]
    return Labels(becoming.get(customer.status_id or ""), _once([*customer.tags, *joining]))


def after_going_back(tx: Transaction, customer: Customer) -> Labels:
    """The other way round; signing tags leave, and those they stand for come."""
    becoming, signing = _becoming(tx, customer), ids_of(tx, "signed-tags")
    staying = [becoming.get(tag["id"]) if tag["id"] in signing else tag for tag in customer.tags]
    return Labels(becoming.get(customer.status_id or ""), _once([tag for tag in staying if tag]))


def _becoming(tx: Transaction, customer: Customer) -> dict[str, Named]:
    """What its status and tags are mapped to, by their ids."""
    held = [each["id"] for each in customer.tags] + ([customer.status_id] if customer.status_id else [])
    before, after = choices.alias(), choices.alias()
    found = tx.session.execute(
        select(before.c.id.label("held"), after.c.id, after.c.name)
        .join(after, (after.c.company_id == before.c.company_id) & (after.c.id == before.c.becomes_id))
        .where(before.c.company_id == tx.company_id, before.c.id.in_(held))
    )
    return {row.held: Named(id=row.id, name=row.name) for row in found}


def _once(tags: Sequence[Named]) -> list[Named]:
    return list({each["id"]: each for each in tags}.values())
