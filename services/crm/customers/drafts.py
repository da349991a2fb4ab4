"""Creating a customer and changing its data, with what the ids of a draft stand for."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from services.crm.custom_fields.values import changed_values, new_values, values_stay_unique
from services.crm.customers import labels, lookups
from services.crm.customers.allowances import Allowance
from services.crm.customers.model import Customer
from services.crm.customers.record import NO_CHANGES
from services.crm.customers.repository import Customers
from services.crm.duplicates.holding import customers_stay_unique
from shared.database import Transaction
from shared.kernel.actor import Person

_BASIC = ("name", "phone", "address", "note")
_SIXTH_PLACE = Decimal("0.000001")


def create(tx: Transaction, draft: Mapping[str, Any], *, owner: Person | None = None, origin: str = "manual") -> str:
    """The id of the new customer, which who creates it owns where no other owner is named.

    :raises Invalid: an unknown choice  :raises HoldsTooMany: as many as one may hold
    """
    customers, me = Customers(tx), tx.actor.as_person()
    Allowance(tx, (owner or me)["id"], limits=customers.terms.limits).require()
    customer = Customer.create(
        company_id=tx.company_id,
        customer_id=tx.new_id(),
        by=me,
        owner=owner,
        origin=origin,
        at=tx.now,
        terms=customers.terms,
        fields=_columns(draft) | {"fields": _new_values(tx, draft)},
        status=lookups.choice(tx, _text(draft.get("status_id")), kind="customer-statuses", field="status_id"),
        source=lookups.choice(tx, _text(draft.get("source_id")), kind="sources", field="source_id"),
        tags=lookups.several(tx, _texts(draft.get("tag_ids", ())), kind="customer-tags", field="tag_ids"),
    )
    with values_stay_unique(), customers_stay_unique():
        customers.add(customer)
    return customer.id


def change(tx: Transaction, customer_id: str, *, version: int, draft: Mapping[str, Any]) -> None:
    """Basic data need the right to edit; status and tags have their own (C16).

    :raises Missing: not there, or not the actor's to see  :raises Forbidden: not theirs to change
    :raises Conflict: somebody was faster  :raises Invalid: an unknown choice
    """
    draft = dict(draft)
    pictures = draft.pop("pictures", ())
    customers, me = Customers(tx), tx.actor.as_person()
    customer = customers.fetch(customer_id, to=_right(draft))
    customer.expect_version(version)
    if draft.keys() - {"status_id", "tag_ids"}:
        customer.require("edit")
        source = None
        if "source_id" in draft:
            wanted, kept = _text(draft["source_id"]), customer.source_id
            source = (lookups.choice(tx, wanted, kind="sources", field="source_id", kept=kept),)
        columns, told = _columns(draft), NO_CHANGES
        if "custom" in draft:
            values = changed_values(tx, "customer", draft["custom"], before=customer.fields, files=pictures)
            columns, told = columns | {"fields": values.kept}, values.changes
        customer.change(fields=columns, source=source, custom=told, by=me, at=tx.now)
    if "status_id" in draft:
        customer.set_status(labels.status_of(tx, customer, draft["status_id"]), by=me, at=tx.now)
    if "tag_ids" in draft:
        customer.set_tags(labels.tags_of(tx, customer, draft["tag_ids"]), by=me, at=tx.now)
    with values_stay_unique(), customers_stay_unique():
        customers.save()


def _new_values(tx: Transaction, draft: Mapping[str, Any]) -> dict[str, Any]:
    return new_values(tx, "customer", draft.get("custom"), files=draft.get("pictures", ()))


def _right(draft: Mapping[str, Any]) -> str:
    if "status_id" in draft and draft.keys() <= {"status_id", "tag_ids"}:
        return "set_status"
    return "set_tags" if draft.keys() == {"tag_ids"} else "edit"


def _columns(draft: Mapping[str, Any]) -> dict[str, Any]:
    columns = {name: draft[name] for name in _BASIC if name in draft}
    if "position" in draft:
        place = draft["position"] or {"lng": None, "lat": None}
        columns |= {"longitude": _degrees(place["lng"]), "latitude": _degrees(place["lat"])}
    return columns


def _degrees(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(_SIXTH_PLACE)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _texts(values: Any) -> list[str]:
    return [str(each) for each in values]
