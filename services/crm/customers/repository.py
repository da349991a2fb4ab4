"""Customers to be changed: only what this actor may touch, locked in the order of their ids."""

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, Select, any_, delete, func, insert, literal, select, update

from services.crm.concerned import is_concerned
from services.crm.customers import lookups
from services.crm.customers.facts import facts, fill
from services.crm.customers.model import Customer
from services.crm.customers.record import Participant
from services.crm.customers.rules import Terms, rights
from services.crm.customers.tables import customer_changes, customer_tags, ownerships, participants
from services.crm.db import pool_rules
from shared.database import Id, Transaction
from shared.directory.scope import Shape, scope_shape, scope_values
from shared.kernel.actor import Actor
from shared.kernel.errors import DomainError, Missing

Answer = dict[str, Any]


class _Kept(NamedTuple):
    """What a customer was when it was read, beside its columns."""

    owner_id: str | None
    tag_ids: list[str]
    participants: dict[str, Participant]


class Customers:
    """The customers of the transaction's company, as far as the actor sees them.

    What was changed is written by `save`: columns and events by the transaction, log, owners, tags and participants
    set by set, so that a thousand customers take about as many statements as one.
    """

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._kept: dict[str, _Kept] = {}
        self._customers: list[Customer] = []

    @cached_property
    def terms(self) -> Terms:
        """Rules and limits of the company at this moment."""
        return lookups.terms(self._tx)

    def add(self, customer: Customer) -> None:
        self._tx.add(customer)
        self._remember(customer, _Kept(None, [], {}))
        self.save()

    def fetch(self, customer_id: str, *, to: str) -> Customer:
        """The customer, locked, for one who may do this to it: a right of `rules.ACTIONS`.

        :raises Missing: not there, or not the actor's to see  :raises Forbidden: seen, but not theirs to do
        """
        for customer in self._locked([customer_id]):
            customer.require(to)
            return customer
        raise Missing

    def fetch_for_deal(self, customer_id: str) -> Customer:
        """The customer, locked, for what an order of it entails, whoever acts. :raises Missing: not there"""
        one = select(Customer).where(Customer.company_id == self._tx.company_id, Customer.id == customer_id)
        for customer in self._filled(one.with_for_update(), actor=None):
            return customer
        raise Missing

    def each(self, ids: Sequence[str], verb: Callable[[Customer], None], *, to: str) -> Answer:
        """Does the verb to each customer; one that refuses does not keep the others from it."""
        found = {each.id: each for each in self._locked(ids)}
        refused: list[dict[str, str]] = []
        for customer_id in sorted(set(ids)):
            try:
                if customer_id not in found:
                    raise Missing
                found[customer_id].require(to)
                verb(found[customer_id])
            except DomainError as error:
                detail = error.detail(self._tx.actor.language)
                refused.append({"id": customer_id, "code": error.code, "detail": detail})
        self.save()
        return {"done": len(set(ids)) - len(refused), "refused": refused}

    def due(self, *, limit: int) -> list[Customer]:
        """Customers whose time is over, for the system to drop; those that somebody works on now are left for later."""
        tx = self._tx
        return self._filled(
            select(Customer)
            .where(Customer.company_id == tx.company_id, Customer.falls_at <= tx.now, Customer.recycled_at.is_(None))
            .order_by(Customer.falls_at)
            .limit(limit)
            .with_for_update(skip_locked=True),
            actor=None,
        )

    def falling_soon(self, *, limit: int) -> list[Customer]:
        """Customers whose red days have begun and whose owner was not told; those that somebody works on wait."""
        tx, rule = self._tx, pool_rules.c
        red = func.make_interval(0, 0, 0, rule.red_days)
        return self._filled(
            select(Customer)
            .join(pool_rules, (rule.company_id == Customer.company_id) & (rule.id == Customer.falls_rule_id))
            .where(
                Customer.company_id == tx.company_id,
                Customer.falls_at > tx.now,
                Customer.falls_at - red <= tx.now,
                Customer.fall_told_for.is_distinct_from(Customer.falls_at),
                Customer.recycled_at.is_(None),
            )
            .order_by(Customer.falls_at)
            .limit(limit)
            .with_for_update(of=Customer, skip_locked=True),
            actor=None,
        )

    def for_the_clock(self, ids: Collection[str]) -> dict[str, Customer]:
        """Owned customers by id, locked for the system; those that somebody works on now are left for later."""
        found = self._filled(
            select(Customer)
            .where(Customer.company_id == self._tx.company_id, Customer.id.in_(ids))
            .where(Customer.owner_id.is_not(None), Customer.recycled_at.is_(None))
            .with_for_update(skip_locked=True),
            actor=None,
        )
        return {each.id: each for each in found}

    def remove(self, ids: Sequence[str]) -> None:
        """Removes customers for good, with all that hangs on them (C18)."""
        self._tx.flush()
        for customer in self._customers:
            self._tx.session.expunge(customer)
        self._tx.session.execute(
            delete(Customer).where(Customer.company_id == self._tx.company_id, Customer.id.in_(ids))
        )

    def save(self) -> None:
        """Writes what the verbs left beside the columns."""
        lines = [(customer, line) for customer in self._customers for line in customer.take_lines()]
        if not lines:
            return
        self._tx.flush()
        by_id = self._actor.employee_id if self._actor else None
        self._insert(
            customer_changes,
            [{"customer_id": each.id, "at": self._tx.now, "by_id": by_id, **line._asdict()} for each, line in lines],
        )
        how = {customer.id: line.kind for customer, line in lines}
        changed = [each for each in self._customers if each.id in how]
        self._save_owners([each for each in changed if each.owner_id != self._kept[each.id].owner_id], how)
        self._save_tags([each for each in changed if _ids(each) != self._kept[each.id].tag_ids])
        self._save_participants([each for each in changed if each.participants != self._kept[each.id].participants])
        for each in changed:
            self._kept[each.id] = _Kept(each.owner_id, _ids(each), dict(each.participants))

    @property
    def _actor(self) -> Actor | None:
        try:
            return self._tx.actor
        except LookupError:
            return None

    def _save_owners(self, changed: Sequence[Customer], how: dict[str, str]) -> None:
        ended = [each.id for each in changed if self._kept[each.id].owner_id is not None]
        if ended:
            self._tx.connection.execute(
                update(ownerships)
                .where(
                    ownerships.c.company_id == self._tx.company_id,
                    ownerships.c.customer_id.in_(ended),
                    ownerships.c.until.is_(None),
                )
                .values(until=self._tx.now)
                .execution_options(deferred=True)
            )
        begun = [each for each in changed if each.owner_id is not None]
        self._insert(
            ownerships,
            [
                {"customer_id": each.id, "owner_id": each.owner_id, "how": how[each.id], "since": self._tx.now}
                for each in begun
            ],
        )

    def _save_tags(self, changed: Sequence[Customer]) -> None:
        self._clear(customer_tags, [each.id for each in changed if self._kept[each.id].tag_ids])
        rows = [{"customer_id": each.id, "choice_id": tag["id"]} for each in changed for tag in each.tags]
        self._insert(customer_tags, rows, with_id=False)

    def _save_participants(self, changed: Sequence[Customer]) -> None:
        self._clear(participants, [each.id for each in changed if self._kept[each.id].participants])
        rows = [
            {"customer_id": each.id, "employee_id": key, "may_edit": one.may_edit}
            for each in changed
            for key, one in each.participants.items()
        ]
        self._insert(participants, rows, with_id=False)

    def _clear(self, table: Any, ids: Sequence[str]) -> None:
        if ids:
            self._tx.session.execute(
                delete(table).where(table.c.company_id == self._tx.company_id, table.c.customer_id.in_(ids))
            )

    def _insert(self, table: Any, rows: Sequence[dict[str, Any]], *, with_id: bool = True) -> None:
        if rows:
            company = {"company_id": self._tx.company_id}
            ids = ({"id": self._tx.new_id()} if with_id else {} for _ in rows)
            self._tx.connection.execute(
                insert(table).execution_options(deferred=True),
                [company | own | row for own, row in zip(ids, rows, strict=True)],
            )

    def _locked(self, ids: Sequence[str]) -> list[Customer]:
        return self._filled(
            select(Customer)
            .where(Customer.company_id == self._tx.company_id, Customer.id == any_(literal(list(ids), ARRAY(Id))))
            .order_by(Customer.id)
            .with_for_update()
            .execution_options(prepared=True),
            actor=self._tx.actor,
        )

    def _filled(self, wanted: Select[Customer], *, actor: Actor | None) -> list[Customer]:
        tx, terms = self._tx, self.terms
        # A transaction that waited for the lock reads what the other one wrote.
        customers = tx.session.scalars(wanted.execution_options(populate_existing=True)).all()
        shape: Shape = scope_shape(actor, "customers") if actor else "nothing"
        values = scope_values(actor, "customers") if actor and shape != "company" else {}
        ids = [each.id for each in customers]
        parameters = {"company_id": tx.company_id, "ids": ids, **values}
        found = {row.id: row for row in tx.connection.execute(facts(shape), parameters)}
        for customer in customers:
            fill(customer, found[customer.id], terms=terms, actor=actor, now=tx.now)
            tx.track(customer)
            self._remember(customer, _Kept(customer.owner_id, _ids(customer), dict(customer.participants)))
            if actor is not None and not customer.rights and is_concerned(tx, "customer", customer.id):
                customer.rights = rights(state=customer.whereabouts, relation="related", may=actor.may)
        return list(customers)

    def _remember(self, customer: Customer, kept: _Kept) -> None:
        self._customers.append(customer)
        self._kept[customer.id] = kept


def _ids(customer: Customer) -> list[str]:
    return [each["id"] for each in customer.tags]
