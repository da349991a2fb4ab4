"""What can be found, as other features keep it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    DateTime,
    FromClause,
    RowMapping,
    Text,
    and_,
    column,
    table,
)

from services.crm.marks.rules import Found
from services.crm.names import customer_names, opportunity_names, order_names, product_names
from shared.database import Id

NOBODY = "00000000-0000-0000-0000-000000000000"
_customers = table(
    "customers",
    column("company_id", Id),
    column("id", Id),
    column("name", Text),
    column("phone", Text),
    column("stage", Text),
    column("owner_id", Id),
    column("recycled_at", DateTime(timezone=True)),
)
participants = table("participants", column("company_id", Id), column("customer_id", Id), column("employee_id", Id))
_contacts = table(
    "contacts",
    column("company_id", Id),
    column("id", Id),
    column("name", Text),
    column("mobiles", ARRAY(Text)),
    column("landlines", ARRAY(Text)),
    column("customer_id", Id),
)
_leads = table(
    "leads",
    column("company_id", Id),
    column("id", Id),
    column("name", Text),
    column("company", Text),
    column("phone", Text),
    column("owner_id", Id),
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Kind:
    """A kind of thing that is found: what it is called by, and whose it is.

    Who uses none of the functions `offered_to` finds none of it. `of_customer`: it is seen only while its customer is
    not in the recycle bin. `approved`: who is on the way of an approval of it finds it too.
    """

    name: str
    things: Any
    title: str = "name"
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    owned_by: str | None = "owner_id"
    of_customer: bool = False
    shared_with_participants: bool = False
    approved: bool = False
    offered_to: tuple[str, ...]

    @property
    def joined(self) -> FromClause:
        things: FromClause = self.things
        if not self.of_customer:
            return things
        c = customer_names.c
        return things.join(customer_names, and_(c.company_id == things.c.company_id, c.id == things.c.customer_id))

    @property
    def customer_id(self) -> ColumnElement[Any]:
        """Of which customer it is; a customer is its own."""
        column: ColumnElement[Any] = self.things.c["customer_id" if self.of_customer else "id"]
        return column

    @property
    def owner(self) -> ColumnElement[Any] | None:
        if self.owned_by is None:
            return None
        column: ColumnElement[Any] = (customer_names if self.owned_by == "customer" else self.things).c["owner_id"]
        return column

    def words(self, row: RowMapping) -> Found:
        """What a row of it is found by; its title is labelled so."""
        phones = [row[each] for each in self.phones if row[each]]
        flat = [one for each in phones for one in (each if isinstance(each, list) else [each])]
        return Found(names=(row["title"], *(row[each] for each in self.names if row[each])), phones=tuple(flat))


_ALL = (
    Kind(
        name="customer",
        things=_customers,
        phones=("phone",),
        told=("stage",),
        shared_with_participants=True,
        approved=True,
        offered_to=("customers",),
    ),
    Kind(
        name="contact",
        things=_contacts,
        phones=("mobiles", "landlines"),
        owned_by="customer",
        of_customer=True,
        shared_with_participants=True,
        offered_to=("customers",),
    ),
    Kind(name="lead", things=_leads, names=("company",), phones=("phone",), offered_to=("leads",)),
    Kind(
        name="opportunity",
        things=opportunity_names,
        title="title",
        told=("outcome",),
        of_customer=True,
        approved=True,
        offered_to=("opportunities",),
    ),
    Kind(
        name="order",
        things=order_names,
        title="title",
        told=("status",),
        of_customer=True,
        approved=True,
        offered_to=("orders",),
    ),
    Kind(name="product", things=product_names, owned_by=None, offered_to=("products", "opportunities", "orders")),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}
