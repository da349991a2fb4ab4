"""Plans and collections with the order they belong to: one transaction, under the order's lock (O4)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.crm.collections import queries, schemas
from services.crm.collections.model import Collection, CollectionPlan
from services.crm.collections.repository import Collections
from services.crm.customers import lookups
from services.crm.deal_terms.repository import read_terms
from services.crm.journeys.orders_seen import SEEN_BY, fetch_order, orders_seen, read_order
from services.crm.orders.model import Order
from services.crm.orders.repository import Orders
from shared.contracts.crm.events import Named
from shared.contracts.files import File
from shared.database import Transaction
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]
_FUNCTION = "orders"
_METHODS = "payment-methods"


def _method(tx: Transaction, method_id: UUID | None, *, kept: str | None = None) -> Named | None:
    return lookups.choice(tx, str(method_id) if method_id else None, kind=_METHODS, field="method_id", kept=kept)


def _paid_by(tx: Transaction, method_id: UUID, *, kept: str | None = None) -> Named:
    return lookups.several(tx, [str(method_id)], kind=_METHODS, field="method_id", kept=[kept] if kept else ())[0]


def _needs_approval(tx: Transaction) -> bool:
    return bool(read_terms(tx)["collection_approval"])


def _fetch(tx: Transaction, collection_id: UUID, *, to: str) -> tuple[Order, Collection]:
    """The collection with its order, which is locked, for one who may do this to it."""
    collections = Collections(tx)
    order = fetch_order(tx, collections.order_of(Collection, str(collection_id)), to="collect")
    collection = collections.fetch(Collection, str(collection_id))
    collection.require(to, approval_needed=_needs_approval(tx))
    return order, collection


def _take_in(tx: Transaction, order: Order, *, amount: Decimal, invoiced: Decimal, counts: bool) -> None:
    """:raises BeyondDealAmount: more than is left, what waits for approval taken off"""
    reserved = Collections(tx).reserved(order.id)
    if counts:
        order.collect(amount=amount, invoiced=invoiced, at=tx.now, reserved=reserved)
        order.log_line("collected", collected=[None, f"{amount:.2f}"])
    else:
        order.require_outstanding(amount, reserved=reserved)
        order.log_line("collection_submitted", collected=[None, f"{amount:.2f}"])


class KeepCollections:
    """What others may ask of collection plans and collections."""

    @query(takes=schemas.PlanFilter, answers=schemas.PlansShown, needs=_FUNCTION)
    def list_collection_plans(
        self, tx: Transaction, *, view: str | None, customer_id: UUID | None, order_id: UUID | None, **asked: Any
    ) -> Answer:
        """What is to be collected of an order, a customer, me or the team (O4)."""
        seen = orders_seen(tx, view=view, order_id=order_id, customer_id=customer_id)
        return queries.list_plans(tx, seen=seen, order_id=order_id, **asked)

    @command(takes=schemas.PlanDraft, answers=schemas.PlanShown, needs=_FUNCTION)
    def create_collection_plan(
        self, tx: Transaction, *, order_id: UUID, method_id: UUID | None, **given: Any
    ) -> Answer:
        """Plan a collection of a running order (O4)."""
        order = fetch_order(tx, order_id, to="plan")
        plan = CollectionPlan.create(
            company_id=tx.company_id,
            plan_id=tx.new_id(),
            order_id=order.id,
            order=order.told(),
            given=given,
            method=_method(tx, method_id),
            by_id=tx.actor.employee_id,
            at=tx.now,
        )
        Collections(tx).add(plan)
        return queries.get_plan(tx, plan.id)

    @command(takes=schemas.PlanChange, answers=schemas.PlanShown, needs=_FUNCTION)
    def change_collection_plan(self, tx: Transaction, *, plan_id: UUID, version: int, **given: Any) -> Answer:
        """Change a plan while its order runs (O4)."""
        collections = Collections(tx)
        order = fetch_order(tx, collections.order_of(CollectionPlan, str(plan_id)), to="plan")
        plan = collections.fetch(CollectionPlan, str(plan_id))
        plan.expect_version(version)
        method = None
        if "method_id" in given:
            method = (_method(tx, given.pop("method_id"), kept=plan.method_id),)
        plan.change(given=given, method=method, order=order.told())
        return queries.get_plan(tx, plan.id)

    @command(takes=schemas.OnePlan, needs=_FUNCTION)
    def delete_collection_plan(self, tx: Transaction, *, plan_id: UUID) -> None:
        """Give a plan up while its order runs (O4)."""
        collections = Collections(tx)
        order = fetch_order(tx, collections.order_of(CollectionPlan, str(plan_id)), to="plan")
        plan = collections.fetch(CollectionPlan, str(plan_id))
        plan.delete(order=order.told())
        collections.remove(plan)

    @query(takes=schemas.CollectionFilter, answers=schemas.CollectionsShown, needs=_FUNCTION)
    def list_collections(
        self, tx: Transaction, *, view: str | None, customer_id: UUID | None, order_id: UUID | None, **asked: Any
    ) -> Answer:
        """What was collected of an order, a customer, by me or the team (O4)."""
        seen = orders_seen(tx, view=view, order_id=order_id, customer_id=customer_id)
        return queries.list_collections(tx, seen=seen, order_id=order_id, **asked)

    @query(takes=schemas.OneCollection, answers=schemas.CollectionShown, needs=SEEN_BY)
    def get_collection(self, tx: Transaction, *, collection_id: UUID) -> Answer:
        """One collection of an order that one sees, also from its approval (O4)."""
        shown = queries.get_collection(tx, str(collection_id))
        read_order(tx, shown["order"]["id"])
        return shown

    @command(takes=schemas.CollectionDraft, answers=schemas.CollectionShown, needs=_FUNCTION)
    def create_collection(
        self,
        tx: Transaction,
        *,
        order_id: UUID,
        method_id: UUID,
        amount: Decimal,
        invoiced: Decimal,
        file_ids: Sequence[File],
        **given: Any,
    ) -> Answer:
        """Write down what was collected: never more than is outstanding, and what is fully paid is completed (O4).

        Where the company asks for it, it waits for its approval and counts from then on.
        """
        order = fetch_order(tx, order_id, to="collect")
        method, approval_needed = _paid_by(tx, method_id), _needs_approval(tx)
        _take_in(tx, order, amount=amount, invoiced=invoiced, counts=not approval_needed)
        collection = Collection.create(
            company_id=tx.company_id,
            collection_id=tx.new_id(),
            order_id=order.id,
            order=order.told(),
            given=given | {"amount": amount, "invoiced": invoiced, "files": list(file_ids)},
            method=method,
            by=tx.actor.as_person(),
            at=tx.now,
            approval_needed=approval_needed,
        )
        Collections(tx).add(collection)
        Orders(tx).save(order)
        return queries.get_collection(tx, collection.id)

    @command(takes=schemas.CollectionChange, answers=schemas.CollectionShown, needs=_FUNCTION)
    def change_collection(self, tx: Transaction, *, collection_id: UUID, version: int, **given: Any) -> Answer:
        """Mend a collection while its order runs (O4)."""
        order, collection = _fetch(tx, collection_id, to="edit")
        collection.expect_version(version)
        amount, invoiced = collection.amount, collection.invoiced
        method_id = given.pop("method_id", None)
        method = _paid_by(tx, method_id, kept=collection.method_id) if method_id else None
        before = collection.change(given=given, method=method)
        if collection.status == "counted":
            more, more_invoiced = collection.amount - amount, collection.invoiced - invoiced
            reserved = Collections(tx).reserved(order.id)
            order.collect(amount=more, invoiced=more_invoiced, at=tx.now, reserved=reserved)
            collection.tell_change(before, order=order.told())
            order.log_line("collection_changed", collected=[f"{amount:.2f}", f"{collection.amount:.2f}"])
        Orders(tx).save(order)
        return queries.get_collection(tx, collection.id)

    @command(takes=schemas.OneCollection, answers=schemas.CollectionShown, needs=_FUNCTION)
    def submit_collection(self, tx: Transaction, *, collection_id: UUID) -> Answer:
        """Hand in again what was refused or handed back; it counts at once where no approval is needed now (O4)."""
        order, collection = _fetch(tx, collection_id, to="submit")
        counts = not _needs_approval(tx)
        _take_in(tx, order, amount=collection.amount, invoiced=collection.invoiced, counts=counts)
        if counts:
            collection.count(order=order.told())
        else:
            collection.submit(order=order.told(), by=tx.actor.as_person())
        Orders(tx).save(order)
        return queries.get_collection(tx, collection.id)

    @command(takes=schemas.OneCollection, needs=_FUNCTION)
    def delete_collection(self, tx: Transaction, *, collection_id: UUID) -> None:
        """Take a collection back while its order runs (O4)."""
        order, collection = _fetch(tx, collection_id, to="delete")
        if collection.status == "counted":
            order.collect(amount=-collection.amount, invoiced=-collection.invoiced, at=tx.now)
        collection.delete(order=order.told())
        Collections(tx).remove(collection)
        order.log_line("collection_deleted", collected=[f"{collection.amount:.2f}", None])
        Orders(tx).save(order)
