"""Orders and the customers they are for: written for one's own, submitted, terminated, copied (O1 to O5)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.crm.change_log import list_lines
from services.crm.custom_fields.values import copied as copied_values
from services.crm.custom_fields.values import take_changed, take_new, values_stay_unique
from services.crm.customers import lookups
from services.crm.deal_terms.repository import read_terms
from services.crm.journeys import settle_orders
from services.crm.journeys.customer_of import own_customer, works_with
from services.crm.journeys.order_lines import at_todays_prices, lines_of
from services.crm.journeys.orders_seen import SEEN_BY, fetch_order, read_order
from services.crm.names import opportunity_names
from services.crm.orders import queries, schemas
from services.crm.orders.errors import NotOwnCustomer
from services.crm.orders.model import Order
from services.crm.orders.repository import Orders
from services.crm.schemas import ChangesShown
from shared.database import Transaction
from shared.kernel.errors import Invalid
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]
_FUNCTION = "orders"


def _won_opportunity(tx: Transaction, opportunity_id: UUID | None, *, customer_id: str) -> str | None:
    """:raises Invalid: none that was won with this customer"""
    if opportunity_id is None:
        return None
    o = opportunity_names.c
    won = select(o.id).where(
        o.company_id == tx.company_id,
        o.id == str(opportunity_id),
        o.customer_id == customer_id,
        o.outcome == "won",
    )
    if tx.session.execute(won).first() is None:
        raise Invalid(errors={"opportunity_id": ["Not an opportunity won with this customer."]})
    return str(opportunity_id)


class KeepOrders:
    """What others may ask of orders."""

    @query(takes=schemas.OrderFilter, answers=schemas.OrdersShown, needs=_FUNCTION)
    def list_orders(self, tx: Transaction, **asked: Any) -> Answer:
        """One page of mine, the team's, or a customer's (O1, C10)."""
        customer_id = asked["customer_id"]
        everything = customer_id is not None and works_with(tx, str(customer_id))
        return queries.list_orders(tx, everything_of_customer=everything, **asked)

    @query(takes=schemas.OneOrder, answers=schemas.OrderInFull, needs=SEEN_BY)
    def get_order(self, tx: Transaction, *, order_id: UUID) -> Answer:
        """One order with its lines, and what the actor may do; also for who approves something of it (O5)."""
        return read_order(tx, order_id)

    @query(takes=schemas.PageOfOrder, answers=ChangesShown, needs=_FUNCTION)
    def list_order_changes(self, tx: Transaction, *, order_id: UUID, page: int, page_size: int) -> Answer:
        """The log of an order (O5)."""
        read_order(tx, order_id)
        return list_lines(tx, str(order_id), page=page, page_size=page_size)

    @command(takes=schemas.OrderDraft, answers=schemas.OrderInFull, needs=_FUNCTION)
    def create_order(
        self,
        tx: Transaction,
        *,
        customer_id: UUID,
        lines: Sequence[Mapping[str, Any]],
        opportunity_id: UUID | None,
        **given: Any,
    ) -> Answer:
        """Write an order for a customer of one's own (O2)."""
        customer, values = own_customer(tx, customer_id, refusal=NotOwnCustomer), take_new(tx, "order", given)
        order = Order.create(
            company_id=tx.company_id,
            order_id=tx.new_id(),
            customer=customer,
            lines=lines_of(tx, lines),
            opportunity_id=_won_opportunity(tx, opportunity_id, customer_id=customer["id"]),
            by=tx.actor.as_person(),
            at=tx.now,
            values=values,
            **given,
        )
        with values_stay_unique():
            Orders(tx).add(order)
        return read_order(tx, order.id)

    @command(takes=schemas.OrderChange, answers=schemas.OrderInFull, needs=_FUNCTION)
    def change_order(
        self,
        tx: Transaction,
        *,
        order_id: UUID,
        version: int,
        lines: Sequence[Mapping[str, Any]] | None = None,
        **given: Any,
    ) -> Answer:
        """Change an order that is not approved yet (O3)."""
        order = fetch_order(tx, order_id, to="edit")
        order.expect_version(version)
        new_lines = None if lines is None else lines_of(tx, lines, kept=order.lines)
        if "deal_amount" in given and given["deal_amount"] is None:
            given["deal_amount"] = sum((each.amount for each in new_lines or order.lines), start=0 * order.deal_amount)
        values = take_changed(tx, "order", given, before=order.fields)
        order.change(given=given | {"fields": values.kept}, lines=new_lines, custom=values.changes, at=tx.now)
        with values_stay_unique():
            Orders(tx).save(order, lines=new_lines is not None)
        return read_order(tx, order.id)

    @command(takes=schemas.OneOrder, answers=schemas.OrderInFull, needs=_FUNCTION)
    def submit_order(self, tx: Transaction, *, order_id: UUID) -> Answer:
        """Hand an order in for its approval (O3)."""
        order = fetch_order(tx, order_id, to="submit")
        settle_orders.require_stock(tx, order)
        order.submit(by=tx.actor.as_person(), at=tx.now)
        Orders(tx).save(order)
        return read_order(tx, order.id)

    @command(takes=schemas.Termination, answers=schemas.OrderInFull, needs=_FUNCTION)
    def terminate_order(self, tx: Transaction, *, order_id: UUID, reason: str) -> Answer:
        """End an approved order early, for good, or ask for it where the company wants an approval (O3, S2)."""
        order = fetch_order(tx, order_id, to="terminate")
        if read_terms(tx)["termination_approval"]:
            order.submit_termination(reason=reason.strip(), by=tx.actor.as_person(), at=tx.now)
            Orders(tx).save(order)
        else:
            settle_orders.terminate(tx, order, reason=reason.strip())
        return read_order(tx, order.id)

    @command(takes=schemas.OneOrder, answers=schemas.OrderInFull, needs=_FUNCTION)
    def copy_order(self, tx: Transaction, *, order_id: UUID) -> Answer:
        """The same once more, for a customer of one's own, at today's prices."""
        copied = fetch_order(tx, order_id, to="copy")
        order = Order.create(
            company_id=tx.company_id,
            order_id=tx.new_id(),
            customer=own_customer(tx, copied.customer_id, refusal=NotOwnCustomer),
            title=copied.title,
            lines=at_todays_prices(tx, copied.lines),
            note=copied.note,
            by=tx.actor.as_person(),
            at=tx.now,
            values=copied_values(tx, "order", copied.fields),
        )
        Orders(tx).add(order)
        return read_order(tx, order.id)

    @command(
        takes=schemas.NewOwnerOfOrder, answers=schemas.OrderInFull, needs=_FUNCTION, needs_action="change_order_owner"
    )
    def change_order_owner(self, tx: Transaction, *, order_id: UUID, owner_id: UUID) -> Answer:
        """Hand a running order to another owner."""
        order = fetch_order(tx, order_id, to="change_owner")
        order.hand_over(lookups.person(tx, str(owner_id)), at=tx.now)
        Orders(tx).save(order)
        return read_order(tx, order.id, handed_over=True)

    @command(takes=schemas.OneOrder, needs=_FUNCTION)
    def delete_order(self, tx: Transaction, *, order_id: UUID) -> None:
        """Remove a terminated order with its plans and collections (O3)."""
        Orders(tx).remove(fetch_order(tx, order_id, to="delete"))
